// Where log lines go, and who is told when something is wrong.

@description('First part of the names.')
param prefix string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Days for which log lines are kept.')
@minValue(30)
@maxValue(730)
param logDays int

@description('E-mail addresses that every alert is sent to.')
param alertEmails array

// No daily cap: a cap would silence the alerts on the very day that something writes too much.
resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: '${prefix}-logs'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource told 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${prefix}-told'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'ehub'
    emailReceivers: [for (address, index) in alertEmails: {
      name: 'person ${index + 1}'
      emailAddress: address
      useCommonAlertSchema: true
    }]
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Resource id of the group of people who are told.')
output actionGroupId string = told.id
