// What the Bicep is held to, in one place: API versions, roles, lengths of names, settings that every resource must have.

/**
 * The newest stable version of each resource that was seen in Microsoft's own published modules and types in 2026; `diagnosticSettings` has
 * no stable one, and every published module uses this preview.
 */
export const apiVersions: Readonly<Record<string, string>> = {
  'Microsoft.Authorization/locks': '2020-05-01',
  'Microsoft.Authorization/roleAssignments': '2022-04-01',
  'Microsoft.BotService/botServices': '2022-09-15',
  'Microsoft.BotService/botServices/channels': '2022-09-15',
  'Microsoft.Insights/actionGroups': '2023-01-01',
  'Microsoft.Insights/components': '2020-02-02',
  'Microsoft.Insights/diagnosticSettings': '2021-05-01-preview',
  'Microsoft.Insights/metricAlerts': '2018-03-01',
  'Microsoft.Insights/scheduledQueryRules': '2023-12-01',
  'Microsoft.Insights/webtests': '2022-06-15',
  'Microsoft.KeyVault/vaults': '2024-11-01',
  'Microsoft.ManagedIdentity/userAssignedIdentities': '2024-11-30',
  'Microsoft.Network/privateDnsZones': '2024-06-01',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': '2024-06-01',
  'Microsoft.Network/privateEndpoints': '2025-05-01',
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups': '2025-05-01',
  'Microsoft.Network/virtualNetworks': '2025-05-01',
  'Microsoft.OperationalInsights/workspaces': '2025-07-01',
  'Microsoft.Storage/storageAccounts': '2025-06-01',
  'Microsoft.Storage/storageAccounts/tableServices': '2025-06-01',
  'Microsoft.Web/serverfarms': '2025-03-01',
  'Microsoft.Web/sites': '2025-03-01',
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies': '2025-03-01',
  'Microsoft.Web/sites/config': '2025-03-01',
};

/** Azure's own roles that may be given, by id. */
export const roles: Readonly<Record<string, string>> = {
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
};

/** How names may look, by Azure's naming rules; a resource of another type may have up to 260 characters. */
export const names: Readonly<Record<string, { readonly min: number; readonly max: number; readonly form: RegExp }>> = {
  'Microsoft.BotService/botServices': { min: 2, max: 64, form: /^[a-zA-Z0-9][\w.-]*$/ },
  'Microsoft.KeyVault/vaults': { min: 3, max: 24, form: /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]*[a-zA-Z0-9]$/ },
  'Microsoft.ManagedIdentity/userAssignedIdentities': { min: 3, max: 128, form: /^[a-zA-Z0-9][\w-]*$/ },
  'Microsoft.Network/privateDnsZones': { min: 1, max: 63, form: /^[a-z0-9.-]+$/ },
  'Microsoft.Network/privateEndpoints': { min: 2, max: 64, form: /^[a-zA-Z0-9][\w.-]*\w$/ },
  'Microsoft.Network/virtualNetworks': { min: 2, max: 64, form: /^[a-zA-Z0-9][\w.-]*\w$/ },
  'Microsoft.OperationalInsights/workspaces': { min: 4, max: 63, form: /^[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]$/ },
  'Microsoft.Storage/storageAccounts': { min: 3, max: 24, form: /^[a-z0-9]+$/ },
  'Microsoft.Web/serverfarms': { min: 1, max: 60, form: /^[a-zA-Z0-9-]+$/ },
  'Microsoft.Web/sites': { min: 2, max: 60, form: /^[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]$/ },
};
export const otherName = { min: 1, max: 260, form: /^[^%&\\?/]+$/ };

/** What must be set, by type of resource and path of the property; values as with the parameters of prod.bicepparam. */
export const mustBe: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>> = {
  'Microsoft.BotService/botServices': {
    'properties.disableLocalAuth': true,
    'properties.msaAppType': 'UserAssignedMSI',
    'sku.name': 'S1',
  },
  'Microsoft.BotService/botServices/channels': { name: 'MsTeamsChannel', 'properties.properties.isEnabled': true },
  'Microsoft.KeyVault/vaults': { 'properties.enableRbacAuthorization': true, 'properties.enablePurgeProtection': true },
  'Microsoft.Storage/storageAccounts': {
    kind: 'StorageV2',
    'sku.name': 'Standard_ZRS',
    'properties.allowSharedKeyAccess': false,
    'properties.allowBlobPublicAccess': false,
    'properties.allowCrossTenantReplication': false,
    'properties.defaultToOAuthAuthentication': true,
    'properties.minimumTlsVersion': 'TLS1_2',
    'properties.supportsHttpsTrafficOnly': true,
  },
  'Microsoft.Authorization/locks': { 'properties.level': 'CanNotDelete' },
  'Microsoft.Authorization/roleAssignments': { 'properties.principalType': 'ServicePrincipal' },
  'Microsoft.Web/serverfarms': { 'sku.capacity': 2, 'properties.reserved': true, 'properties.zoneRedundant': true },
  'Microsoft.Web/sites': {
    'properties.clientAffinityEnabled': false,
    'properties.httpsOnly': true,
    'properties.siteConfig.alwaysOn': true,
    'properties.siteConfig.ftpsState': 'Disabled',
    'properties.siteConfig.healthCheckPath': '/readyz',
    'properties.siteConfig.minTlsVersion': '1.2',
  },
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies': { 'properties.allow': false },
};

/** What the deployment hands on; the Teams package and the commands of the README are made from exactly these. */
export const outputs: readonly string[] = [
  'botAppId',
  'botTenantId',
  'tabAppId',
  'hostName',
  'siteName',
  'storageAccountUrl',
  'tablePrefix',
  'keyVaultName',
];

/** Of a parameter or output, whose value anybody with a reader's right may see. */
export const secretName = /password|secret|credential|connectionString|(?:access|shared|account)Key|sasToken|accessToken/i;
/** Functions whose answer is a secret. */
export const secretCall = /^(?:list[A-Z]\w*|getSecret|reference)$/;

/** Have tags of their own; the others take those of what they belong to. */
export const untagged: ReadonlySet<string> = new Set([
  'Microsoft.Authorization/locks',
  'Microsoft.Authorization/roleAssignments',
  'Microsoft.Insights/diagnosticSettings',
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
  'Microsoft.Storage/storageAccounts/tableServices',
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
  'Microsoft.Web/sites/config',
]);
