import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import type { Identity } from '../../identity/identity.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { addIndexFields, indexedConnection } from '../../index-store/index-connection.ts';
import { remember } from '../../join-by-cost.ts';
import { listConnection, type Selection } from '../../listing.ts';
import {
  VirtualMachineSnapshotOrder,
  virtualMachineSnapshotConditions,
  virtualMachineSnapshotIndex,
} from './virtual-machine-snapshot-index.ts';
import { VIRTUAL_MACHINE_SNAPSHOT_COUNT, virtualMachineSnapshots } from './virtual-machine-snapshot-loader.ts';
import { VirtualMachineSnapshot, VirtualMachineSnapshotConnection } from './virtual-machine-snapshot-type.ts';

export const VirtualMachineSnapshotFilter = builder.inputType('VirtualMachineSnapshotFilter', {
  description: 'Which snapshots of virtual machines. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    virtualMachineId: t.id({ description: 'Only those of this machine.' }),
    search: t.string({ description: 'Words that must all occur somewhere in what the list shows; needs the live index (see `indexing`).' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose snapshots.' }),
  }),
});

type Filter = typeof VirtualMachineSnapshotFilter.$inferInput;

const selectionOf = (identity: Identity, filter: Filter | null | undefined): Selection<'listVMSnapshot'> => ({
  parameters: {
    ...scopeParameters(identity, filter?.scope),
    ...tagParameters(filter?.tags),
    keyword: filter?.keyword ?? undefined,
    virtualmachineid: optionalUuidOf('VirtualMachine', filter?.virtualMachineId, ['filter', 'virtualMachineId']),
  },
  matches: tagsMatch(filter?.tags),
});

addIndexFields(VirtualMachineSnapshotConnection);

builder.queryField('virtualMachineSnapshot', (t) =>
  t.field({
    type: VirtualMachineSnapshot,
    nullable: true,
    description: 'A snapshot of a virtual machine by its id. Null: it is gone, or not visible to the caller.',
    args: { id: t.arg.id({ required: true, description: 'Typed id or UUID.' }) },
    resolve: (_root, args, context) => virtualMachineSnapshots.load(context, uuidOf('VirtualMachineSnapshot', args.id)),
  }),
);

builder.queryField('virtualMachineSnapshots', (t) =>
  t.field({
    type: VirtualMachineSnapshotConnection,
    description: 'Snapshots of virtual machines.',
    args: {
      ...forwardArguments(t.arg, 50),
      filter: t.arg({ type: VirtualMachineSnapshotFilter, description: 'Which snapshots.' }),
      orderBy: t.arg({
        type: [VirtualMachineSnapshotOrder],
        description: 'The order, by one column or several; needs the live index (see `indexing`).',
      }),
    },
    complexity: pageComplexity(),
    resolve: (_root, args, context, info) =>
      indexedConnection(context, info, args, {
        resource: virtualMachineSnapshotIndex,
        search: args.filter?.search,
        conditions: () => virtualMachineSnapshotConditions(context.cloud.identity, args.filter),
        direct: () =>
          listConnection(
            context,
            {
              command: 'listVMSnapshot',
              loader: virtualMachineSnapshots,
              counted: (at, count) => remember(at, VIRTUAL_MACHINE_SNAPSHOT_COUNT, count),
            },
            args,
            selectionOf(context.cloud.identity, args.filter),
          ),
      }),
  }),
);
