import type { ActionRule } from '../../actions.ts';

/** What the rules read of a row of `listSecurityGroups`. */
export interface SecurityGroupState {
  name?: string | undefined;
  virtualmachinecount?: number | undefined;
}

const remove = (group: SecurityGroupState) => {
  if (group.name === 'default') return 'The default group of an account stays.';
  return (group.virtualmachinecount ?? 0) > 0 ? 'Machines are in the group. Take them out first.' : null;
};

/** When CloudStack takes an action on a security group. */
export const securityGroupRules: readonly ActionRule<SecurityGroupState>[] = [
  { name: 'UPDATE', command: 'authorizeSecurityGroupIngress', refusal: () => null },
  { name: 'DELETE', command: 'deleteSecurityGroup', refusal: remove },
];
