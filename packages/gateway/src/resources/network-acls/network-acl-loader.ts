import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `NetworkAclList`: a row of `listNetworkACLLists`. */
export type NetworkAclListRow = Row<'listNetworkACLLists'>;
/** Backing shape of `NetworkAclRule`: a row of `listNetworkACLs`. */
export type NetworkAclRuleRow = Row<'listNetworkACLs'>;

/** ACL lists by id. */
export const networkAclLists = resourceLoader({ command: 'listNetworkACLLists' });
/** Rules of ACL lists by id. */
export const networkAclRules = resourceLoader({ command: 'listNetworkACLs' });

/** The ACL lists of a VPC, batched over all asked for. */
export const networkAclListsOf = ownedJoin({ command: 'listNetworkACLLists', name: 'ACL lists', by: 'vpcid', loader: networkAclLists });
/** The rules of an ACL list, batched over all asked for. */
export const networkAclRulesOf = ownedJoin({ command: 'listNetworkACLs', name: 'ACL rules', by: 'aclid', loader: networkAclRules });
