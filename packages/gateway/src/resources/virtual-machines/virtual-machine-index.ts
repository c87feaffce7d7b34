import type { Identity } from '../../identity/identity.ts';
import { optionalUuidOf } from '../../ids.ts';
import { contains, oneOf, scopeCondition, tagConditions } from '../../index-store/conditions.ts';
import { orderInput } from '../../index-store/index-connection.ts';
import { type Condition, type IndexedResource, type OwnedKeys, ownedKeys, ownerFacet, shared } from '../../index-store/indexed-resource.ts';
import { everything } from '../../scope.ts';
import type { VirtualMachineFilter } from './virtual-machine-filter.ts';
import { virtualMachines } from './virtual-machine-loader.ts';

interface Keys extends OwnedKeys {
  readonly displayName: string | undefined;
  readonly group: string | undefined;
  readonly state: string;
  readonly zoneId: string | undefined;
  readonly zone: string | undefined;
  readonly templateId: string | undefined;
  readonly template: string | undefined;
  readonly offering: string | undefined;
  readonly cpus: number | undefined;
  readonly memory: number | undefined;
  readonly address: string | undefined;
  readonly addresses: readonly string[];
  readonly networkIds: readonly string[];
  readonly host: string | undefined;
  readonly created: string | undefined;
}

const orders = {
  NAME: 'The host name.',
  DISPLAY_NAME: 'The name as shown, else the host name.',
  STATE: 'What it is doing.',
  CREATED_AT: 'When it was created.',
  ZONE: 'The name of its zone.',
  TEMPLATE: 'The name of its template.',
  SERVICE_OFFERING: 'The name of its offering.',
  CPU_COUNT: 'How many CPUs it has.',
  MEMORY_MIB: 'How much memory it has.',
  IP_ADDRESS: 'Its first address.',
  OWNER: 'The project or account that it belongs to.',
} as const;
type Order = keyof typeof orders;

export const VirtualMachineOrder = orderInput<Order>('VirtualMachine', orders);

/** Virtual machines in the live index, with the details that the lists' columns need. */
export const virtualMachineIndex: IndexedResource<'listVirtualMachines', Keys, Order> = {
  typename: 'VirtualMachine',
  command: 'listVirtualMachines',
  loader: virtualMachines,
  details: ['nics', 'servoff', 'tmpl'],
  lists: everything,
  keys: (row) => {
    const nics = row.nic ?? [];
    return {
      ...ownedKeys(row),
      displayName: row.displayname,
      group: shared(row.group),
      state: shared(row.state ?? 'Unknown'),
      zoneId: shared(row.zoneid),
      zone: shared(row.zonename),
      templateId: shared(row.templateid),
      template: shared(row.templatename),
      offering: shared(row.serviceofferingname),
      cpus: row.cpunumber,
      memory: row.memory,
      address: nics.find((nic) => nic.isdefault)?.ipaddress ?? row.ipaddress,
      addresses: nics.flatMap((nic) => (nic.ipaddress === undefined ? [] : [nic.ipaddress])),
      networkIds: nics.flatMap((nic) => (nic.networkid === undefined ? [] : [shared(nic.networkid)])),
      host: shared(row.hostname),
      created: row.created,
    };
  },
  search: (keys) => [
    keys.name,
    keys.displayName,
    keys.group,
    keys.state,
    keys.zone,
    keys.template,
    keys.offering,
    keys.host,
    keys.account,
    keys.project,
    ...keys.addresses,
    ...keys.tags,
  ],
  order: {
    NAME: (keys) => keys.name,
    DISPLAY_NAME: (keys) => keys.displayName ?? keys.name,
    STATE: (keys) => keys.state,
    CREATED_AT: (keys) => keys.created,
    ZONE: (keys) => keys.zone,
    TEMPLATE: (keys) => keys.template,
    SERVICE_OFFERING: (keys) => keys.offering,
    CPU_COUNT: (keys) => keys.cpus,
    MEMORY_MIB: (keys) => keys.memory,
    IP_ADDRESS: (keys) => keys.address,
    OWNER: (keys) => keys.project ?? keys.account,
  },
  facets: {
    state: (keys) => ({ value: keys.state.toUpperCase(), label: keys.state }),
    zone: (keys) => (keys.zoneId === undefined ? undefined : { value: `Zone:${keys.zoneId}`, label: keys.zone ?? keys.zoneId }),
    template: (keys) =>
      keys.templateId === undefined ? undefined : { value: `Template:${keys.templateId}`, label: keys.template ?? keys.templateId },
    owner: ownerFacet,
  },
};

type Filter = typeof VirtualMachineFilter.$inferInput;

/** What a filter means for the rows of the index. */
export function virtualMachineConditions(identity: Identity, filter: Filter | null | undefined): Condition<Keys>[] {
  const zone = optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']);
  const template = optionalUuidOf('Template', filter?.templateId, ['filter', 'templateId']);
  const network = optionalUuidOf('Network', filter?.networkId, ['filter', 'networkId']);
  const wanted = new Set<string>(filter?.state ?? []);
  return [
    scopeCondition(identity, filter?.scope),
    ...tagConditions(filter?.tags),
    ...oneOf<Keys>(filter?.state, ({ state }) => state, 'state'),
    ...oneOf<Keys>(zone === undefined ? [] : [zone], ({ zoneId }) => zoneId, 'zone'),
    ...oneOf<Keys>(template === undefined ? [] : [template], ({ templateId }) => templateId, 'template'),
    ...(network === undefined ? [] : [{ test: (keys: Keys) => keys.networkIds.includes(network) }]),
    ...(filter?.name ? [{ test: ({ name }: Keys) => name.toLowerCase() === filter.name?.toLowerCase() }] : []),
    ...contains<Keys>(filter?.keyword, keywordTexts(filter?.keyword)),
    // as in CloudStack: destroyed ones only when asked for
    ...(wanted.has('Destroyed') || wanted.has('Expunging')
      ? []
      : [{ test: ({ state }: Keys) => state !== 'Destroyed' && state !== 'Expunging' }]),
  ];
}

/** What CloudStack looks for a keyword in: names and addresses; a state wants the whole word. */
function keywordTexts(keyword: string | null | undefined): (keys: Keys) => readonly (string | undefined)[] {
  const wanted = keyword?.toLowerCase();
  return ({ name, displayName, addresses, state }) => [name, displayName, ...addresses, state.toLowerCase() === wanted ? state : undefined];
}
