/** `tags` inside other rows. */
import type { Body } from '../../command.ts';
import type { Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { type TagRecord, tagsOf } from './tag-records.ts';

/** One tag, as in `listTags` and in the rows of the things it stands on. */
export function tagBody(store: Store, tag: TagRecord): Body {
  return {
    key: tag.key,
    value: tag.value,
    resourcetype: tag.resourceType,
    resourceid: tag.resourceUuid,
    ...ownerFields(store, tag.accountId),
  };
}

export function tagFields(store: Store, resourceUuid: string): Body[] {
  // Inside other rows tags leave the path of the domain out.
  return tagsOf(store, resourceUuid).map((tag) => ({ ...tagBody(store, tag), domainpath: undefined }));
}
