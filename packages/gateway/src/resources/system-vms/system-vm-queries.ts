import { builder } from '../../builder.ts';
import { optionalUuidOf } from '../../ids.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { systemVms } from './system-vm-loader.ts';
import { SYSTEM_VM, SystemVm, SystemVmConnection, SystemVmKindEnum, systemMachineStates } from './system-vm-type.ts';

export const SystemVmFilter = builder.inputType('SystemVmFilter', {
  description: 'Which system machines. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    kind: t.field({ type: SystemVmKindEnum, description: 'Only those that do this.' }),
    state: t.field({ type: systemMachineStates.type, description: 'Only those in this state.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    hostId: t.id({ description: 'Only those on this host.' }),
  }),
});

const kinds = { CONSOLE_PROXY: 'consoleproxy', SECONDARY_STORAGE: 'secondarystoragevm' } as const;

resourceQueries({
  type: SystemVm,
  connection: SystemVmConnection,
  words: SYSTEM_VM,
  single: 'systemVm',
  plural: 'systemVms',
  command: 'listSystemVms',
  loader: systemVms,
  filter: SystemVmFilter,
  note: 'For operators.',
  select: (filter) => ({
    parameters: {
      keyword: filter?.keyword ?? undefined,
      systemvmtype: filter?.kind ? kinds[filter.kind] : undefined,
      state: systemMachineStates.name(filter?.state),
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
      hostid: optionalUuidOf('Host', filter?.hostId, ['filter', 'hostId']),
    },
  }),
});
