// Asks from outside whether all is well, so that somebody hears even when nothing inside Azure's log does.

@description('First part of the names.')
param prefix string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the workspace.')
param workspaceId string

@description('Resource id of the group of people who are told.')
param actionGroupId string

@description('Host of the program, without https.')
param hostName string

// UK South, UK West, North Europe: where the question is asked from.
var places = [
  'emea-ru-msa-edge'
  'emea-se-sto-edge'
  'emea-gb-db3-azr'
]
// One place alone may have lost its own way.
var failedPlaces = 2
var everySeconds = 300
var answerWithinSeconds = 30
var certificateDays = 14

// Only carries the question below: the program itself sends nothing to it.
resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: '${prefix}-availability'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    IngestionMode: 'LogAnalytics'
    WorkspaceResourceId: workspaceId
  }
}

resource question 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${prefix}-all-is-well'
  location: location
  tags: union(tags, {
    'hidden-link:${component.id}': 'Resource'
  })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: '${prefix}-all-is-well'
    Name: '${prefix}-all-is-well'
    Enabled: true
    Frequency: everySeconds
    Timeout: answerWithinSeconds
    Kind: 'standard'
    RetryEnabled: true
    Locations: [for place in places: {
      Id: place
    }]
    Request: {
      RequestUrl: 'https://${hostName}/wellz'
      HttpVerb: 'GET'
      FollowRedirects: false
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: certificateDays
    }
  }
}

resource notWell 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-not-well'
  location: 'global'
  tags: tags
  properties: {
    description: 'Asked from outside, the program did not say that all is well. Open https://${hostName}/wellz: it says what is wrong and what to do.'
    severity: 1
    enabled: true
    autoMitigate: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    scopes: [
      question.id
      component.id
    ]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: question.id
      componentId: component.id
      failedLocationCount: failedPlaces
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
