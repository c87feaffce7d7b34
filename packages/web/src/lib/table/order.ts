/** How a list is ordered, as the graph takes it. */
export interface Order<Field extends string> {
  field: Field;
  direction: 'ASC' | 'DESC';
}

/**
 * `?sort=created-at` rises, `?sort=-created-at` falls. `{}` for no order, and for one that the list does not know, so that
 * an old link still shows something.
 */
export function orderOf<Field extends string>(sort: string | null, fields: readonly Field[]): { orderBy?: Order<Field>[] } {
  if (!sort) return {};
  const falling = sort.startsWith('-');
  const name = sort
    .slice(falling ? 1 : 0)
    .toUpperCase()
    .replaceAll('-', '_');
  const field = fields.find((each) => each === name);
  return field ? { orderBy: [{ field, direction: falling ? 'DESC' : 'ASC' }] } : {};
}
