import { builder } from '../../builder.ts';
import { pageArguments, pageComplexity } from '../../connection.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import type { Identity } from '../../identity/identity.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { addIndexFields, indexedConnection } from '../../index-store/index-connection.ts';
import { remember } from '../../join-by-cost.ts';
import { allOf, listConnection, type Selection } from '../../listing.ts';
import { VolumeOrder, volumeConditions, volumeIndex } from './volume-index.ts';
import { VOLUME_COUNT, type VolumeRow, volumes } from './volume-loader.ts';
import { Volume, VolumeConnection, VolumeKindEnum } from './volume-type.ts';

export const VolumeFilter = builder.inputType('VolumeFilter', {
  description: 'Which volumes. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    kind: t.field({ type: VolumeKindEnum, description: 'Root disks or data disks only.' }),
    state: t.stringList({ description: "One of these states, in CloudStack's words: `Allocated`, `Ready`, …" }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    virtualMachineId: t.id({ description: 'Only those attached to this machine.' }),
    search: t.string({ description: 'Words that must all occur somewhere in what the list shows; needs the live index (see `indexing`).' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose volumes.' }),
  }),
});

function selectionOf(identity: Identity, filter: typeof VolumeFilter.$inferInput | null | undefined): Selection<'listVolumes'> {
  const states = new Map((filter?.state ?? []).map((state) => [state.toLowerCase(), state]));
  return {
    parameters: {
      ...scopeParameters(identity, filter?.scope),
      ...tagParameters(filter?.tags),
      keyword: filter?.keyword ?? undefined,
      type: filter?.kind ?? undefined,
      state: states.size === 1 ? [...states.values()][0] : undefined,
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
      virtualmachineid: optionalUuidOf('VirtualMachine', filter?.virtualMachineId, ['filter', 'virtualMachineId']),
    },
    matches: allOf<VolumeRow>(tagsMatch(filter?.tags), states.size > 1 ? (row) => states.has(row.state?.toLowerCase() ?? '') : undefined),
  };
}

addIndexFields(VolumeConnection);

builder.queryField('volume', (t) =>
  t.field({
    type: Volume,
    nullable: true,
    description: 'A volume by its id. Null: it is gone, or not visible to the caller.',
    args: { id: t.arg.id({ required: true, description: 'Typed id or UUID.' }) },
    resolve: (_root, args, context) => volumes.load(context, uuidOf('Volume', args.id)),
  }),
);

builder.queryField('volumes', (t) =>
  t.field({
    type: VolumeConnection,
    description: 'Volumes, oldest first.',
    args: {
      ...pageArguments(t.arg),
      filter: t.arg({ type: VolumeFilter, description: 'Which volumes.' }),
      orderBy: t.arg({ type: [VolumeOrder], description: 'The order, by one column or several; needs the live index (see `indexing`).' }),
    },
    complexity: pageComplexity(),
    resolve: (_root, args, context, info) =>
      indexedConnection(context, info, args, {
        resource: volumeIndex,
        search: args.filter?.search,
        conditions: () => volumeConditions(context.cloud.identity, args.filter),
        direct: () =>
          listConnection(
            context,
            { command: 'listVolumes', loader: volumes, counted: (at, count) => remember(at, VOLUME_COUNT, count) },
            args,
            selectionOf(context.cloud.identity, args.filter),
          ),
      }),
  }),
);
