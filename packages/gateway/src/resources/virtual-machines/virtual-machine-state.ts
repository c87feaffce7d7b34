import { builder } from '../../builder.ts';

/** The graph's states and CloudStack's words for them. */
const states = {
  RUNNING: { value: 'Running', description: 'It runs.' },
  STOPPED: { value: 'Stopped', description: 'It does not run.' },
  STARTING: { value: 'Starting', description: 'It is being started.' },
  STOPPING: { value: 'Stopping', description: 'It is being stopped.' },
  DESTROYED: { value: 'Destroyed', description: 'It is destroyed, and can still be recovered.' },
  EXPUNGING: { value: 'Expunging', description: 'It is being removed for good.' },
  MIGRATING: { value: 'Migrating', description: 'It moves to another host.' },
  ERROR: { value: 'Error', description: 'It could not be created.' },
  SHUTDOWN: { value: 'Shutdown', description: 'It was shut down from within.' },
  RESTORING: { value: 'Restoring', description: 'It is being restored from a backup.' },
  UNKNOWN: { value: 'Unknown', description: 'CloudStack has lost sight of it, or names a state that the graph does not know.' },
} as const;

/** CloudStack's word for a state that the graph knows. */
export type VirtualMachineStateName = (typeof states)[keyof typeof states]['value'];

const known = new Set<string>(Object.values(states).map((state) => state.value));

export const VirtualMachineStateEnum = builder.enumType('VirtualMachineState', {
  description: 'What a virtual machine is doing.',
  values: states,
});

/** CloudStack's state, or `Unknown` for one that is not in the enum. */
export function stateOf(state: string | undefined): VirtualMachineStateName {
  return (state !== undefined && known.has(state) ? state : 'Unknown') as VirtualMachineStateName;
}
