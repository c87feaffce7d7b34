import type { ListCommand, Row } from '@cloudstack-graph/client';
import type { Identity } from '../../identity/identity.ts';
import { optionalUuidOf } from '../../ids.ts';
import { contains, narrows, scopeCondition, tagConditions } from '../../index-store/conditions.ts';
import { type Condition, type IndexedResource, type OwnedKeys, ownedKeys, ownerFacet, shared } from '../../index-store/indexed-resource.ts';
import type { ResourceLoader } from '../../loading.ts';

/** What the index knows of an image (template or ISO). */
export interface ImageKeys extends OwnedKeys {
  readonly text: string | undefined;
  readonly ready: boolean;
  readonly size: number | undefined;
  readonly zoneId: string | undefined;
  readonly zone: string | undefined;
  readonly os: string | undefined;
  readonly created: string | undefined;
}

export const imageOrders = {
  NAME: 'The name.',
  READY: 'Whether it can be used: those that can first.',
  SIZE: 'How large it is.',
  CREATED_AT: 'When it was registered.',
  ZONE: 'The name of its zone.',
  OS: 'The operating system on it.',
  OWNER: 'The project or account that it belongs to.',
} as const;
export type ImageOrder = keyof typeof imageOrders;

/** Images in the live index; each visibility is a list of its own. */
export function imageIndex<C extends 'listTemplates' | 'listIsos'>(
  typename: string,
  command: C & ListCommand,
  filter: 'templatefilter' | 'isofilter',
  loader: ResourceLoader<Row<C> & { id: string }>,
): IndexedResource<C, ImageKeys, ImageOrder> {
  return {
    typename,
    command,
    loader,
    lists: (_identity, visibility) => [{ [filter]: visibility }],
    newRowsByList: true,
    keys: (row) => ({
      ...ownedKeys(row),
      text: row.displaytext,
      ready: row.isready ?? false,
      size: row.size,
      zoneId: shared(row.zoneid),
      zone: shared(row.zonename),
      os: shared(row.ostypename),
      created: row.created,
    }),
    search: (keys) => [keys.name, keys.text, keys.zone, keys.os, keys.account, keys.project, ...keys.tags],
    order: {
      NAME: (keys) => keys.name,
      READY: (keys) => (keys.ready ? 0 : 1),
      SIZE: (keys) => keys.size,
      CREATED_AT: (keys) => keys.created,
      ZONE: (keys) => keys.zone,
      OS: (keys) => keys.os,
      OWNER: (keys) => keys.project ?? keys.account,
    },
    facets: {
      ready: (keys) => ({ value: String(keys.ready), label: String(keys.ready) }),
      zone: (keys) => (keys.zoneId === undefined ? undefined : { value: `Zone:${keys.zoneId}`, label: keys.zone ?? keys.zoneId }),
      os: (keys) => (keys.os === undefined ? undefined : { value: keys.os, label: keys.os }),
      owner: ownerFacet,
    },
  };
}

interface Filter {
  readonly keyword?: string | null | undefined;
  readonly zoneId?: string | null | undefined;
  readonly tags?: Parameters<typeof tagConditions>[0];
  readonly scope?: Parameters<typeof scopeCondition>[1];
}

/** What a filter means for the rows of the index; the visibility has chosen the list already. */
export function imageConditions(identity: Identity, filter: Filter | null | undefined): Condition<ImageKeys>[] {
  const zone = optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']);
  return [
    // images of others may be usable, too: only a scope that is given narrows
    ...(narrows(filter?.scope) ? [scopeCondition(identity, filter?.scope)] : []),
    ...tagConditions(filter?.tags),
    // an image that lies everywhere names no zone
    ...(zone === undefined ? [] : [{ facet: 'zone', test: ({ zoneId }: ImageKeys) => zoneId === undefined || zoneId === zone }]),
    ...contains<ImageKeys>(filter?.keyword, (keys) => [keys.name]),
  ];
}
