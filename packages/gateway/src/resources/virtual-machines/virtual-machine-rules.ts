import { type ActionRule, firstOf } from '../../actions.ts';

/** What the rules read of a row of `listVirtualMachines`. */
export interface VirtualMachineState {
  state?: string | undefined;
  deleteprotection?: boolean | undefined;
  isdynamicallyscalable?: boolean | undefined;
  passwordenabled?: boolean | undefined;
}

const BUSY = ['Starting', 'Stopping', 'Migrating', 'Restoring', 'Shutdown'];

/** Why something has to wait, or null when the instance is in one of the named states. */
function unlessIn(vm: VirtualMachineState, ...states: string[]): string | null {
  const state = vm.state ?? 'Unknown';
  if (states.includes(state)) return null;
  if (state === 'Destroyed') return 'The instance has been destroyed. Recover it first.';
  if (state === 'Expunging') return 'The instance is being removed for good.';
  if (BUSY.includes(state)) return `CloudStack is busy with the instance (${state.toLowerCase()}). Wait until it is done.`;
  if (state === 'Running') return 'The instance is running. Stop it first.';
  if (state === 'Stopped') return 'The instance is stopped. Start it first.';
  if (state === 'Error') return 'The instance could not be created. Destroy it and deploy it again.';
  return `The instance is in the state ${state}.`;
}

const start = (vm: VirtualMachineState) => firstOf(vm.state === 'Running' && 'The instance is running already.', unlessIn(vm, 'Stopped'));

const stop = (vm: VirtualMachineState) =>
  firstOf(vm.state === 'Stopped' && 'The instance is stopped already.', unlessIn(vm, 'Running', 'Unknown'));

const destroy = (vm: VirtualMachineState) =>
  firstOf(
    vm.deleteprotection === true && 'The instance is protected from deletion. Lift the protection first.',
    vm.state === 'Destroyed' && 'The instance has been destroyed already.',
    unlessIn(vm, 'Running', 'Stopped', 'Error', 'Unknown'),
  );

const recover = (vm: VirtualMachineState) => (vm.state === 'Destroyed' ? null : 'Only a destroyed instance can be recovered.');

const scale = (vm: VirtualMachineState) =>
  firstOf(
    vm.state === 'Running' && vm.isdynamicallyscalable !== true && 'The instance cannot be scaled while it runs. Stop it first.',
    unlessIn(vm, 'Running', 'Stopped'),
  );

const update = (vm: VirtualMachineState) => (vm.state === 'Expunging' ? unlessIn(vm) : null);

const resetPassword = (vm: VirtualMachineState) =>
  firstOf(vm.passwordenabled === false && 'The template of this instance does not let its password be reset.', unlessIn(vm, 'Stopped'));

/**
 * When CloudStack takes an action on a virtual machine: from its states, and the refusals recorded ("… is already running",
 * "… is not running, unable to reboot it", "… should be stopped to do SSH Key reset").
 */
export const virtualMachineRules: readonly ActionRule<VirtualMachineState>[] = [
  { name: 'START', command: 'startVirtualMachine', refusal: start },
  { name: 'STOP', command: 'stopVirtualMachine', refusal: stop },
  { name: 'REBOOT', command: 'rebootVirtualMachine', refusal: (vm) => unlessIn(vm, 'Running') },
  { name: 'OPEN_CONSOLE', command: 'createConsoleEndpoint', refusal: (vm) => unlessIn(vm, 'Running') },
  { name: 'SNAPSHOT', command: 'createVMSnapshot', refusal: (vm) => unlessIn(vm, 'Running', 'Stopped') },
  { name: 'ATTACH', command: 'attachVolume', refusal: (vm) => unlessIn(vm, 'Running', 'Stopped') },
  { name: 'SCALE', command: 'scaleVirtualMachine', refusal: scale },
  { name: 'RESTORE', command: 'restoreVirtualMachine', refusal: (vm) => unlessIn(vm, 'Running', 'Stopped') },
  { name: 'RESET_PASSWORD', command: 'resetPasswordForVirtualMachine', refusal: resetPassword },
  { name: 'RESET_SSH_KEY', command: 'resetSSHKeyForVirtualMachine', refusal: (vm) => unlessIn(vm, 'Stopped') },
  { name: 'RESET_USER_DATA', command: 'resetUserDataForVirtualMachine', refusal: (vm) => unlessIn(vm, 'Stopped') },
  { name: 'ASSIGN', command: 'assignVirtualMachine', refusal: (vm) => unlessIn(vm, 'Stopped') },
  { name: 'SET_AFFINITY_GROUPS', command: 'updateVMAffinityGroup', refusal: (vm) => unlessIn(vm, 'Stopped') },
  { name: 'MIGRATE', command: 'migrateVirtualMachine', refusal: (vm) => unlessIn(vm, 'Running') },
  { name: 'UPDATE', command: 'updateVirtualMachine', refusal: update },
  { name: 'RECOVER', command: 'recoverVirtualMachine', refusal: recover },
  { name: 'DESTROY', command: 'destroyVirtualMachine', refusal: destroy },
  {
    name: 'EXPUNGE',
    command: 'expungeVirtualMachine',
    refusal: (vm) => (vm.state === 'Destroyed' ? null : 'Only a destroyed instance can be expunged.'),
  },
];
