import { graphql, type ResultOf } from '#lib/graph/graphql.ts';

/** Who sits here. */
export const ViewerQuery = graphql('query Viewer { viewer { id username account domain domainPath role } }');

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;
