import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

/**
 * Most that a document may hold. Measured: the portal's largest has some 700 tokens, 40 fields in a set and 5 aliases;
 * the introspection of GraphiQL nests 14 deep.
 */
export const DOCUMENT_LIMITS = {
  characters: 20_000,
  tokens: 3_000,
  /** Brackets within brackets, of whatever kind. */
  brackets: 100,
  aliases: 40,
  /** Definitions and spreads of them: validation compares each with each. */
  fragments: 100,
  rootFields: 40,
  mutations: 20,
  /** Fields of an operation with every fragment written out where it is spread. */
  writtenOut: 5_000,
  directives: 40,
  /** One field of one selection, written again and again: `id id id …`. */
  repeats: 10,
} as const;

/** Fields of a mutation that guess at something: at most one in an operation. */
const ONCE = new Set(['signIn', 'verifySecondFactor']);
/** Counting stops here. */
const MANY = 1_000_000;

/** Why a document is refused: it is made to be costly. Told before it is validated, since that is costly, too. Empty: it is not. */
export function documentProblems(document: DocumentNode): string[] {
  const problems: string[] = [];
  const check = (what: string, asked: number, limit: number) => {
    if (asked > limit) problems.push(`The document has too many ${what}: ${asked}, and at most ${limit} are allowed.`);
  };
  const counts = countOf(document);
  check('aliases', counts.aliases, DOCUMENT_LIMITS.aliases);
  check('directives', counts.directives, DOCUMENT_LIMITS.directives);
  check('repetitions of one field', counts.repeats, DOCUMENT_LIMITS.repeats);
  check('fragments', counts.fragments, DOCUMENT_LIMITS.fragments);
  const expand = expander(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const mutates = definition.operation === 'mutation';
    const { all, roots, once } = expand(definition.selectionSet);
    check('fields once its fragments are written out', all, DOCUMENT_LIMITS.writtenOut);
    check('fields at its root', roots, mutates ? DOCUMENT_LIMITS.mutations : DOCUMENT_LIMITS.rootFields);
    for (const [name, times] of once) if (mutates && times > 1) problems.push(`${name} may be there only once in an operation.`);
  }
  return problems;
}

/** A selection with its fragments written out: its own fields, those of {@link ONCE} among them, and all that is below. */
interface Expansion {
  readonly roots: number;
  readonly once: ReadonlyMap<string, number>;
  readonly all: number;
}

/** Counts what selections expand to, each fragment once: fragments that double themselves would be endless to write out. */
function expander(document: DocumentNode): (set: SelectionSetNode) => Expansion {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet] as const] : [],
    ),
  );
  const known = new Map<string, Expansion>();
  const nothing: Expansion = { roots: 0, once: new Map(), all: 0 };
  const ofFragment = (name: string): Expansion => {
    const before = known.get(name);
    if (before) return before;
    // A circle counts once: GraphQL's own rules refuse it.
    known.set(name, nothing);
    const set = fragments.get(name);
    const expansion = set ? expand(set) : nothing;
    known.set(name, expansion);
    return expansion;
  };
  const expand = (set: SelectionSetNode): Expansion => {
    const once = new Map<string, number>();
    let [roots, all] = [0, 0];
    const add = (name: string, times: number) => once.set(name, Math.min(MANY, (once.get(name) ?? 0) + times));
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        roots += 1;
        all += 1 + (selection.selectionSet ? expand(selection.selectionSet).all : 0);
        if (ONCE.has(selection.name.value)) add(selection.name.value, 1);
        continue;
      }
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? expand(selection.selectionSet) : ofFragment(selection.name.value);
      roots += inner.roots;
      all += inner.all;
      for (const [name, times] of inner.once) add(name, times);
    }
    return { roots: Math.min(MANY, roots), once, all: Math.min(MANY, all) };
  };
  return expand;
}

/** Aliases, directives and fragments of the whole document, and the most repetitions of a field in one selection set. */
function countOf(document: DocumentNode): { aliases: number; directives: number; repeats: number; fragments: number } {
  const counts = { aliases: 0, directives: 0, repeats: 0, fragments: 0 };
  const visit = (set: SelectionSetNode): void => {
    const names = new Map<string, number>();
    for (const selection of set.selections) {
      counts.directives += selection.directives?.length ?? 0;
      if (selection.kind !== Kind.FIELD) counts.fragments++;
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
