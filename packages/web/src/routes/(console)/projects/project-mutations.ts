import { graphql } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';

export const CreateProject = graphql(
  `
    mutation CreateProject($input: CreateProjectInput!) {
      result: createProject(input: $input) {
        __typename
        ... on CreateProjectSuccess { project { id uuid } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const UpdateProject = graphql(
  `
    mutation UpdateProject($input: UpdateProjectInput!) {
      result: updateProject(input: $input) {
        __typename
        ... on UpdateProjectSuccess { project { id name displayText } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const SuspendProject = graphql(
  `
    mutation SuspendProject($input: SuspendProjectInput!) {
      result: suspendProject(input: $input) {
        __typename
        ... on SuspendProjectSuccess { project { id state actions { name disabledReason } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const ActivateProject = graphql(
  `
    mutation ActivateProject($input: ActivateProjectInput!) {
      result: activateProject(input: $input) {
        __typename
        ... on ActivateProjectSuccess { project { id state actions { name disabledReason } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DeleteProject = graphql(
  `
    mutation DeleteProject($input: DeleteProjectInput!) {
      result: deleteProject(input: $input) {
        __typename
        ... on DeleteProjectSuccess { projectId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const AddAccount = graphql(
  `
    mutation AddAccount($input: AddAccountToProjectInput!) {
      result: addAccountToProject(input: $input) {
        __typename
        ... on AddAccountToProjectSuccess { project { id } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const AddUser = graphql(
  `
    mutation AddUser($input: AddUserToProjectInput!) {
      result: addUserToProject(input: $input) {
        __typename
        ... on AddUserToProjectSuccess { project { id } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const UpdateMember = graphql(
  `
    mutation UpdateMember($input: UpdateProjectMemberInput!) {
      result: updateProjectMember(input: $input) {
        __typename
        ... on UpdateProjectMemberSuccess { project { id } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const RemoveAccount = graphql(
  `
    mutation RemoveAccount($input: RemoveAccountFromProjectInput!) {
      result: removeAccountFromProject(input: $input) {
        __typename
        ... on RemoveAccountFromProjectSuccess { project { id } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const RemoveUser = graphql(
  `
    mutation RemoveUser($input: RemoveUserFromProjectInput!) {
      result: removeUserFromProject(input: $input) {
        __typename
        ... on RemoveUserFromProjectSuccess { project { id } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const AcceptInvitation = graphql(
  `
    mutation AcceptInvitation($input: AcceptProjectInvitationInput!) {
      result: acceptProjectInvitation(input: $input) {
        __typename
        ... on AcceptProjectInvitationSuccess { projectInvitation { id state } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DeclineInvitation = graphql(
  `
    mutation DeclineInvitation($input: DeclineProjectInvitationInput!) {
      result: declineProjectInvitation(input: $input) {
        __typename
        ... on DeclineProjectInvitationSuccess { projectInvitation { id state } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const RevokeInvitation = graphql(
  `
    mutation RevokeInvitation($input: RevokeProjectInvitationInput!) {
      result: revokeProjectInvitation(input: $input) {
        __typename
        ... on RevokeProjectInvitationSuccess { projectInvitationId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);
