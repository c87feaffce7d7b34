import type { LiveResource } from '../../events/live-resources.ts';
import { ALL_DETAILS, type VirtualMachineRow, virtualMachines } from './virtual-machine-loader.ts';

const onTheMove = new Set(['Starting', 'Stopping', 'Migrating', 'Expunging', 'Restoring']);

/** How virtual machines are followed live. ISO and VM snapshot events name the machine, too. */
export const virtualMachineEvents: LiveResource<VirtualMachineRow> = {
  typename: 'VirtualMachine',
  resourceTypes: ['VirtualMachine'],
  createdBy: /^VM\.(CREATE|MOVE)/,
  listCommand: 'listVirtualMachines',
  loader: virtualMachines,
  fullDetails: ALL_DETAILS,
  isTransitional: (row) => onTheMove.has(row.state ?? ''),
  digest: (row) =>
    JSON.stringify([row.state, row.name, row.displayname, row.account, row.projectid, row.hostid, row.haenable, row.zoneid, row.tags]),
};
