import type { Identity } from '../../identity/identity.ts';
import { optionalUuidOf } from '../../ids.ts';
import { contains, oneOf, scopeCondition, tagConditions } from '../../index-store/conditions.ts';
import { orderInput } from '../../index-store/index-connection.ts';
import { type Condition, type IndexedResource, type OwnedKeys, ownedKeys, ownerFacet, shared } from '../../index-store/indexed-resource.ts';
import { everything } from '../../scope.ts';
import { snapshots } from './snapshot-loader.ts';

interface Keys extends OwnedKeys {
  readonly state: string;
  readonly size: number | undefined;
  readonly interval: string | undefined;
  readonly volumeId: string | undefined;
  readonly volume: string | undefined;
  readonly zoneId: string | undefined;
  readonly zone: string | undefined;
  readonly created: string | undefined;
}

const orders = {
  NAME: 'The name.',
  STATE: "CloudStack's state.",
  SIZE: 'What it takes on storage.',
  INTERVAL: 'How it came to be: by hand or by a policy.',
  VOLUME: 'The name of its volume.',
  CREATED_AT: 'When it was taken.',
  ZONE: 'The name of its zone.',
  OWNER: 'The project or account that it belongs to.',
} as const;
type Order = keyof typeof orders;

export const SnapshotOrder = orderInput<Order>('Snapshot', orders);

/** Snapshots of volumes in the live index. */
export const snapshotIndex: IndexedResource<'listSnapshots', Keys, Order> = {
  typename: 'Snapshot',
  command: 'listSnapshots',
  loader: snapshots,
  lists: everything,
  keys: (row) => ({
    ...ownedKeys(row),
    state: shared(row.state ?? ''),
    size: row.physicalsize,
    interval: shared(row.intervaltype),
    volumeId: row.volumeid,
    volume: row.volumename,
    zoneId: shared(row.zoneid),
    zone: shared(row.zonename),
    created: row.created,
  }),
  search: (keys) => [keys.name, keys.state, keys.interval, keys.volume, keys.zone, keys.account, keys.project, ...keys.tags],
  order: {
    NAME: (keys) => keys.name,
    STATE: (keys) => keys.state,
    SIZE: (keys) => keys.size,
    INTERVAL: (keys) => keys.interval,
    VOLUME: (keys) => keys.volume,
    CREATED_AT: (keys) => keys.created,
    ZONE: (keys) => keys.zone,
    OWNER: (keys) => keys.project ?? keys.account,
  },
  facets: {
    state: (keys) => ({ value: keys.state, label: keys.state }),
    interval: (keys) => (keys.interval === undefined ? undefined : { value: keys.interval, label: keys.interval }),
    zone: (keys) => (keys.zoneId === undefined ? undefined : { value: `Zone:${keys.zoneId}`, label: keys.zone ?? keys.zoneId }),
    owner: ownerFacet,
  },
};

interface Filter {
  readonly keyword?: string | null | undefined;
  readonly volumeId?: string | null | undefined;
  readonly zoneId?: string | null | undefined;
  readonly tags?: Parameters<typeof tagConditions>[0];
  readonly scope?: Parameters<typeof scopeCondition>[1];
}

/** What a filter means for the rows of the index. */
export function snapshotConditions(identity: Identity, filter: Filter | null | undefined): Condition<Keys>[] {
  const volume = optionalUuidOf('Volume', filter?.volumeId, ['filter', 'volumeId']);
  const zone = optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']);
  return [
    scopeCondition(identity, filter?.scope),
    ...tagConditions(filter?.tags),
    ...oneOf<Keys>(volume === undefined ? [] : [volume], ({ volumeId }) => volumeId),
    ...oneOf<Keys>(zone === undefined ? [] : [zone], ({ zoneId }) => zoneId, 'zone'),
    ...contains<Keys>(filter?.keyword, (keys) => [keys.name]),
  ];
}
