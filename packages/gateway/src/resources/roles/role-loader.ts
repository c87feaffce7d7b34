import type { Row } from '@cloudstack-graph/client';
import type { GraphQLResolveInfo } from 'graphql';
import type { GatewayContext } from '../../context.ts';
import { selectsOnly } from '../../lookahead.ts';
import { referenceLoader } from '../../reference-data.ts';
import { SLOW } from '../../shared-cache.ts';

/** Backing shape of `Role`: a row of `listRoles`, or the id, name and type that an account's row carries of its role. */
export type RoleRow = Row<'listRoles'>;

/** Backing shape of `RolePermission`. */
export type RolePermissionRow = Row<'listRolePermissions'>;

/** Roles by id: few, and for administrators only. */
export const roles = referenceLoader({ command: 'listRoles', freshness: SLOW });

/** The role that an account's or user's row names: from that row when no more than its name is asked for. */
export async function roleOf(
  context: GatewayContext,
  info: GraphQLResolveInfo,
  row: { roleid?: string; rolename?: string; roletype?: string },
): Promise<RoleRow | null> {
  if (row.roleid === undefined) return null;
  if (selectsOnly(info, ['id', 'uuid', 'name', 'kind'])) {
    return {
      id: row.roleid,
      ...(row.rolename === undefined ? {} : { name: row.rolename }),
      ...(row.roletype === undefined ? {} : { type: row.roletype }),
    };
  }
  return roles.load(context, row.roleid);
}
