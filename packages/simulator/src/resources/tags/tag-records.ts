/** Tags on whatever has an id. */
import { defineTable, type Entity, type Store } from '../../store.ts';

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

/** Whether a resource has every one of these tags; a tag without a value matches by its key. */
export function hasTags(store: Store, resourceType: string, resourceUuid: string, wanted: readonly Record<string, string>[]): boolean {
  const present = tagsOf(store, resourceUuid).filter((tag) => tag.resourceType === resourceType);
  return wanted.every(({ key, value }) => present.some((tag) => tag.key === key && (value === undefined || tag.value === value)));
}
