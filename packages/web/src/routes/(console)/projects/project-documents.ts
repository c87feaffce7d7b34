import { graphql, type ResultOf } from '#lib/graph/graphql.ts';

/** What a row of the list and the page of a project show; all of it comes from one row of CloudStack. */
export const ProjectRow = graphql(`
  fragment ProjectRow on Project @_unmask {
    __typename
    id
    uuid
    name
    displayText
    state
    createdAt
    administrators
    owner { account domainPath }
    counts { virtualMachines running stopped volumes snapshots templates networks publicIpAddresses }
    limits { resource used limit }
    tags { key value }
    actions { name disabledReason }
  }
`);
export type ProjectRowData = ResultOf<typeof ProjectRow>;

export const ProjectListQuery = graphql(
  `
    query Projects($first: Int, $after: String, $filter: ProjectFilter) {
      projects(first: $first, after: $after, filter: $filter) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...ProjectRow }
      }
    }
  `,
  [ProjectRow],
);

/** Who belongs to the projects of a list: one call a project, so it is asked behind the list, and only where they are few. */
export const ProjectPeopleQuery = graphql(`
  query ProjectPeople($first: Int, $after: String, $filter: ProjectFilter) {
    projects(first: $first, after: $after, filter: $filter) {
      nodes { id members(first: 5) { totalCount nodes { account username } } }
    }
  }
`);

export type ProjectPeople = ResultOf<typeof ProjectPeopleQuery>['projects']['nodes'][number]['members'];

/** An invitation, as the one who is invited and those who sent it see it. */
const InvitationParts = graphql(`
  fragment InvitationParts on ProjectInvitation @_unmask {
    __typename
    id
    uuid
    state
    account
    userId
    email
    projectId
    projectName
  }
`);
export type InvitationData = ResultOf<typeof InvitationParts>;

export const WaitingInvitationsQuery = graphql(
  `
    query WaitingInvitations {
      projectInvitations(first: 100, filter: { state: PENDING }) { nodes { ...InvitationParts } }
    }
  `,
  [InvitationParts],
);

export const SentInvitationsQuery = graphql(
  `
    query SentInvitations($id: ID!) {
      projectInvitations(first: 100, filter: { projectId: $id }) { totalCount nodes { ...InvitationParts } }
    }
  `,
  [InvitationParts],
);

export const ProjectQuery = graphql(
  `
    query Project($id: ID!) {
      project(id: $id) {
        ...ProjectRow
        members(first: 200) {
          totalCount
          nodes { account accountId username userId role }
        }
      }
    }
  `,
  [ProjectRow],
);
export type ProjectData = NonNullable<ResultOf<typeof ProjectQuery>['project']>;
export type MemberData = ProjectData['members']['nodes'][number];

/** What is in a project at this moment, for those who are about to delete it. */
export const ProjectContentQuery = graphql(`
  query ProjectContent($id: ID!) {
    project(id: $id) {
      id
      counts { virtualMachines running stopped volumes snapshots templates networks publicIpAddresses }
    }
  }
`);
