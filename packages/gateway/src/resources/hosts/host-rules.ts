import type { ActionRule } from '../../actions.ts';

/** What the rules read of a row of `listHosts`. */
export interface HostState {
  state?: string | undefined;
  resourcestate?: string | undefined;
}

const resourceState = (host: HostState) => host.resourcestate ?? 'unknown';
const inOrNearMaintenance = (host: HostState) => /maintenance/i.test(resourceState(host));

const prepare = (host: HostState) =>
  inOrNearMaintenance(host) && resourceState(host) !== 'ErrorInPrepareForMaintenance'
    ? `The host is in maintenance, or on its way (${resourceState(host)}).`
    : null;

const remove = (host: HostState) =>
  ['Maintenance', 'Disabled'].includes(resourceState(host)) || host.state === 'Down' || host.state === 'Disconnected'
    ? null
    : 'The host is in use. Put it into maintenance first.';

/** When CloudStack takes an action on a hypervisor host (`ResourceState`). */
export const hostRules: readonly ActionRule<HostState>[] = [
  { name: 'PREPARE_MAINTENANCE', command: 'prepareHostForMaintenance', refusal: prepare },
  {
    name: 'CANCEL_MAINTENANCE',
    command: 'cancelHostMaintenance',
    refusal: (host) => (inOrNearMaintenance(host) ? null : 'The host is not in maintenance.'),
  },
  {
    name: 'ENABLE',
    command: 'updateHost',
    refusal: (host) => (resourceState(host) === 'Disabled' ? null : 'Only a disabled host can be enabled.'),
  },
  {
    name: 'DISABLE',
    command: 'updateHost',
    refusal: (host) => (resourceState(host) === 'Enabled' ? null : `Only an enabled host can be disabled (${resourceState(host)}).`),
  },
  {
    name: 'RECONNECT',
    command: 'reconnectHost',
    refusal: (host) => (inOrNearMaintenance(host) ? 'The host is in maintenance. Cancel that first.' : null),
  },
  { name: 'DELETE', command: 'deleteHost', refusal: remove },
];
