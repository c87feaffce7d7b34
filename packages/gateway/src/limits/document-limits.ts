import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/**
 * Most that a document may hold. Measured: the portal's largest has some 700 tokens, 40 fields in a set and 5 aliases;
 * the introspection of GraphiQL nests 14 deep.
 */
export const DOCUMENT_LIMITS = {
  characters: 20_000,
  tokens: 3_000,
  aliases: 40,
  rootFields: 40,
  mutations: 20,
  directives: 40,
  /** One field of one selection, written again and again: `id id id …`. */
  repeats: 10,
} as const;

/** Fields of a mutation that guess at something: at most one in an operation. */
const ONCE = new Set(['signIn', 'verifySecondFactor']);

/** A validation rule: refuses documents that are made to be costly, before anything of them is done. */
export function documentLimitsRule(context: ValidationContext): ASTVisitor {
  const refuse = (what: string, asked: number, limit: number) =>
    context.reportError(
      new GraphQLError(`The document has too many ${what}: ${asked}, and at most ${limit} are allowed.`, {
        extensions: { code: 'INVALID_INPUT' },
      }),
    );
  return {
    Document(document: DocumentNode) {
      const counts = countOf(document);
      for (const what of ['aliases', 'directives', 'repeats'] as const) {
        if (counts[what] > DOCUMENT_LIMITS[what])
          refuse(what === 'repeats' ? 'repetitions of one field' : what, counts[what], DOCUMENT_LIMITS[what]);
      }
      for (const definition of document.definitions) {
        if (definition.kind === Kind.OPERATION_DEFINITION) checkRoot(context, document, definition, refuse);
      }
    },
  };
}

function checkRoot(
  context: ValidationContext,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  refuse: (what: string, asked: number, limit: number) => void,
): void {
  const roots = rootFields(document, operation.selectionSet, new Set());
  const mutates = operation.operation === 'mutation';
  const limit = mutates ? DOCUMENT_LIMITS.mutations : DOCUMENT_LIMITS.rootFields;
  if (roots.length > limit) refuse('fields at its root', roots.length, limit);
  if (!mutates) return;
  for (const name of ONCE) {
    if (roots.filter((field) => field.name.value === name).length > 1) {
      context.reportError(new GraphQLError(`${name} may be there only once in an operation.`, { extensions: { code: 'INVALID_INPUT' } }));
    }
  }
}

function rootFields(document: DocumentNode, set: SelectionSetNode, opened: Set<string>): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(document, selection.selectionSet, opened);
    const { value } = selection.name;
    // Each spread counts, a circle only once: GraphQL's own rules refuse that.
    if (opened.has(value)) return [];
    const fragment = document.definitions.find(
      (d): d is FragmentDefinitionNode => d.kind === Kind.FRAGMENT_DEFINITION && d.name.value === value,
    );
    return fragment ? rootFields(document, fragment.selectionSet, new Set([...opened, value])) : [];
  });
}

/** Aliases and directives of the whole document, and the most repetitions of a field in one selection set. */
function countOf(document: DocumentNode): { aliases: number; directives: number; repeats: number } {
  const counts = { aliases: 0, directives: 0, repeats: 0 };
  const visit = (set: SelectionSetNode): void => {
    const names = new Map<string, number>();
    for (const selection of set.selections) {
      counts.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        if (selection.alias) counts.aliases++;
        const key = selection.alias?.value ?? selection.name.value;
        const times = (names.get(key) ?? 0) + 1;
        names.set(key, times);
        counts.repeats = Math.max(counts.repeats, times);
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) visit(selection.selectionSet);
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    counts.directives += definition.directives?.length ?? 0;
    visit(definition.selectionSet);
  }
  return counts;
}
