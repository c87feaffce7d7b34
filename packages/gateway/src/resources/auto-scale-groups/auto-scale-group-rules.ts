import { type ActionRule, firstOf } from '../../actions.ts';

/** What the rules read of a row of `listAutoScaleVmGroups`. */
export interface AutoScaleGroupState {
  state?: string | undefined;
}

const stateOf = (group: AutoScaleGroupState) => (group.state ?? '').toUpperCase();

const unlessGoing = (group: AutoScaleGroupState) => (stateOf(group) === 'REVOKE' ? 'The group is being deleted.' : null);
const unlessBusy = (group: AutoScaleGroupState) =>
  firstOf(
    unlessGoing(group),
    stateOf(group) === 'SCALING' && 'The group is just growing or shrinking. Wait until it is done.',
    stateOf(group) === 'NEW' && 'The group is not set up yet. Wait until it is.',
  );

/** When CloudStack takes an action on an autoscale group. */
export const autoScaleGroupRules: readonly ActionRule<AutoScaleGroupState>[] = [
  { name: 'UPDATE', command: 'updateAutoScaleVmGroup', refusal: unlessGoing },
  {
    name: 'ENABLE',
    command: 'enableAutoScaleVmGroup',
    refusal: (group) => firstOf(unlessBusy(group), stateOf(group) === 'ENABLED' && 'The group is enabled already.'),
  },
  {
    name: 'DISABLE',
    command: 'disableAutoScaleVmGroup',
    refusal: (group) => firstOf(unlessBusy(group), stateOf(group) === 'DISABLED' && 'The group is disabled already.'),
  },
  { name: 'DELETE', command: 'deleteAutoScaleVmGroup', refusal: unlessBusy },
];

/** Why the bounds of a group, or its interval, cannot be changed now; its name can. */
export const boundsRefusal = (group: AutoScaleGroupState): string | null =>
  stateOf(group) === 'DISABLED' ? null : 'The group is at work. Disable it first.';
