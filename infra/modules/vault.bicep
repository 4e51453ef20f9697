// The vault: callers' keys, the heartbeat address and the bot's certificate where there is one. Nothing is written into it from here.

@description('Name of the vault: 3 to 24 letters and digits, unique in Azure.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Days for which a deleted vault or secret can be brought back; fixed when the vault is made.')
@minValue(7)
@maxValue(90)
param keepDeletedDays int

@description('True once, to bring back a vault of this name that was deleted; purge protection keeps its name taken until then.')
param recover bool

@description('Resource id of the workspace for the log of who read which secret.')
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    createMode: recover ? 'recover' : 'default'
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: keepDeletedDays
    publicNetworkAccess: 'Enabled'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

@description('Name of the vault.')
output name string = vault.name

@description('Address of the vault, with a slash at its end.')
output url string = vault.properties.vaultUri
