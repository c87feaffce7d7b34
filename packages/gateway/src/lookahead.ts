import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** The names of the fields that an operation selects below a field, at the end of `path`: `['edges', 'node']`. */
export function selectedFields(info: GraphQLResolveInfo, ...paths: readonly (readonly string[])[]): Set<string> {
  const names = new Set<string>();
  for (const path of paths.length > 0 ? paths : [[]]) {
    for (const field of nodesAt(info, [...info.fieldNodes], path)) {
      for (const child of childrenOf(info, field.selectionSet)) names.add(child.name.value);
    }
  }
  return names;
}

/** The fields selected of a connection's rows, by `nodes` or by `edges { node }`. */
export function selectedOfRows(info: GraphQLResolveInfo): Set<string> {
  return selectedFields(info, ['nodes'], ['edges', 'node']);
}

/** Whether nothing but the given fields is selected, so that a row from elsewhere will do. */
export function selectsOnly(info: GraphQLResolveInfo, fields: readonly string[]): boolean {
  const allowed = new Set(['__typename', ...fields]);
  for (const name of selectedFields(info)) if (!allowed.has(name)) return false;
  return true;
}

/** The selections of the rows of connection fields, one for each row field: `volumes { nodes { … } edges { node { … } } }`. */
export function rowFields(info: GraphQLResolveInfo, connections: readonly FieldNode[]): FieldNode[] {
  const rows = [...nodesAt(info, [...connections], ['nodes']), ...nodesAt(info, [...connections], ['edges', 'node'])];
  return rows.flatMap((row) => childrenOf(info, row.selectionSet));
}

function nodesAt(info: GraphQLResolveInfo, fields: FieldNode[], path: readonly string[]): FieldNode[] {
  const [head, ...rest] = path;
  if (head === undefined) return fields;
  const next = fields.flatMap((field) => childrenOf(info, field.selectionSet).filter((child) => child.name.value === head));
  return nodesAt(info, next, rest);
}

/** Fragments are opened whatever their type condition and directives: asking for too much costs little, for too little is wrong. */
function childrenOf(info: GraphQLResolveInfo, selectionSet: SelectionSetNode | undefined): FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return childrenOf(info, selection.selectionSet);
    return childrenOf(info, info.fragments[selection.name.value]?.selectionSet);
  });
}
