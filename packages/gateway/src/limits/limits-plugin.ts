import { type ASTVisitor, GraphQLError, parse, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { GatewayError } from '../errors.ts';
import { requestScope } from '../observability/request-scope.ts';
import { DOCUMENT_LIMITS, documentProblems } from './document-limits.ts';

/** Refuses documents that are too long before they are parsed, too many-headed after, and shows the schema to nobody who has not signed in. */
export function useLimits(): Plugin<object> {
  return {
    onParams({ params }) {
      if (typeof params.query === 'string') checkText(params.query);
    },
    onParse({ setParseFn }) {
      setParseFn((source, options) => {
        checkText(String(typeof source === 'string' ? source : source.body));
        const document = parse(source, { ...options, maxTokens: DOCUMENT_LIMITS.tokens });
        const problems = documentProblems(document);
        if (problems.length > 0) throw refusal(problems.join(' '));
        return document;
      });
    },
    onValidate({ addValidationRule }) {
      if (!requestScope()?.signedIn) addValidationRule(schemaIsForTheSignedIn);
    },
  };
}

/** As for a document that cannot be parsed: 400 for callers who accept application/graphql-response+json. */
const refusal = (message: string) => new GatewayError('INVALID_INPUT', message, { extensions: { http: { status: 400, spec: true } } });

const STRINGS_AND_COMMENTS = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*/g;

/** What can be told of a document before it is parsed: the parser itself runs out of stack on brackets in brackets. */
function checkText(text: string): void {
  const refuse = (what: string, limit: number) => {
    throw refusal(`The document is too ${what}, and at most ${limit} are allowed.`);
  };
  if (text.length > DOCUMENT_LIMITS.characters) refuse(`long: ${text.length} characters`, DOCUMENT_LIMITS.characters);
  let [open, deepest] = [0, 0];
  for (const bracket of text.replace(STRINGS_AND_COMMENTS, '').match(/[[\](){}]/g) ?? []) {
    open += '[({'.includes(bracket) ? 1 : -1;
    deepest = Math.max(deepest, open);
  }
  if (deepest > DOCUMENT_LIMITS.brackets) refuse(`deep: ${deepest} brackets in brackets`, DOCUMENT_LIMITS.brackets);
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
