// What wakes somebody up: read from the line that every instance writes each minute, and from the platform's own counts.

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

@description('Resource id of the site.')
param siteId string

@description('From which values on somebody is told; main.bicep gives each with its reason.')
param limits object

@description('True: the bot proves itself with a certificate, whose last days are told of.')
param hasCertificate bool

// The one place with the names of the line's fields; the program writes the same ones.
var eventField = 'msg'
var eventName = 'metrics'
var field = {
  heartbeat: 'heartbeatAgeSeconds'
  sweep: 'sweepAgeSeconds'
  urgent: 'urgentBacklogSeconds'
  undelivered: 'undelivered'
  throttled: 'throttled'
  serverErrors: 'serverErrors'
  storageRefused: 'storageRefused'
  certificate: 'certificateDays'
}

// Whatever the platform writes around a line, the line itself is what stands between its braces.
var lines = 'AppServiceConsoleLogs | where _ResourceId =~ "${siteId}" | where ResultDescription has "${eventName}" | extend line = parse_json(extract(@"(\\{.*\\})", 1, ResultDescription)) | where tostring(line.${eventField}) == "${eventName}"'

// Each asks for rows; all but the first speak up when there is one.
var rules = [
  {
    name: 'heartbeat-missing'
    severity: 0
    minutes: limits.heartbeatMinutes
    operator: 'LessThan'
    rows: 1
    query: '${lines} | where todouble(line.${field.heartbeat}) < ${limits.heartbeatMinutes} * 60'
    says: 'No instance has written that the auditor found every hub in order. Either nothing runs, or something open has no owner, timer or card: open /wellz and look for auditRaised in the log.'
  }
  {
    name: 'sweep-late'
    severity: 1
    minutes: 5
    operator: 'GreaterThan'
    rows: 0
    query: '${lines} | summarize age = min(todouble(line.${field.sweep})) | where age > ${limits.sweepSeconds}'
    says: 'No instance looks at the clock: warnings and escalations are late. See that an instance runs, and look for broken in its log.'
  }
  {
    name: 'urgent-backlog'
    severity: 1
    minutes: 5
    operator: 'GreaterThan'
    rows: 0
    query: '${lines} | summarize age = max(todouble(line.${field.urgent})) | where age > ${limits.urgentBacklogSeconds}'
    says: 'Something urgent is decided and not yet shown in Teams. Tell the hub by telephone; the board and the lead\'s chat name it.'
  }
  {
    name: 'undelivered'
    severity: 1
    minutes: 5
    operator: 'GreaterThan'
    rows: 0
    query: '${lines} | summarize most = max(toint(line.${field.undelivered})) | where most > ${limits.undelivered}'
    says: 'Teams refused a message for good. A lead types undelivered in the chat, puts right what is wrong, and types retry with the reference.'
  }
  {
    name: 'throttled'
    severity: 2
    minutes: 5
    operator: 'GreaterThan'
    rows: 0
    query: '${lines} | summarize times = sum(toint(line.${field.throttled})) | where times > ${limits.throttled}'
    says: 'Teams said that we send too fast (429), which our own pace is meant to prevent. Nothing is lost; tell whoever maintains the program.'
  }
  {
    name: 'server-errors'
    severity: 2
    minutes: 5
    operator: 'GreaterThan'
    rows: 0
    query: '${lines} | summarize times = sum(toint(line.${field.serverErrors})) | where times > ${limits.serverErrors}'
    says: 'The program answered 5xx to somebody. Look for broken in the log; senders try again by themselves, people press again.'
  }
  {
    name: 'storage-refused'
    severity: 1
    minutes: 5
    operator: 'GreaterThan'
    rows: 0
    query: '${lines} | summarize times = sum(toint(line.${field.storageRefused})) | where times > ${limits.storageRefused}'
    says: 'The store answered 403: the identity has lost its role, or the network rules shut it out. A new role may take 30 minutes.'
  }
]

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: '${prefix}-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${prefix}-${rule.name}'
    description: rule.says
    severity: rule.severity
    enabled: true
    autoMitigate: true
    // The table of log lines is made by the first line: on a new workspace there is nothing to check the question against.
    skipQueryValidation: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT${rule.minutes}M'
    scopes: [
      workspaceId
    ]
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: rule.operator
          threshold: rule.rows
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        actionGroupId
      ]
    }
  }
}]

// The first of the days is a note, the last a matter of hours.
resource certificateAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for (days, index) in limits.certificateDays: if (hasCertificate) {
  name: '${prefix}-certificate-${days}-days'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${prefix}-certificate-${days}-days'
    description: 'The bot\'s certificate ends within ${days} days; when it has ended the bot is silent. infra/README.md says how it is renewed.'
    severity: max(1, 3 - index)
    enabled: true
    autoMitigate: true
    skipQueryValidation: true
    evaluationFrequency: 'PT1H'
    windowSize: 'PT1H'
    scopes: [
      workspaceId
    ]
    criteria: {
      allOf: [
        {
          query: '${lines} | summarize soonest = min(todouble(line.${field.certificate})) | where soonest < ${days}'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        actionGroupId
      ]
    }
  }
}]

resource outOfRotation 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-out-of-rotation'
  location: 'global'
  tags: tags
  properties: {
    description: 'An instance does not say that it may take traffic, and gets none. The others go on; if it stays so, restart it.'
    severity: 2
    enabled: true
    autoMitigate: true
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    scopes: [
      siteId
    ]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'healthy'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'HealthCheckStatus'
          operator: 'LessThan'
          threshold: limits.healthyPercent
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}

resource frontEndErrors 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-front-end-errors'
  location: 'global'
  tags: tags
  properties: {
    description: 'App Service answered 5xx, in place of the program or for it: it is starting, stopped, or out of memory. Look at /version and at the platform\'s log.'
    severity: 2
    enabled: true
    autoMitigate: true
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    scopes: [
      siteId
    ]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'errors'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          operator: 'GreaterThan'
          threshold: limits.frontEndErrors
          timeAggregation: 'Total'
        }
      ]
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
