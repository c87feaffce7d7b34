import { type ActionRule, firstOf } from '../../actions.ts';

/** What the rules read of a row of `listNetworks`. */
export interface NetworkState {
  state?: string | undefined;
  type?: string | undefined;
  issystem?: boolean | undefined;
}

function unlessSettled(network: NetworkState): string | null {
  const state = network.state ?? 'unknown';
  if (['Allocated', 'Setup', 'Implemented'].includes(state)) return null;
  if (state === 'Destroy') return 'The network has been deleted.';
  return `CloudStack is busy with the network (${state}). Wait until it is done.`;
}

const ofSystem = (network: NetworkState) => network.issystem === true && 'This network belongs to CloudStack itself.';

const restart = (network: NetworkState) =>
  firstOf(
    ofSystem(network),
    network.state === 'Allocated' && 'The network has not been used yet: there is nothing to restart.',
    unlessSettled(network),
  );

/**
 * When CloudStack takes an action on a network. Whether instances still use it ("Failed to delete network") is not in the row;
 * the job says it.
 */
export const networkRules: readonly ActionRule<NetworkState>[] = [
  { name: 'UPDATE', command: 'updateNetwork', refusal: (network) => firstOf(ofSystem(network), unlessSettled(network)) },
  { name: 'RESTART', command: 'restartNetwork', refusal: restart },
  { name: 'DELETE', command: 'deleteNetwork', refusal: (network) => firstOf(ofSystem(network), unlessSettled(network)) },
];
