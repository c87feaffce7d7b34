/**
 * Where the server sends something else than its own `listApis` says. Every entry names the recordings that prove it
 * (`recordings/exchanges/<file>`); catalogue.test.ts checks that it still does, and that no other difference is left.
 */

/** A field's type, as TypeScript text or as rows like those of a list command, with the recordings that hold such a value. */
export interface FieldCorrection {
  field: string;
  type: string | { rowsLike: string };
  /** Where only some commands need it. */
  commands?: readonly string[];
  recordings: readonly string[];
}

export interface KindCorrection {
  kind: 'list' | 'sync';
  recordings: readonly string[];
}

/** `list…` commands that answer one object, and others that answer a list. */
export const kinds: Readonly<Record<string, KindCorrection>> = {
  // {"infrastructure": {…}}, {"capability": {…}}, {"dbMetrics": {…}}, {"usageMetrics": {…}}: no count, no array.
  listInfrastructure: { kind: 'sync', recordings: ['01-admin-inventory.json'] },
  listCapabilities: { kind: 'sync', recordings: ['01-admin-inventory.json'] },
  listDbMetrics: { kind: 'sync', recordings: ['01-admin-inventory.json'] },
  listUsageServerMetrics: { kind: 'sync', recordings: ['01-admin-inventory.json'] },
  // {"templatepermission": {…}}; listTemplatePermissions is served by the same class of the server.
  listIsoPermissions: { kind: 'sync', recordings: ['13-isos.json'] },
  listTemplatePermissions: { kind: 'sync', recordings: ['13-isos.json'] },
  // {"detailoptions": {"details": {…}}}
  listDetailOptions: { kind: 'sync', recordings: ['18-admin-and-limits.json'] },
  // {"count": 1, "iso": [{…}]}: one row a zone, and no job.
  registerIso: { kind: 'list', recordings: ['13-isos.json'] },
  registerTemplate: { kind: 'list', recordings: ['13-isos.json'] },
  // {"count": 1, "host": [{…}]}
  findHostsForMigration: { kind: 'list', recordings: ['18-admin-and-limits.json'] },
};

/** Commands whose answer is the row of another command, not what the catalogue lists. */
export const rowsOf: Readonly<Record<string, { like: string; recordings: readonly string[] }>> = {
  // The catalogue has {success}; the job's result is the machine.
  scaleVirtualMachine: { like: 'listVirtualMachines', recordings: ['04-vm-lifecycle.json'] },
  // The catalogue has {success}; the answer is the user data.
  registerUserData: { like: 'listUserData', recordings: ['03-deploy-and-list-vms.json'] },
};

/** Fields the catalogue leaves out, with the type they are sent in. */
export const addedFields: Readonly<Record<string, { fields: Readonly<Record<string, string>>; recordings: readonly string[] }>> = {
  // The catalogue describes a project; the row is a membership in one.
  listProjectAccounts: {
    fields: {
      account: 'string',
      accountid: 'string',
      accounttype: 'number',
      domainpath: 'string',
      project: 'string',
      projectid: 'string',
      role: 'string',
    },
    recordings: ['15-projects.json'],
  },
  // The catalogue describes a webhook; the row is a delivery.
  listWebhookDeliveries: {
    fields: {
      enddate: 'string',
      eventid: 'string',
      eventtype: 'string',
      headers: 'string',
      managementserverid: 'string',
      managementservername: 'string',
      payload: 'string',
      response: 'string',
      startdate: 'string',
      success: 'boolean',
      webhookid: 'string',
      webhookname: 'string',
    },
    recordings: ['14-webhooks.json'],
  },
};

const map = 'Record<string, string>';
const texts = 'string[]';

/** Fields whose catalogue type says too little: `map`, `list`, `set` or the name of a Java class. */
export const fields: readonly FieldCorrection[] = [
  { field: 'agents', type: texts, recordings: ['01-admin-inventory.json'] },
  { field: 'details', type: map, recordings: ['03-deploy-and-list-vms.json'] },
  // {"keyboard": ["uk", "us"], …}: the values on offer for each detail.
  { field: 'details', type: 'Record<string, string[]>', commands: ['listDetailOptions'], recordings: ['18-admin-and-limits.json'] },
  { field: 'downloaddetails', type: `${map}[]`, recordings: ['02-user-empty-account.json'] },
  { field: 'endip', type: texts, recordings: ['01-admin-inventory.json'] },
  { field: 'forsystemvms', type: texts, recordings: ['01-admin-inventory.json'] },
  { field: 'hostha', type: '{ haenable?: boolean; hastate?: string; haprovider?: string }', recordings: ['18-admin-and-limits.json'] },
  { field: 'outofbandmanagement', type: '{ powerstate?: string; enabled?: boolean }', recordings: ['18-admin-and-limits.json'] },
  { field: 'owner', type: `${map}[]`, recordings: ['15-projects.json'] },
  { field: 'resourcedetails', type: map, recordings: ['01-admin-inventory.json'] },
  { field: 'servicelist', type: texts, recordings: ['01-admin-inventory.json'] },
  { field: 'serviceofferingdetails', type: map, recordings: ['18-admin-and-limits.json'] },
  { field: 'startip', type: texts, recordings: ['01-admin-inventory.json'] },
  { field: 'storage', type: '{ id?: string; name?: string }[]', recordings: ['08-volumes-and-snapshots.json'] },
  { field: 'storagecapabilities', type: map, recordings: ['01-admin-inventory.json'] },
  { field: 'vlanid', type: texts, commands: ['listPods'], recordings: ['01-admin-inventory.json'] },
  { field: 'websocket', type: '{ token?: string; host?: string; port?: string; path?: string }', recordings: ['04-vm-lifecycle.json'] },
  {
    field: 'zone',
    type: { rowsLike: 'listZones' },
    commands: ['createSnapshotPolicy', 'listSnapshotPolicies'],
    recordings: ['08-volumes-and-snapshots.json'],
  },
];

/**
 * Names that look like reads and are none: each makes an upload entry. By the server's source, not by a recording, for
 * sending one twice to see would have done something twice.
 */
export const notReads: readonly string[] = [
  'getUploadParamsForIso',
  'getUploadParamsForKubernetesSupportedVersion',
  'getUploadParamsForTemplate',
  'getUploadParamsForVolume',
];
