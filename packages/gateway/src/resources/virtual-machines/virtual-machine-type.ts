import { builder } from '../../builder.ts';
import { Action, Owner, Resource, Tag } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { onlyForOperators } from '../../operators.ts';
import { offeredActions } from '../../rules.ts';
import { serviceOfferings } from '../service-offerings/service-offering-loader.ts';
import { ServiceOffering } from '../service-offerings/service-offering-type.ts';
import { Zone, zoneOf } from '../zones/zone-type.ts';
import { Nic } from './nic-type.ts';
import { ALL_DETAILS, type VirtualMachineRow, virtualMachines } from './virtual-machine-loader.ts';
import { virtualMachineRules } from './virtual-machine-rules.ts';
import { stateOf, VirtualMachineStateEnum } from './virtual-machine-state.ts';

export const VirtualMachine = builder.node(builder.objectRef<VirtualMachineRow>('VirtualMachine'), {
  description: 'A virtual machine; people call it an instance.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => virtualMachines.loadMany(context, ids, ALL_DETAILS),
  fields: (t) => ({
    name: t.string({ description: 'The host name in its networks.', resolve: (row) => row.name ?? row.displayname ?? '' }),
    displayName: t.string({ description: 'The name for people.', resolve: (row) => row.displayname ?? row.name ?? '' }),
    owner: t.field({ type: Owner, description: 'Who it belongs to.', resolve: (row) => row }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was deployed.', resolve: (row) => row.created ?? null }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, virtualMachineRules, row),
    }),
    state: t.field({ type: VirtualMachineStateEnum, description: 'What it is doing.', resolve: (row) => stateOf(row.state) }),
    stateSince: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is in that state.',
      resolve: (row) => row.lastupdated ?? null,
    }),
    zone: t.field({ type: Zone, description: 'Where it runs.', resolve: (row, _args, context, info) => zoneOf(context, info, row) }),
    serviceOffering: t.field({
      type: ServiceOffering,
      nullable: true,
      description: 'Its size.',
      resolve: async (bare, _args, context, info) => {
        const row = await virtualMachines.withDetails(context, bare, ['servoff']);
        if (row.serviceofferingid === undefined) return null;
        const named = { id: row.serviceofferingid, ...(row.serviceofferingname === undefined ? {} : { name: row.serviceofferingname }) };
        return selectsOnly(info, ['id', 'uuid', 'name']) ? named : ((await serviceOfferings.load(context, row.serviceofferingid)) ?? named);
      },
    }),
    cpuCount: t.int({
      nullable: true,
      description: 'Virtual CPUs.',
      resolve: async (row, _args, context) => (await virtualMachines.withDetails(context, row, ['servoff'])).cpunumber ?? null,
    }),
    cpuSpeedMhz: t.int({
      nullable: true,
      description: 'Speed of each CPU in MHz.',
      resolve: async (row, _args, context) => (await virtualMachines.withDetails(context, row, ['servoff'])).cpuspeed ?? null,
    }),
    memoryMib: t.int({
      nullable: true,
      description: 'Memory in MiB.',
      resolve: async (row, _args, context) => (await virtualMachines.withDetails(context, row, ['servoff'])).memory ?? null,
    }),
    nics: t.field({
      type: [Nic],
      description: 'Its network interfaces.',
      resolve: async (row, _args, context) => (await virtualMachines.withDetails(context, row, ['nics'])).nic ?? [],
    }),
    ipAddress: t.string({
      nullable: true,
      description: 'The IPv4 address of its default network interface.',
      resolve: async (bare, _args, context) => {
        const row = await virtualMachines.withDetails(context, bare, ['nics']);
        return row.nic?.find((nic) => nic.isdefault)?.ipaddress ?? row.ipaddress ?? null;
      },
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
    hypervisor: t.exposeString('hypervisor', { nullable: true, description: 'What it runs on: `KVM`, `VMware`, …' }),
    osName: t.exposeString('osdisplayname', { nullable: true, description: 'The operating system that CloudStack takes it for.' }),
    hostName: t.string({
      nullable: true,
      description: 'The host it runs on. For operators; others are refused.',
      resolve: (row, _args, context) => onlyForOperators(context, 'the host of a machine', row.hostname),
    }),
    instanceName: t.string({
      nullable: true,
      description: "The hypervisor's name of it. For operators; others are refused.",
      resolve: (row, _args, context) => onlyForOperators(context, "the hypervisor's name of a machine", row.instancename),
    }),
    isHighlyAvailable: t.boolean({
      description: 'Whether it is started again when its host fails.',
      resolve: (row) => row.haenable ?? false,
    }),
    isDynamicallyScalable: t.boolean({
      description: 'Whether it can be scaled while it runs.',
      resolve: (row) => row.isdynamicallyscalable ?? false,
    }),
    isDeleteProtected: t.boolean({
      description: 'Whether it is protected from deletion.',
      resolve: (row) => row.deleteprotection ?? false,
    }),
    sshKeyPairs: t.stringList({
      description: 'Names of the SSH key pairs it was given.',
      resolve: (row) => (row.keypairs ? row.keypairs.split(',') : []),
    }),
    group: t.string({
      nullable: true,
      description: 'The instance group it is in.',
      resolve: async (row, _args, context) => (await virtualMachines.withDetails(context, row, ['group'])).group ?? null,
    }),
  }),
});
