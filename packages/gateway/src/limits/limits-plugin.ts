import { type ASTVisitor, GraphQLError, parse, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { GatewayError } from '../errors.ts';
import { requestScope } from '../observability/request-scope.ts';
import { DOCUMENT_LIMITS, documentLimitsRule } from './document-limits.ts';

/** Refuses documents that are too long before they are parsed, too many-headed after, and shows the schema to nobody who has not signed in. */
export function useLimits(): Plugin<object> {
  return {
    onParams({ params }) {
      const length = params.query?.length ?? 0;
      if (length > DOCUMENT_LIMITS.characters) {
        throw new GatewayError(
          'INVALID_INPUT',
          `The document is too long: ${length} characters, and at most ${DOCUMENT_LIMITS.characters} are allowed.`,
        );
      }
    },
    onParse({ setParseFn }) {
      setParseFn((source, options) => parse(source, { ...options, maxTokens: DOCUMENT_LIMITS.tokens }));
    },
    onValidate({ addValidationRule }) {
      addValidationRule(documentLimitsRule);
      if (!requestScope()?.signedIn) addValidationRule(schemaIsForTheSignedIn);
    },
  };
}

function schemaIsForTheSignedIn(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.name.value !== '__schema' && node.name.value !== '__type') return undefined;
      context.reportError(new GraphQLError('Sign in to read the schema.', { nodes: [node], extensions: { code: 'UNAUTHENTICATED' } }));
      return false;
    },
  };
}
