const TYPED_ID = /^[A-Z][A-Za-z0-9]*:(?=[0-9a-f-]{36}$)/;

/** An object of the graph as the first portal's callers know it: `owner` dissolved into its parent, ids bare. */
export function flat(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flat);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'owner') return Object.entries(inner as object);
    if (name === 'id' && typeof inner === 'string') return [[name, inner.replace(TYPED_ID, '')]];
    return [[name, flat(inner)]];
  });
  return Object.fromEntries(entries);
}
