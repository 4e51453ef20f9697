// Where the program runs: App Service for Linux, from a package that was built elsewhere; nothing is built or installed in Azure.

@description('Name of the site, unique in Azure, at most 60 characters.')
@maxLength(60)
param name string

@description('Name of the plan that its instances belong to.')
@maxLength(60)
param planName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Size of an instance.')
param planSku string

@description('How many instances run.')
@minValue(1)
param instanceCount int

@description('True: the instances stand in different zones; needs two or more.')
param zoneRedundant bool

@description('Resource id of the identity that the program runs under.')
param identityId string

@description('Subnet of the private way to the store; empty without one.')
param subnetId string

@description('Settings of the program itself, by name.')
param settings object

@description('Resource id of the workspace for the log lines.')
param workspaceId string

// Ours stops within 20 seconds; the platform's own limit is 5, and then it kills.
var stopLimitSeconds = 30
// The platform's own. A start that takes longer, because a new role is not yet in force or the store is away, is begun again.
var startLimitSeconds = 230
// The platform waits for 10 failed pings, one a minute; half of that is still far longer than a restart.
var failedPings = 5
var trafficPath = '/readyz'

var platformSettings = {
  ENABLE_ORYX_BUILD: 'false'
  SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
  WEBSITE_HEALTHCHECK_MAXPINGFAILURES: string(failedPings)
  WEBSITE_RUN_FROM_PACKAGE: '1'
  WEBSITE_WARMUP_PATH: trafficPath
  WEBSITE_WARMUP_STATUSES: '200'
  WEBSITES_CONTAINER_START_TIME_LIMIT: string(startLimitSeconds)
  WEBSITES_CONTAINER_STOP_TIME_LIMIT: string(stopLimitSeconds)
  WEBSITES_ENABLE_APP_SERVICE_STORAGE: 'true'
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'linux'
  sku: {
    name: planSku
    capacity: instanceCount
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    clientAffinityEnabled: false
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      alwaysOn: true
      // `exec`, so that the signal to stop reaches the program and not a shell in front of it. Why a gigabyte: see the Dockerfile.
      appCommandLine: 'exec node --max-old-space-size=1024 main.js'
      ftpsState: 'Disabled'
      healthCheckPath: trafficPath
      http20Enabled: true
      linuxFxVersion: 'NODE|22-lts'
      minTlsVersion: '1.2'
      remoteDebuggingEnabled: false
      scmMinTlsVersion: '1.2'
      webSocketsEnabled: false
    }
  }
}

// The whole list: what was set by hand and is not here is removed by the next deployment.
resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: site
  name: 'appsettings'
  properties: union(platformSettings, settings, {
    EHUB_HOST_NAME: site.properties.defaultHostName
  })
}

resource noFtpPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noPublishingPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

// Not the log of requests: addresses hold references, and the program's own lines say what came of each.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: site
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AppServiceConsoleLogs'
        enabled: true
      }
      {
        category: 'AppServicePlatformLogs'
        enabled: true
      }
      {
        category: 'AppServiceAuditLogs'
        enabled: true
      }
    ]
  }
}

@description('Name of the site.')
output name string = site.name

@description('Resource id of the site.')
output id string = site.id

@description('Host of the program, without https.')
output hostName string = site.properties.defaultHostName
