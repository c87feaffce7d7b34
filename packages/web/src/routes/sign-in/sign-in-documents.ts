import { graphql } from '#lib/graph/graphql.ts';
import { ProblemParts } from '#lib/graph/problems.ts';

export const SignIn = graphql(
  `
    mutation SignIn($input: SignInInput!) {
      result: signIn(input: $input) {
        __typename
        ... on SignInSuccess { secondFactorRequired viewer { id } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const VerifySecondFactor = graphql(
  `
    mutation VerifySecondFactor($input: VerifySecondFactorInput!) {
      result: verifySecondFactor(input: $input) {
        __typename
        ... on VerifySecondFactorSuccess { viewer { id } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const SignOut = graphql('mutation SignOut { signOut }');
