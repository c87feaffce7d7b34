import type { Params } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import type { Identity } from '../../identity/identity.ts';
import { optionalUuidOf } from '../../ids.ts';
import { allOf } from '../../listing.ts';
import type { VirtualMachineRow } from './virtual-machine-loader.ts';
import { VirtualMachineStateEnum } from './virtual-machine-state.ts';

export const VirtualMachineFilter = builder.inputType('VirtualMachineFilter', {
  description: 'Which virtual machines. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of a name, host name or address, or a whole state.' }),
    name: t.string({ description: 'Exactly this host name, in small or capital letters; `keyword` looks for a part.' }),
    state: t.field({ type: [VirtualMachineStateEnum], description: 'One of these states. Destroyed ones are only listed when asked for.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    templateId: t.id({ description: 'Only those made from this template.' }),
    networkId: t.id({ description: 'Only those in this network.' }),
    search: t.string({ description: 'Words that must all occur somewhere in what the list shows; needs the live index (see `indexing`).' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose machines.' }),
  }),
});

type Filter = typeof VirtualMachineFilter.$inferInput;

/** A filter in CloudStack's words, and what is left to be tested on the rows. */
export interface VirtualMachineSelection {
  parameters: Params<'listVirtualMachines'>;
  /** CloudStack takes one state and one tag with its value; the rest is looked at here. Undefined: nothing is left. */
  matches?: (row: VirtualMachineRow) => boolean;
}

/** CloudStack's word for every state but destroyed and expunging. */
const PRESENT = 'Present';

/** Says a filter in CloudStack's words. */
export function selectionOf(identity: Identity, filter: Filter | null | undefined): VirtualMachineSelection {
  if (!filter) return { parameters: { state: PRESENT } };
  const states = [...new Set(filter.state ?? [])];
  const tagged = tagsMatch(filter.tags);
  const parameters: Params<'listVirtualMachines'> = {
    ...scopeParameters(identity, filter.scope),
    ...tagParameters(filter.tags),
    keyword: filter.keyword ?? undefined,
    name: filter.name ?? undefined,
    state: states.length > 1 ? undefined : (states[0] ?? PRESENT),
    zoneid: optionalUuidOf('Zone', filter.zoneId, ['filter', 'zoneId']),
    templateid: optionalUuidOf('Template', filter.templateId, ['filter', 'templateId']),
    networkid: optionalUuidOf('Network', filter.networkId, ['filter', 'networkId']),
  };
  const matches = allOf<VirtualMachineRow>(tagged, states.length < 2 ? undefined : (row) => states.some((state) => state === row.state));
  return matches ? { parameters, matches } : { parameters };
}
