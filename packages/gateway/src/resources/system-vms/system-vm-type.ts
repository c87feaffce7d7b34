import { builder } from '../../builder.ts';
import { Action } from '../../interfaces.ts';
import { connectionOf } from '../../resource-queries.ts';
import { offeredActions } from '../../rules.ts';
import { stateEnum } from '../../state-enum.ts';
import { Host, hostOf } from '../hosts/host-type.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { runningOnly, systemMachineRules } from './system-machine-rules.ts';
import { type SystemVmRow, systemVms } from './system-vm-loader.ts';

/** How a machine of CloudStack's own is. */
export const systemMachineStates = stateEnum('SystemMachineState', "How one of CloudStack's own machines is.", {
  Running: 'It runs.',
  Stopped: 'It is off.',
  Starting: 'It is just starting.',
  Stopping: 'It is just stopping.',
  Migrating: 'It moves to another host.',
  Destroyed: 'It is gone; CloudStack makes another.',
  Expunging: 'It is just removed.',
  Error: 'Something is wrong with it.',
});

export const systemVmRules = [
  ...systemMachineRules('system machine', {
    start: 'startSystemVm',
    stop: 'stopSystemVm',
    reboot: 'rebootSystemVm',
    destroy: 'destroySystemVm',
  }),
  runningOnly('MIGRATE', 'migrateSystemVm', 'system machine', 'only a running one can be moved.'),
];

export const SystemVmKindEnum = builder.enumType('SystemVmKind', {
  description: 'What a system machine does.',
  values: {
    CONSOLE_PROXY: { description: 'It carries the consoles of machines to browsers.' },
    SECONDARY_STORAGE: { description: 'It fetches, keeps and copies templates, ISOs and snapshots.' },
  } as const,
});

export const SystemVm = builder.node(builder.objectRef<SystemVmRow>('SystemVm'), {
  description: 'A machine of CloudStack itself: it carries consoles, or looks after secondary storage.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => systemVms.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    kind: t.field({
      type: SystemVmKindEnum,
      description: 'What it does.',
      resolve: (row) => (row.systemvmtype === 'consoleproxy' ? 'CONSOLE_PROXY' : 'SECONDARY_STORAGE'),
    }),
    state: t.field({ type: systemMachineStates.type, description: 'How it is.', resolve: (row) => systemMachineStates.of(row.state) }),
    agentState: t.string({ nullable: true, description: '`Up` when its agent answers.', resolve: (row) => row.agentstate ?? null }),
    publicIp: t.string({ nullable: true, description: 'Its public address.', resolve: (row) => row.publicip ?? null }),
    privateIp: t.string({ nullable: true, description: 'Its address among the hosts.', resolve: (row) => row.privateip ?? null }),
    linkLocalIp: t.string({ nullable: true, description: 'Its address on its host.', resolve: (row) => row.linklocalip ?? null }),
    version: t.string({ nullable: true, description: 'The version of its software.', resolve: (row) => row.version ?? null }),
    templateName: t.string({ nullable: true, description: 'The template it was made from.', resolve: (row) => row.templatename ?? null }),
    viewers: t.int({
      nullable: true,
      description: 'How many look at consoles just now.',
      resolve: (row) => row.activeviewersessions ?? null,
    }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was made.', resolve: (row) => row.created ?? null }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'The zone it is in.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
    host: t.field({
      type: Host,
      nullable: true,
      description: 'The host it runs on; null: it runs nowhere.',
      resolve: (row, _args, context, info) => hostOf(context, info, row),
    }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, systemVmRules, row),
    }),
  }),
});

export const SYSTEM_VM = { one: 'a system machine', many: 'system machines' };
export const SystemVmConnection = connectionOf(SystemVm, SYSTEM_VM);
