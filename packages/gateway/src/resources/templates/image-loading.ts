import type { ListCommand, Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { ForbiddenError } from '../../errors.ts';
import { isAdmin } from '../../identity/identity.ts';
import { type LoaderOptions, type ResourceLoader, resourceLoader } from '../../loading.ts';

/** CloudStack wants to be told in which light to look; none shows all that a user may see. */
const LIGHTS = { user: ['executable', 'self', 'shared'], admin: ['all', 'self'] } as const;
type Light = (typeof LIGHTS)[keyof typeof LIGHTS][number];

/**
 * Images (templates, ISOs) by id: looked for among the usable ones, then among the own ones (a download is not usable yet),
 * then among those that others share.
 *
 * @param filter the parameter that carries the light: `templatefilter`, `isofilter`
 */
export function imageLoader<C extends ListCommand>(
  options: Omit<LoaderOptions<C>, 'parameters'>,
  filter: 'templatefilter' | 'isofilter',
): ResourceLoader<Row<C> & { id: string }> {
  const loaders = new Map<Light, ResourceLoader<Row<C> & { id: string }>>();
  const inLight = (light: Light) => {
    const known = loaders.get(light) ?? resourceLoader<C>({ ...options, parameters: () => ({ [filter]: light }) });
    loaders.set(light, known);
    return known;
  };
  const load = async (context: GatewayContext, id: string) => {
    for (const light of LIGHTS[isAdmin(context.cloud.identity) ? 'admin' : 'user']) {
      const row = await inLight(light).load(context, id).catch(nullIfForbidden);
      if (row) return row;
    }
    return null;
  };
  return {
    load,
    loadMany: (context, ids) => Promise.all(ids.map((id) => load(context, id))),
    prime: (context, rows) => inLight(isAdmin(context.cloud.identity) ? 'all' : 'executable').prime(context, rows),
    withDetails: async (_context, row) => row,
  };
}

/** Unlike other lists, those of images answer 531 for an id of somebody else's. */
function nullIfForbidden(error: unknown): null {
  if (error instanceof ForbiddenError) return null;
  throw error;
}
