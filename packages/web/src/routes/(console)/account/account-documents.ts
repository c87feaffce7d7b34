import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { ProblemParts } from '#lib/graph/problems.ts';

/** What the account page knows of the person: one row of CloudStack. */
const Person = graphql(`
  fragment Person on User @_unmask {
    id
    username
    firstName
    lastName
    email
    timeZone
    source
    createdAt
    apiKey
    hasApiKey
    hasSecondFactor
  }
`);

export const PersonQuery = graphql(
  `
    query Person {
      viewer { id user { ...Person } }
    }
  `,
  [Person],
);
export type PersonData = NonNullable<ResultOf<typeof PersonQuery>['viewer']>['user'];

export const RegisterKeys = graphql(
  `
    mutation RegisterKeys($input: RegisterUserKeysInput!) {
      result: registerUserKeys(input: $input) {
        __typename
        ... on RegisterUserKeysSuccess { apiKey secretKey user { id apiKey hasApiKey } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const SetUpSecondFactor = graphql(
  `
    mutation SetUpSecondFactor($input: SetUpSecondFactorInput!) {
      result: setUpSecondFactor(input: $input) {
        __typename
        ... on SetUpSecondFactorSuccess { secret user { id hasSecondFactor } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const RemoveSecondFactor = graphql(
  `
    mutation RemoveSecondFactor($input: RemoveSecondFactorInput!) {
      result: removeSecondFactor(input: $input) {
        __typename
        ... on RemoveSecondFactorSuccess { user { id hasSecondFactor } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const ChangePassword = graphql(
  `
    mutation ChangePassword($input: UpdateUserInput!) {
      result: updateUser(input: $input) {
        __typename
        ... on UpdateUserSuccess { user { id } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);
