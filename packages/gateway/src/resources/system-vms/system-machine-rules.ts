import type { ActionName, ActionRule } from '../../actions.ts';

/** What the rules read of a row of `listSystemVms` or `listRouters`. */
export interface SystemMachineState {
  state?: string | undefined;
}

const from = (what: string, wanted: string, why: string) => (row: SystemMachineState) =>
  row.state === wanted ? null : `The ${what} is ${(row.state ?? 'unknown').toLowerCase()}; ${why}`;

/** A rule of what only a running machine of CloudStack's own takes. */
export const runningOnly = (name: ActionName, command: string, what: string, why: string): ActionRule<SystemMachineState> => ({
  name,
  command,
  refusal: from(what, 'Running', why),
});

/** When CloudStack starts, stops and reboots machines of its own. */
export const systemMachineRules = (
  what: string,
  commands: { start: string; stop: string; reboot: string; destroy: string },
): readonly ActionRule<SystemMachineState>[] => [
  { name: 'START', command: commands.start, refusal: from(what, 'Stopped', 'only a stopped one can be started.') },
  runningOnly('STOP', commands.stop, what, 'only a running one can be stopped.'),
  runningOnly('REBOOT', commands.reboot, what, 'only a running one can be restarted.'),
  { name: 'DESTROY', command: commands.destroy, refusal: () => null },
];
