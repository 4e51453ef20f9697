// To try an installation out, with made-up people only: one small instance, one copy, no lock. Not for patients.
using 'main.bicep'

param prefix = readEnvironmentVariable('DEPLOY_PREFIX', 'ehubdev')
param tabAppId = readEnvironmentVariable('DEPLOY_TAB_APP_ID')
param alertEmails = split(readEnvironmentVariable('DEPLOY_ALERT_EMAILS'), ',')

param botIdentity = 'managedIdentity'
param botSku = 'F0'
param planSku = 'B1'
param instanceCount = 1
param zoneRedundant = false
param storageSku = 'Standard_LRS'
param privateEndpoint = false
param deleteLock = false
param logStorageReads = false
param logDays = 30
param keepDeletedVaultDays = 7

param tags = {
  service: 'ehub'
  environment: 'dev'
  owner: readEnvironmentVariable('DEPLOY_OWNER')
  data: 'made-up'
}
