/** Tags on whatever has an id. */
import type { Call } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';

/** A tag as a list asks for it. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface TagRecord extends Entity {
  accountId: number;
  key: string;
  value: string;
  /** `UserVm`, `Volume`, `Snapshot`, `ISO`, … */
  resourceType: string;
  resourceUuid: string;
}

export const tags = defineTable<TagRecord>()({
  name: 'ResourceTag',
  indexes: { resource: (row) => row.resourceUuid },
});

export function tagsOf(store: Store, resourceUuid: string): readonly TagRecord[] {
  return store.table(tags).by('resource', resourceUuid);
}

/** The tags a list is filtered by, each with its value. */
export function wantedTags(call: Call): readonly Tag[] {
  return call.params.map('tags').map(({ key = 'null', value }) => {
    if (value === undefined) throw invalid(`No value is passed in for key ${key}`);
    return { key, value };
  });
}

/** Whether a resource has one of these tags. */
export function hasTags(store: Store, resourceType: string, resourceUuid: string, wanted: readonly Tag[]): boolean {
  const present = tagsOf(store, resourceUuid).filter((tag) => tag.resourceType === resourceType);
  return wanted.some(({ key, value }) => present.some((tag) => same(tag.key, key) && same(tag.value, value)));
}
