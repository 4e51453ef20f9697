// The bot's registration with the Bot Service, and its one channel: Teams. It holds no patient's words; they pass through it.

@description('Name of the registration, unique in Azure, at most 64 characters.')
@maxLength(64)
param name string

@description('Where the Bot Service keeps the registration; it has no UK region.')
@allowed([
  'global'
  'westeurope'
])
param location string

@description('Tags of every resource.')
param tags object

@description('F0 or S1. Teams is a standard channel in both; S1 has a service level.')
@allowed([
  'F0'
  'S1'
])
param sku string

@description('Name that Azure shows.')
@maxLength(42)
param displayName string

@description('Host of the program, without https.')
param hostName string

@description('App id of the bot.')
param appId string

@description('UserAssignedMSI or SingleTenant; there is no default, for Azure\'s own is one that Teams no longer takes.')
@allowed([
  'UserAssignedMSI'
  'SingleTenant'
])
param appType string

@description('Resource id of the managed identity when it is the bot; empty otherwise.')
param identityId string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: location
  tags: tags
  kind: 'azurebot'
  sku: {
    name: sku
  }
  properties: {
    displayName: displayName
    endpoint: 'https://${hostName}/api/messages'
    msaAppId: appId
    msaAppType: appType
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: empty(identityId) ? null : identityId
    disableLocalAuth: true
    isStreamingSupported: false
    publicNetworkAccess: 'Enabled'
    schemaTransformationVersion: '1.3'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: location
  tags: tags
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      acceptedTerms: true
      deploymentEnvironment: 'CommercialDeployment'
      enableCalling: false
      isEnabled: true
    }
  }
}
