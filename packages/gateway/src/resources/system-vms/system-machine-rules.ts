import type { ActionRule } from '../../actions.ts';

/** What the rules read of a row of `listSystemVms` or `listRouters`. */
export interface SystemMachineState {
  state?: string | undefined;
}

const from = (what: string, wanted: string, why: string) => (row: SystemMachineState) =>
  row.state === wanted ? null : `The ${what} is ${(row.state ?? 'unknown').toLowerCase()}; ${why}`;

/** When CloudStack starts, stops and reboots machines of its own. */
export const systemMachineRules = (
  what: string,
  commands: { start: string; stop: string; reboot: string; destroy: string },
): readonly ActionRule<SystemMachineState>[] => [
  { name: 'START', command: commands.start, refusal: from(what, 'Stopped', 'only a stopped one can be started.') },
  { name: 'STOP', command: commands.stop, refusal: from(what, 'Running', 'only a running one can be stopped.') },
  { name: 'REBOOT', command: commands.reboot, refusal: from(what, 'Running', 'only a running one can be restarted.') },
  { name: 'DESTROY', command: commands.destroy, refusal: () => null },
];
