import type { ActionRule } from '../../actions.ts';

/** What the rules read of a row of `listVPCs`. */
export interface VpcState {
  state?: string | undefined;
}

const unlessGone = (vpc: VpcState) => (vpc.state === 'Inactive' ? 'The VPC is being deleted.' : null);

/** When CloudStack takes an action on a VPC. Whether tiers are still in it is not in the row; the job says it. */
export const vpcRules: readonly ActionRule<VpcState>[] = [
  { name: 'UPDATE', command: 'updateVPC', refusal: unlessGone },
  { name: 'RESTART', command: 'restartVPC', refusal: unlessGone },
  { name: 'DELETE', command: 'deleteVPC', refusal: unlessGone },
];
