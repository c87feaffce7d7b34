import type { Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { type Details, resourceLoader } from '../../loading.ts';

/** Backing shape of `VirtualMachine`: a row of `listVirtualMachines`, with the details that were asked for. */
export type VirtualMachineRow = Row<'listVirtualMachines'>;

/** Virtual machines by id, batched by `ids`. Statistics cost CloudStack most and are never fetched unasked. */
export const virtualMachines = resourceLoader({ command: 'listVirtualMachines', ids: 'ids' });

/** Every detail but statistics, for readers that cannot tell what will be selected. */
export const ALL_DETAILS: Details = ['affgrp', 'group', 'iso', 'nics', 'secgrp', 'servoff', 'tmpl', 'volume'];

/**
 * Which `details` of `listVirtualMachines` a field needs beyond `min`. Fields that are not named here are in every row.
 * Recorded: `min` has no template, offering, CPU, memory, address and root device, and an empty `nic[]`.
 */
const detailOf: Readonly<Record<string, string>> = {
  // Whether the template lets passwords be reset comes with the template alone.
  actions: 'tmpl',
  affinityGroups: 'affgrp',
  cpuCount: 'servoff',
  cpuSpeedMhz: 'servoff',
  diskOffering: 'diskoff',
  group: 'group',
  instanceGroup: 'group',
  ipAddress: 'nics',
  iso: 'iso',
  memoryMib: 'servoff',
  nics: 'nics',
  rootDeviceKind: 'volume',
  securityGroups: 'secgrp',
  serviceOffering: 'servoff',
  statistics: 'stats',
  template: 'tmpl',
};

/** The details that the selected fields of `VirtualMachine` need: `[]` asks for `details=min`. */
export function detailsFor(selected: ReadonlySet<string>): string[] {
  const details = new Set<string>();
  for (const field of selected) {
    const detail = detailOf[field];
    if (detail) details.add(detail);
  }
  return [...details].sort();
}

/** A machine that must be there. @throws NotFoundError */
export async function requireVirtualMachine(context: GatewayContext, id: string, details: Details = []): Promise<VirtualMachineRow> {
  const row = await virtualMachines.load(context, id, details);
  if (row) return row;
  throw new NotFoundError('There is no such instance, or you may not see it.', typedId('VirtualMachine', id));
}
