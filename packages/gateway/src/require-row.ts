import type { GatewayContext } from './context.ts';
import { NotFoundError } from './errors.ts';
import { typedId } from './ids.ts';
import type { Details, ResourceLoader } from './loading.ts';

/**
 * A row that must be there, for mutations.
 *
 * @param words what it is called: `volume`, `SSH key pair`
 * @throws NotFoundError
 */
export async function requireRow<R extends { id: string }>(
  context: GatewayContext,
  loader: ResourceLoader<R>,
  { typename, words }: { typename: string; words: string },
  id: string,
  details?: Details,
): Promise<R> {
  const row = await loader.load(context, id, details);
  if (row) return row;
  throw new NotFoundError(`There is no such ${words}, or you may not see it.`, typedId(typename, id));
}
