import type { Row } from '@cloudstack-graph/client';
import type { GraphQLResolveInfo } from 'graphql';
import type { GatewayContext } from '../../context.ts';
import { isAdmin } from '../../identity/identity.ts';
import { resourceLoader } from '../../loading.ts';
import { selectsOnly } from '../../lookahead.ts';

/** Backing shape of `Domain`: a row of `listDomains`, or the id, name and path that another row carries of its domain. */
export type DomainRow = Row<'listDomains'>;

/** Domains by id. The role User may not list them. */
export const domains = resourceLoader({ command: 'listDomains' });

/** What rows say of their domain. */
interface InDomain {
  domain?: string | undefined;
  domainid?: string | undefined;
  domainpath?: string | undefined;
}

/** The domain that another row names: from that row when no more is asked for, since users may not list domains. */
export async function domainOf(context: GatewayContext, info: GraphQLResolveInfo, row: InDomain): Promise<DomainRow | null> {
  if (row.domainid === undefined) return null;
  const named: DomainRow = { id: row.domainid, ...(row.domain === undefined ? {} : { name: row.domain }) };
  const fromRow = row.domainpath === undefined ? named : { ...named, path: row.domainpath };
  if (selectsOnly(info, ['id', 'uuid', 'name', ...(row.domainpath === undefined ? [] : ['path'])])) return fromRow;
  if (!isAdmin(context.cloud.identity) && selectsOnly(info, ['id', 'uuid', 'name', 'path'])) return fromRow;
  return domains.load(context, row.domainid);
}
