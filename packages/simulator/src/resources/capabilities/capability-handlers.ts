/** What this server can do: `listCapabilities`, `listApis`, regions and hypervisors. */
import { readFileSync } from 'node:fs';
import type { CatalogueCommand, CatalogueField } from '../../catalogue.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { internal } from '../../errors.ts';
import { listBody } from '../../paging.ts';
import { mayCall } from '../roles/role-records.ts';

const recorded = JSON.parse(readFileSync(new URL('../../../data/capabilities.json', import.meta.url), 'utf8')) as Body;

function listCapabilities(call: Call): Body {
  const own: Body = { ...recorded, cloudstackversion: call.cloud.settings.version, apilimitinterval: undefined };
  if (call.caller.role !== 'Admin') own.extensionspath = undefined;
  // The recorded cloud kept no statistics of disks; the demo does.
  if (call.cloud.settings.hypervisor === 'KVM') own.instancesdisksstatsretentionenabled = true;
  return { capability: own };
}

const fieldRow = (field: CatalogueField): Body => ({
  name: field.name,
  description: '…',
  type: field.type,
  response: field.response?.map(fieldRow),
});

/** Parameters that only root admins are told of. */
const forAdmins: readonly string[] = ['displayvm', 'deploymentplanner'];

/** Fields without so much as a name: two in every answer, three in a machine's. */
const nameless = (command: CatalogueCommand): Body[] =>
  command.response.some(({ name }) => name === 'affinitygroup') ? [{}, {}, {}] : [{}, {}];

/** Answers of commands that only say whether they succeeded are related to nothing. */
const isBare = (command: CatalogueCommand): boolean =>
  command.response.length <= 4 && command.response.some(({ name }) => name === 'success');

function apiRow(command: CatalogueCommand, admin: boolean): Body {
  return {
    name: command.name,
    description: '…',
    since: command.since,
    isasync: command.async,
    related: isBare(command) ? undefined : '…',
    params: command.params
      .filter(({ name }) => admin || !forAdmins.includes(name))
      .map((parameter) => ({
        name: parameter.name,
        description: '…',
        type: parameter.type,
        length: parameter.length ?? 255,
        required: parameter.required === true,
        since: parameter.since,
        related: parameter.type === 'uuid' || (parameter.type === 'list' && /(ids|names)$/.test(parameter.name)) ? '…' : undefined,
      })),
    response: [...nameless(command), ...command.response.map(fieldRow)],
  };
}

/** Not a paged list: `count` and every command of the role, or the one asked for. */
function listApis(call: Call): Body {
  const name = call.params.text('name');
  const shown = [...call.cloud.catalogue.values()].filter(
    (command) => (name === undefined || command.name === name) && mayCall(call.cloud.store, call.caller.account, command.name),
  );
  if (shown.length === 0) throw internal('Api Discovery plugin was unable to find an api by that name or process any apis');
  return { count: shown.length, api: shown.map((command) => apiRow(command, call.caller.role === 'Admin')) };
}

const hypervisors = ['KVM', 'VMware', 'XenServer', 'Hyperv', 'BareMetal', 'Ovm', 'LXC', 'Ovm3', 'External'];

const region = {
  id: 1,
  name: 'Local',
  endpoint: 'http://localhost:8080/client/',
  gslbserviceenabled: true,
  portableipserviceenabled: false,
};

export const capabilityResource: ResourceModule = {
  commands: {
    listCapabilities: sync(listCapabilities),
    listApis: sync(listApis),
    listHypervisors: sync(() => ({ count: hypervisors.length, hypervisor: hypervisors.map((name) => ({ name })) })),
    listRegions: sync((call) => listBody(call, 'region', [region], (row) => row)),
  },
};
