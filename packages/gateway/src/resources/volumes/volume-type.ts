import { joinAhead } from '../../ask-ahead.ts';
import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { Action, Owner, Resource, Tag } from '../../interfaces.ts';
import { selectedFields, selectsOnly } from '../../lookahead.ts';
import { connectionFromRows } from '../../paging.ts';
import { offeredActions } from '../../rules.ts';
import { diskOfferings } from '../disk-offerings/disk-offering-loader.ts';
import { DiskOffering } from '../disk-offerings/disk-offering-type.ts';
import { detailsFor, virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { Zone, zoneOf } from '../zones/zone-type.ts';
import { type VolumeRow, volumes, volumesOf } from './volume-loader.ts';
import { volumeRules } from './volume-rules.ts';

export const VolumeKindEnum = builder.enumType('VolumeKind', {
  description: 'What a volume is to its machine.',
  values: {
    ROOT: { description: 'The disk that the machine starts from.' },
    DATADISK: { description: 'A further disk.' },
  } as const,
});

/** What a volume's row tells of its machine, so that a list of volumes with the names of their machines costs no further call. */
const OF_THE_ROW = ['id', 'uuid', 'name', 'displayName', 'state'];

export const Volume = builder.node(builder.objectRef<VolumeRow>('Volume'), {
  description: 'A disk of a virtual machine, or one that is not attached.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => volumes.loadMany(context, ids),
  fields: (t) => ({
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    owner: t.field({ type: Owner, description: 'Who it belongs to.', resolve: (row) => row }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was created.', resolve: (row) => row.created ?? null }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, volumeRules, row),
    }),
    state: t.string({
      description: "CloudStack's state: `Allocated`, `Ready`, `Snapshotting`, `Destroy`, …",
      resolve: (row) => row.state ?? '',
    }),
    kind: t.field({
      type: VolumeKindEnum,
      description: 'Root disk or data disk.',
      resolve: (row) => (row.type === 'ROOT' ? 'ROOT' : 'DATADISK'),
    }),
    sizeBytes: t.field({ type: 'BigInt', description: 'Size in bytes.', resolve: (row) => row.size ?? 0 }),
    zone: t.field({ type: Zone, description: 'Where it lies.', resolve: (row, _args, context, info) => zoneOf(context, info, row) }),
    diskOffering: t.field({
      type: DiskOffering,
      nullable: true,
      description: 'What kind of disk it is; null for root disks, whose kind comes with the service offering.',
      resolve: async (row, _args, context, info) => {
        if (row.diskofferingid === undefined) return null;
        const named = { id: row.diskofferingid, ...(row.diskofferingname === undefined ? {} : { name: row.diskofferingname }) };
        return selectsOnly(info, ['id', 'uuid', 'name']) ? named : ((await diskOfferings.load(context, row.diskofferingid)) ?? named);
      },
    }),
    virtualMachine: t.field({
      type: VirtualMachine,
      nullable: true,
      description: 'The machine that it is attached to.',
      resolve: (row, _args, context, info) => {
        if (row.virtualmachineid === undefined) return null;
        if (selectsOnly(info, OF_THE_ROW) && row.vmname !== undefined) return machineOfRow(row, row.virtualmachineid);
        return virtualMachines.load(context, row.virtualmachineid, detailsFor(selectedFields(info)));
      },
    }),
    deviceId: t.int({
      nullable: true,
      description: 'Its number in the machine; 0 is the root disk.',
      resolve: (row) => row.deviceid ?? null,
    }),
    attachedAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was attached.', resolve: (row) => row.attached ?? null }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
    provisioningKind: t.exposeString('provisioningtype', {
      nullable: true,
      description: '`thin`, `sparse` or `fat`: how its space is taken.',
    }),
    isExtractable: t.boolean({ description: 'Whether it may be downloaded.', resolve: (row) => row.isextractable ?? false }),
    isDeleteProtected: t.boolean({
      description: 'Whether it is protected from deletion.',
      resolve: (row) => row.deleteprotection ?? false,
    }),
    storagePoolName: t.exposeString('storage', {
      nullable: true,
      description: 'The primary storage it lies on; only administrators see it.',
    }),
  }),
});

function machineOfRow(row: VolumeRow, id: string) {
  return {
    id,
    ...(row.vmname === undefined ? {} : { name: row.vmname }),
    ...(row.vmdisplayname === undefined ? {} : { displayname: row.vmdisplayname }),
    ...(row.vmstate === undefined ? {} : { state: row.vmstate }),
  };
}

export const VolumeConnection = builder.connectionObject(
  { type: Volume, name: 'VolumeConnection', description: 'A page of volumes.' },
  { name: 'VolumeEdge', description: 'A volume and its place in the list.' },
);

builder.objectField(VirtualMachine, 'volumes', (t) =>
  t.field({
    type: VolumeConnection,
    description: 'The volumes attached to it, all unless `first` says otherwise.',
    args: forwardArguments(t.arg),
    complexity: pageComplexity(3),
    resolve: async (machine, args, context) => connectionFromRows(args, await volumesOf(context, machine)),
  }),
);

joinAhead('VirtualMachine.volumes', { rows: 'Volume', each: 1.5, start: volumesOf.ahead });
