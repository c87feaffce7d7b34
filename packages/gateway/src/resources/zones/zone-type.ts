import type { GraphQLResolveInfo } from 'graphql';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { GatewayError } from '../../errors.ts';
import { selectsOnly } from '../../lookahead.ts';
import { stateEnum } from '../../state-enum.ts';
import { type ZoneRow, zones } from './zone-loader.ts';

/** Whether a zone, pod or cluster takes new machines. */
export const allocationStates = stateEnum('AllocationState', 'Whether something takes new machines.', {
  Enabled: 'It does.',
  Disabled: 'It does not; what runs there goes on.',
});

export const Zone = builder.node(builder.objectRef<ZoneRow>('Zone'), {
  description: 'A data centre of the cloud.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => zones.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    networkType: t.string({ description: '`Advanced` or `Basic`.', resolve: (row) => row.networktype ?? '' }),
    localStorage: t.boolean({
      description: 'Whether disks may lie on the hosts themselves.',
      resolve: (row) => row.localstorageenabled ?? false,
    }),
    securityGroups: t.boolean({
      description: 'Whether security groups guard its networks.',
      resolve: (row) => row.securitygroupsenabled ?? false,
    }),
  }),
});

/** The zone that another row names: from that row when only its name is asked for, else from the list of zones. */
export async function zoneOf(
  context: GatewayContext,
  info: GraphQLResolveInfo,
  row: { zoneid?: string; zonename?: string },
): Promise<ZoneRow> {
  const zone = await optionalZoneOf(context, info, row);
  if (zone) return zone;
  throw new GatewayError('NOT_FOUND', 'The zone of this resource is not visible to you.');
}

/** {@link zoneOf} for rows that may have no zone (a cross-zone template, a shared network). */
export async function optionalZoneOf(
  context: GatewayContext,
  info: GraphQLResolveInfo,
  row: { zoneid?: string; zonename?: string },
): Promise<ZoneRow | null> {
  if (row.zoneid === undefined) return null;
  if (selectsOnly(info, ['id', 'uuid', 'name']) && row.zonename !== undefined) return { id: row.zoneid, name: row.zonename };
  return zones.load(context, row.zoneid);
}
