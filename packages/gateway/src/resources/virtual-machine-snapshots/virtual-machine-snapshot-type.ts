import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { Action, Owner, Resource, Tag } from '../../interfaces.ts';
import { selectedFields, selectsOnly } from '../../lookahead.ts';
import { connectionFromRows } from '../../paging.ts';
import { offeredActions } from '../../rules.ts';
import { detailsFor, virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { type VirtualMachineSnapshotRow, virtualMachineSnapshots, virtualMachineSnapshotsOf } from './virtual-machine-snapshot-loader.ts';
import { virtualMachineSnapshotRules } from './virtual-machine-snapshot-rules.ts';

export const VirtualMachineSnapshot = builder.node(builder.objectRef<VirtualMachineSnapshotRow>('VirtualMachineSnapshot'), {
  description: 'All disks of a virtual machine as they were at one moment, with its memory where asked for.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => virtualMachineSnapshots.loadMany(context, ids),
  fields: (t) => ({
    name: t.string({ description: 'The name for people.', resolve: (row) => row.displayname ?? row.name ?? '' }),
    description: t.exposeString('description', { nullable: true, description: 'What its owner says of it.' }),
    owner: t.field({ type: Owner, description: 'Who it belongs to.', resolve: (row) => row }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was taken.', resolve: (row) => row.created ?? null }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, virtualMachineSnapshotRules, row),
    }),
    state: t.string({
      description: "CloudStack's state: `Creating`, `Ready`, `Reverting`, `Expunging`, `Error`.",
      resolve: (row) => row.state ?? '',
    }),
    kind: t.string({ description: '`Disk`, or `DiskAndMemory` with the memory of the running machine.', resolve: (row) => row.type ?? '' }),
    isCurrent: t.boolean({ description: 'Whether the machine goes on from it.', resolve: (row) => row.current ?? false }),
    virtualMachine: t.field({
      type: VirtualMachine,
      nullable: true,
      description: 'The machine it is of.',
      resolve: (row, _args, context, info) => {
        if (row.virtualmachineid === undefined) return null;
        if (selectsOnly(info, ['id', 'uuid', 'displayName']) && row.virtualmachinename !== undefined) {
          return { id: row.virtualmachineid, displayname: row.virtualmachinename };
        }
        return virtualMachines.load(context, row.virtualmachineid, detailsFor(selectedFields(info)));
      },
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

builder.objectField(VirtualMachineSnapshot, 'parent', (t) =>
  t.field({
    type: VirtualMachineSnapshot,
    nullable: true,
    description: 'The snapshot that the machine went on from when this one was taken.',
    resolve: (row, _args, context) => (row.parent === undefined ? null : virtualMachineSnapshots.load(context, row.parent)),
  }),
);

export const VirtualMachineSnapshotConnection = builder.connectionObject(
  { type: VirtualMachineSnapshot, name: 'VirtualMachineSnapshotConnection', description: 'A page of snapshots of virtual machines.' },
  { name: 'VirtualMachineSnapshotEdge', description: 'A snapshot and its place in the list.' },
);

builder.objectField(VirtualMachine, 'snapshots', (t) =>
  t.field({
    type: VirtualMachineSnapshotConnection,
    description: 'The snapshots taken of it, all unless `first` says otherwise.',
    args: forwardArguments(t.arg),
    complexity: pageComplexity(3),
    resolve: async (machine, args, context) => connectionFromRows(args, await virtualMachineSnapshotsOf(context, machine)),
  }),
);
