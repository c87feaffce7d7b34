import { graphql, type ResultOf } from '#lib/graph/graphql.ts';

/** Who sits here, what the account has and may have: one call to CloudStack, asked once for shell and overview. */
export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      id
      username
      account
      domain
      domainPath
      role
      roleType
      counts { virtualMachines running stopped volumes snapshots templates networks publicIpAddresses }
      limits { resource used limit }
    }
  }
`);

/** Administrators see what others own: there the owner is worth a column. */
export const seesOthers = (viewer: { roleType: string }): boolean => viewer.roleType !== 'User';

/** The root administrator looks after hosts and storage, too. */
export const runsTheCloud = (viewer: { roleType: string }): boolean => viewer.roleType === 'Admin';

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;
