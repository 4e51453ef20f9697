// The identity that the program runs under: it opens the store, reads the vault and, where Azure and Teams share a tenant, is the bot.

@description('Name of the managed identity, at most 128 characters.')
@maxLength(128)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id, by which the site and the bot name it.')
output id string = identity.id

@description('Object id, to which rights are given.')
output principalId string = identity.properties.principalId

@description('Client id, by which the program asks for tokens; the bot\'s app id in the mode managedIdentity.')
output clientId string = identity.properties.clientId
