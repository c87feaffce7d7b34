import * as z from 'zod';
import { builder } from '../../builder.ts';
import { optionalUuidOf } from '../../ids.ts';
import { idField, waitField, waitRule } from '../../payloads.ts';
import { jobMutation, type Kind } from '../../resource-mutations.ts';
import { type SystemVmRow, systemVms } from './system-vm-loader.ts';
import { SystemVm, systemVmRules } from './system-vm-type.ts';

const kind: Kind<SystemVmRow> = {
  typename: 'SystemVm',
  words: 'system machine',
  field: 'systemVm',
  type: SystemVm,
  loader: systemVms,
  rules: systemVmRules,
};

const StopSystemVmInput = builder.inputType('StopSystemVmInput', {
  description: 'Which system machine to stop.',
  fields: (t) => ({
    id: t.id(idField),
    forced: t.boolean({ defaultValue: false, description: 'Even when its host does not answer.' }),
    waitSeconds: t.int(waitField),
  }),
});

jobMutation(kind, { name: 'startSystemVm', description: 'Starts a system machine.', action: 'START', command: 'startSystemVm' });

jobMutation(kind, {
  name: 'stopSystemVm',
  description: 'Stops a system machine. CloudStack starts it again when it is needed.',
  input: StopSystemVmInput,
  validate: z.object(waitRule),
  action: 'STOP',
  command: 'stopSystemVm',
  parameters: (row, input) => ({ id: row.id, forced: input.forced ? true : undefined }),
});

jobMutation(kind, { name: 'rebootSystemVm', description: 'Restarts a system machine.', action: 'REBOOT', command: 'rebootSystemVm' });

const MigrateSystemVmInput = builder.inputType('MigrateSystemVmInput', {
  description: 'Which system machine to move, and where to.',
  fields: (t) => ({
    id: t.id(idField),
    hostId: t.id({ description: 'The host; left out, CloudStack chooses.' }),
    waitSeconds: t.int(waitField),
  }),
});

jobMutation(kind, {
  name: 'migrateSystemVm',
  description: 'Moves a running system machine to another host.',
  input: MigrateSystemVmInput,
  validate: z.object(waitRule),
  action: 'MIGRATE',
  command: 'migrateSystemVm',
  argumentPaths: { virtualmachineid: ['input', 'id'] },
  parameters: (row, input) => {
    const hostid = optionalUuidOf('Host', input.hostId, ['input', 'hostId']);
    return { virtualmachineid: row.id, hostid, autoselect: hostid === undefined ? true : undefined };
  },
});

jobMutation(kind, {
  name: 'destroySystemVm',
  description: 'Destroys a system machine. CloudStack makes another in its place.',
  action: 'DESTROY',
  gone: true,
  command: 'destroySystemVm',
});
