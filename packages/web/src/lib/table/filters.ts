/** `?tag=` values as the graph's TagFilter: "env=prod" by key and value, "env" by key alone. */
export function tagFilters(values: readonly string[]): { key: string; value?: string }[] {
  return values.map((text) => {
    const at = text.indexOf('=');
    return at < 0 ? { key: text } : { key: text.slice(0, at), value: text.slice(at + 1) };
  });
}

/** An owner as the `owner` facet names it, `Project:<id>` or `<domain id>/<account>`, as the graph's ScopeFilter; undefined for anything else. */
export function ownerScope(value: string | undefined): { project: string } | { account: string; domain: string } | undefined {
  if (value?.startsWith('Project:')) return { project: value };
  const [, domain, account] = /^([^/]+)\/(.+)$/.exec(value ?? '') ?? [];
  return domain && account ? { account, domain } : undefined;
}

/** A filter object without what was not chosen; undefined when nothing was, so that one cache entry serves the plain list. */
export function chosenOnly<Filter extends object>(filter: Filter): Filter | undefined {
  const chosen = Object.entries(filter).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return chosen.length > 0 ? (Object.fromEntries(chosen) as Filter) : undefined;
}
