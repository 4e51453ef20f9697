// Real patients: two instances in two zones, copies in three, locked, logged. What differs from place to place comes from the environment,
// so that nothing is deployed with a value nobody chose: README.md, step 1.
using 'main.bicep'

param prefix = readEnvironmentVariable('DEPLOY_PREFIX', 'ehub')
param tabAppId = readEnvironmentVariable('DEPLOY_TAB_APP_ID')
param alertEmails = split(readEnvironmentVariable('DEPLOY_ALERT_EMAILS'), ',')

param botIdentity = 'managedIdentity'
param botSku = 'S1'
param planSku = 'P0v3'
param instanceCount = 2
param zoneRedundant = true
param storageSku = 'Standard_ZRS'
param privateEndpoint = false
param deleteLock = true
param logStorageReads = true
param logDays = 90

param tags = {
  service: 'ehub'
  environment: 'prod'
  owner: readEnvironmentVariable('DEPLOY_OWNER')
  data: 'patients'
}
