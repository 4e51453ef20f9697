// eHub for Teams, whole, in one resource group. README.md beside this file says who deploys it, how, what it costs and how it is undone.
targetScope = 'resourceGroup'

@description('First part of every name: a letter, then small letters and digits. With 13 characters of Azure\'s own it makes names of at most 24, which is as many as a storage account and a vault may have.')
@minLength(2)
@maxLength(11)
param prefix string

@description('Azure region. UK South has three zones and keeps what is stored in the UK.')
param location string = 'uksouth'

@description('Where the Bot Service keeps the bot\'s registration: it has no UK region. westeurope stays within the EU boundary.')
@allowed([
  'global'
  'westeurope'
])
param botLocation string = 'westeurope'

@description('F0 (no service level) or S1. Teams is a standard channel in both.')
@allowed([
  'F0'
  'S1'
])
param botSku string = 'S1'

@description('Name of the bot as Azure shows it; its name in Teams stands in the Teams package.')
@maxLength(42)
param botDisplayName string = 'eHub'

@description('How the bot proves itself to Teams. managedIdentity: Azure and Teams share a tenant. federated: Teams is another tenant, such as NHS.net\'s. certificate: where neither will do. There is no client secret: secrets run out and then everything is silent.')
@allowed([
  'managedIdentity'
  'federated'
  'certificate'
])
param botIdentity string = 'managedIdentity'

@description('Tenant whose people use the bot in Teams; the tenant of this subscription unless said otherwise.')
param teamsTenantId string = tenant().tenantId

@description('App id of the bot\'s Entra application, for federated and certificate; empty for managedIdentity.')
param botRegistrationId string = ''

@description('App id of the Entra application for the dashboard tab, made by hand once (README.md, step 1).')
@minLength(36)
@maxLength(36)
param tabAppId string

@description('How many instances run. Two or more, so that one may fail.')
@minValue(1)
@maxValue(10)
param instanceCount int = 2

@description('Size of an instance; zones need Premium v3.')
@allowed([
  'B1'
  'P0v3'
  'P1v3'
  'P2v3'
])
param planSku string = 'P0v3'

@description('True: instances stand in different zones. Needs two instances, and is fixed when the plan is made.')
param zoneRedundant bool = true

@description('Copies of what is stored: Standard_ZRS in three zones, Standard_GZRS also in UK West, Standard_LRS in one building.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GZRS'
])
param storageSku string = 'Standard_ZRS'

@description('True: the store is reached through a private endpoint only. Commands that read the store then run inside that network.')
param privateEndpoint bool = false

@description('Addresses of the virtual network for the private endpoint.')
param addressSpace string = '10.60.0.0/24'

@description('True: this deployment gives the identity its roles. False: somebody with that right does it by hand (README.md).')
param assignRoles bool = true

@description('True: the storage account cannot be deleted before its lock is.')
param deleteLock bool = true

@description('True: every read of the store is logged, so that a reader who is not the program shows. It is most of the log\'s volume.')
param logStorageReads bool = true

@description('Days for which log lines are kept; longer is paid for.')
@minValue(30)
@maxValue(730)
param logDays int = 90

@description('E-mail addresses that alerts go to; at least one person who is there at 07:50 on a Monday.')
@minLength(1)
param alertEmails array

@description('Days for which a deleted vault can be brought back; fixed when the vault is made.')
@minValue(7)
@maxValue(90)
param keepDeletedVaultDays int = 90

@description('True once, to bring back the vault of an earlier deployment that was deleted.')
param recoverVault bool = false

@description('True once the vault holds a secret named heartbeat-url: the address that hears of every clean audit.')
param heartbeat bool = false

@description('True once the vault holds a secret named contact-keys: the keys by which a patient\'s earlier contacts are found again.')
param contactKeys bool = false

@description('Who gets the paper pack by e-mail while Teams is away, with commas between; empty: nobody. Once set, the vault holds a secret named paper-smtp-url: the relay.')
param paperTo string = ''

@description('The address that sends the paper pack.')
param paperFrom string = ''

@description('Where the paper pack is written, such as a share that is mounted into the site; empty: nowhere.')
param paperFolder string = ''

@description('Audience of callers\' Entra tokens; empty: callers sign their requests with a key.')
param callerAudience string = ''

@description('Entra object ids, in Teams\' tenant, of the people who may set up the first hub in Teams, with commas between; empty: hubs, practices and staff come from network.json.')
param firstLeads string = ''

@description('True once the site holds practices.csv: the NHS list that practices are chosen from while hubs are set up in Teams.')
param practiceList bool = false

@description('Whose bank holidays hold.')
@allowed([
  'englandAndWales'
  'scotland'
  'northernIreland'
])
param nation string = 'englandAndWales'

@description('What the names of all tables begin with; another one after a restore (README.md).')
@minLength(1)
@maxLength(20)
param tablePrefix string = 'ehub'

@description('Tags of every resource: service, environment, who answers for it, who pays.')
param tags object

@description('From which values on somebody is told; given whole or not at all. Each has its reason beside its default.')
param alertLimits object = {
  // The auditor comes round every five minutes: three in a row were missed.
  heartbeatMinutes: 15
  // The sweep comes round every quarter of a minute, and another instance takes over within six seconds.
  sweepSeconds: 120
  // A red flag is to be looked at within 15 minutes, and takes 2 seconds in a storm: a minute is trouble.
  urgentBacklogSeconds: 60
  // Each is something that nobody has been shown.
  undelivered: 0
  // Our own pace keeps below what Teams allows: one is a fault.
  throttled: 0
  // None is normal.
  serverErrors: 0
  // None is normal once the role is in force.
  storageRefused: 0
  // Per cent of instances that may take traffic.
  healthyPercent: 100
  // In five minutes. Two instances that are not ready answer ten pings with 503, and three places hear that not all is well: those have
  // alerts of their own.
  frontEndErrors: 20
  // A month to find who may renew it, a week to press them.
  certificateDays: [
    60
    30
    7
  ]
}

// Of this resource group alone, so that two environments never meet.
var unique = uniqueString(resourceGroup().id)
var siteName = '${prefix}-${unique}'
var storageName = '${prefix}${unique}'
var vaultName = '${prefix}${unique}'
var isManaged = botIdentity == 'managedIdentity'

// Files that the program reads again when they change; README.md says how they get there.
var filesFolder = '/home/data/ehub'

// What the program calls the three ways of proving itself.
var appTypes = {
  managedIdentity: 'UserAssignedMsi'
  federated: 'Federated'
  certificate: 'Certificate'
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: '${prefix}-identity'
    location: location
    tags: tags
  }
}

module logs 'modules/logs.bicep' = {
  name: 'logs'
  params: {
    prefix: prefix
    location: location
    tags: tags
    logDays: logDays
    alertEmails: alertEmails
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: storageName
    location: location
    tags: tags
    sku: storageSku
    isPrivate: privateEndpoint
    deleteLock: deleteLock
    logReads: logStorageReads
    workspaceId: logs.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: vaultName
    location: location
    tags: tags
    keepDeletedDays: keepDeletedVaultDays
    recover: recoverVault
    workspaceId: logs.outputs.workspaceId
  }
}

module roles 'modules/roles.bicep' = if (assignRoles) {
  name: 'roles'
  params: {
    principalId: identity.outputs.principalId
    storageAccountName: storage.outputs.name
    vaultName: vault.outputs.name
  }
}

module network 'modules/network.bicep' = if (privateEndpoint) {
  name: 'network'
  params: {
    prefix: prefix
    location: location
    tags: tags
    addressSpace: addressSpace
    storageAccountId: storage.outputs.id
  }
}

module site 'modules/site.bicep' = {
  name: 'site'
  params: {
    name: siteName
    planName: '${prefix}-plan'
    location: location
    tags: tags
    planSku: planSku
    instanceCount: instanceCount
    zoneRedundant: zoneRedundant
    identityId: identity.outputs.id
    subnetId: privateEndpoint ? network.outputs.siteSubnetId : ''
    workspaceId: logs.outputs.workspaceId
    settings: union(
      {
        AZURE_CLIENT_ID: identity.outputs.clientId
        AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
        EHUB_CALLERS_FILE: '${filesFolder}/callers.json'
        EHUB_HOLIDAYS_FILE: '${filesFolder}/holidays.json'
        EHUB_LOG_LEVEL: 'info'
        EHUB_MODE: 'teams'
        EHUB_NATION: nation
        EHUB_STORAGE_ACCOUNT_URL: storage.outputs.tableUrl
        EHUB_TAB_APP_ID: tabAppId
        EHUB_TABLE_PREFIX: tablePrefix
        EHUB_TENANTS: teamsTenantId
        MicrosoftAppId: isManaged ? identity.outputs.clientId : botRegistrationId
        MicrosoftAppTenantId: tenant().tenantId
        MicrosoftAppType: appTypes[botIdentity]
        NODE_ENV: 'production'
      },
      empty(firstLeads) ? { EHUB_NETWORK_FILE: '${filesFolder}/network.json' } : { EHUB_FIRST_LEADS: firstLeads },
      practiceList ? { EHUB_PRACTICE_LIST: '${filesFolder}/practices.csv' } : {},
      empty(callerAudience) ? {} : { EHUB_CALLER_AUDIENCE: callerAudience },
      heartbeat ? { EHUB_HEARTBEAT_URL: '@Microsoft.KeyVault(SecretUri=${vault.outputs.url}secrets/heartbeat-url)' } : {},
      empty(paperFolder) ? {} : { EHUB_PAPER_FOLDER: paperFolder },
      empty(paperTo) ? {} : { EHUB_PAPER_FROM: paperFrom, EHUB_PAPER_SMTP_URL: '@Microsoft.KeyVault(SecretUri=${vault.outputs.url}secrets/paper-smtp-url)', EHUB_PAPER_TO: paperTo },
      contactKeys ? { EHUB_CONTACT_KEYS: '@Microsoft.KeyVault(SecretUri=${vault.outputs.url}secrets/contact-keys)' } : {},
      botIdentity == 'certificate' ? { MicrosoftAppCertificate: '@Microsoft.KeyVault(SecretUri=${vault.outputs.url}secrets/bot-certificate)' } : {}
    )
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${prefix}-bot-${unique}'
    location: botLocation
    tags: tags
    sku: botSku
    displayName: botDisplayName
    hostName: site.outputs.hostName
    appId: isManaged ? identity.outputs.clientId : botRegistrationId
    appType: isManaged ? 'UserAssignedMSI' : 'SingleTenant'
    identityId: isManaged ? identity.outputs.id : ''
  }
}

module availability 'modules/availability.bicep' = {
  name: 'availability'
  params: {
    prefix: prefix
    location: location
    tags: tags
    workspaceId: logs.outputs.workspaceId
    actionGroupId: logs.outputs.actionGroupId
    hostName: site.outputs.hostName
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    prefix: prefix
    location: location
    tags: tags
    workspaceId: logs.outputs.workspaceId
    actionGroupId: logs.outputs.actionGroupId
    siteId: site.outputs.id
    limits: alertLimits
    hasCertificate: botIdentity == 'certificate'
  }
}

@description('App id of the bot: for the Teams package.')
output botAppId string = isManaged ? identity.outputs.clientId : botRegistrationId

@description('Tenant that the bot is registered in.')
output botTenantId string = tenant().tenantId

@description('App id of the Entra application for the dashboard tab, as it was given.')
output tabAppId string = tabAppId

@description('Host of the program, without https: for the Teams package.')
output hostName string = site.outputs.hostName

@description('Name of the site: for the commands that bring files and releases to it.')
output siteName string = site.outputs.name

@description('Address of the store\'s tables: for the commands that read it.')
output storageAccountUrl string = storage.outputs.tableUrl

@description('What the names of all tables begin with: for the commands that read them, which after a restore is another one.')
output tablePrefix string = tablePrefix

@description('Name of the vault: for the commands that put secrets into it.')
output keyVaultName string = vault.outputs.name
