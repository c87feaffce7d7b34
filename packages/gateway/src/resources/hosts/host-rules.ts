import { type ActionRule, firstOf } from '../../actions.ts';

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

/** CloudStack takes its word for it only where the host's agent has been lost. */
const declareDegraded = (host: HostState) =>
  firstOf(
    resourceState(host) === 'Degraded' && 'The host has been declared degraded already.',
    !['Alert', 'Disconnected'].includes(host.state ?? '') &&
      `Only a host that CloudStack has lost can be declared degraded (${host.state ?? 'unknown'}).`,
    !['Enabled', 'Disabled', 'Maintenance', 'ErrorInMaintenance'].includes(resourceState(host)) &&
      `A host in this state cannot be declared degraded (${resourceState(host)}).`,
  );

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
  { name: 'DECLARE_DEGRADED', command: 'declareHostAsDegraded', refusal: declareDegraded },
  {
    name: 'CANCEL_DEGRADED',
    command: 'cancelHostAsDegraded',
    refusal: (host) => (resourceState(host) === 'Degraded' ? null : 'The host has not been declared degraded.'),
  },
  { name: 'DELETE', command: 'deleteHost', refusal: remove },
];
