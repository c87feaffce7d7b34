import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `PublicIpAddress`: a row of `listPublicIpAddresses`. */
export type PublicIpAddressRow = Row<'listPublicIpAddresses'>;

/** Public addresses by id; the list has no `ids`. */
export const publicIpAddresses = resourceLoader({ command: 'listPublicIpAddresses' });

/** The public addresses of a network (`listPublicIpAddresses`), batched over all asked for. */
export const publicIpAddressesOf = ownedJoin({
  command: 'listPublicIpAddresses',
  name: 'public addresses',
  by: 'associatednetworkid',
  loader: publicIpAddresses,
});
