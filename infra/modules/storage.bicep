// The store: one account with tables, reached by identity alone. Tables have neither soft delete nor restore, hence the lock.

@description('Name of the account: 3 to 24 small letters and digits, unique in Azure.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Copies: Standard_ZRS in three zones; Standard_GZRS also in the paired region (UK West); Standard_LRS in one building, for trying out.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GZRS'
])
param sku string

@description('True: reached through the private endpoint only.')
param isPrivate bool

@description('True: the account cannot be deleted before the lock is.')
param deleteLock bool

@description('True: every read is logged too, the program\'s own among them (about one a second).')
param logReads bool

@description('Resource id of the workspace for the log of who read and wrote.')
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tables
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageRead'
        enabled: logReads
      }
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (deleteLock) {
  scope: account
  name: 'patients-words-are-here'
  properties: {
    level: 'CanNotDelete'
    notes: 'Tables have no soft delete: what is deleted here is gone. Export every hub first (infra/README.md).'
  }
}

@description('Name of the account.')
output name string = account.name

@description('Resource id of the account.')
output id string = account.id

@description('Address of its tables.')
output tableUrl string = 'https://${account.name}.table.${environment().suffixes.storage}'
