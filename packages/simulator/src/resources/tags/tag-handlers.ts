/** Tags on resources of any kind. */
import { mayAct } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { badParameter, forbidden, internal, invalid } from '../../errors.ts';
import { type ActionEvent, SYSTEM } from '../../events.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import type { Entity } from '../../store.ts';
import { tagBody } from './tag-fields.ts';
import { type TagRecord, tags } from './tag-records.ts';

/** The type names of tags, by the names of the tables they are rows of. */
const tables: Readonly<Record<string, string>> = {
  UserVm: 'VirtualMachine',
  Volume: 'Volume',
  Snapshot: 'Snapshot',
  VMSnapshot: 'VMSnapshot',
  Template: 'Template',
  ISO: 'Iso',
  Network: 'Network',
  Vpc: 'Vpc',
  PublicIpAddress: 'IpAddress',
  FirewallRule: 'FirewallRule',
  PortForwardingRule: 'FirewallRule',
  LoadBalancer: 'FirewallRule',
  NetworkACL: 'NetworkACLItem',
  SecurityGroup: 'SecurityGroup',
  Project: 'Project',
  Host: 'Host',
  Zone: 'Zone',
};

const quick = 250;

/** `Scheduled` belongs to the system, so that the `Completed` a caller sees has a parent he never does; `Started` there is none. */
function tagEvent(type: string, description: string, scheduled: string): ActionEvent {
  return { type, description, scheduled, resourceType: 'ResourceTag', ownerId: SYSTEM, states: ['Scheduled', 'Completed'] };
}

/** The tag type with the spelling of the server, however it was sent. */
function typeOf(call: Call): string {
  const wanted = call.params.required('resourcetype');
  const known = Object.keys(tables).find((type) => type.toLowerCase() === wanted.toLowerCase());
  if (known === undefined) throw invalid(`Invalid resource type: ${wanted}`);
  return known;
}

/** The rows that `resourceids` name. That none is missing is only found out by the job. */
function resourcesOf(call: Call, type: string): Entity[] {
  const table = call.cloud.store.named(tables[type] ?? '');
  return (call.params.list('resourceids') ?? []).map((uuid) => {
    const row = table?.get(uuid);
    if (row === undefined) throw badParameter(`Unable to find resource by uuid ${uuid} and type ${type}`);
    if (!mayAct(call.cloud.store, call.caller, row.accountId)) throw forbidden();
    return row;
  });
}

function createTags(call: Call): JobPlan {
  const { params, cloud, caller } = call;
  const table = cloud.store.table(tags);
  const type = typeOf(call);
  const pairs = params.map('tags');
  return {
    milliseconds: quick,
    event: tagEvent('CREATE_TAGS', 'creating resource tags', 'creating tags'),
    finish: () => {
      for (const resource of resourcesOf(call, type)) {
        for (const { key = 'null', value = '' } of pairs) {
          if (value === '') throw invalid(`Value for the key ${key} is either null or empty`);
          if (table.by('resource', resource.uuid).some((tag) => same(tag.key, key)))
            throw internal(`tag ${key} already on ${type} with id ${resource.uuid}`);
          const accountId = resource.accountId ?? caller.account.id;
          table.insert({ accountId, key, value, resourceType: type, resourceUuid: resource.uuid });
        }
      }
      return { success: true };
    },
  };
}

/** Without `tags` all of a resource's go. That there was none to delete fails the job, but not the event: upstream, too. */
function deleteTags(call: Call): JobPlan {
  const { params, cloud } = call;
  const table = cloud.store.table(tags);
  const type = typeOf(call);
  const pairs = params.map('tags');
  const event = tagEvent('DELETE_TAGS', 'deleting resource tags', 'Deleting tags');
  return {
    milliseconds: quick,
    event: { ...event, states: ['Scheduled'] },
    finish: ({ eventUuid }) => {
      let resources: Entity[] | undefined;
      try {
        resources = resourcesOf(call, type);
      } finally {
        cloud.events.progress(call, event, 'Completed', eventUuid, resources === undefined);
      }
      const doomed = resources.flatMap(({ uuid }) => table.by('resource', uuid).filter((tag) => pairs.length === 0 || named(tag, pairs)));
      if (doomed.length === 0) throw internal('Failed to delete tags');
      for (const tag of doomed) table.remove(tag);
      return { success: true };
    },
  };
}

function named(tag: TagRecord, pairs: readonly Record<string, string>[]): boolean {
  return pairs.some(({ key, value }) => tag.key === key && (value === undefined || value === tag.value));
}

function listTags(call: Call): Body {
  const { params, cloud } = call;
  return listOwned(call, tags, {
    object: 'tag',
    build: (tag) => tagBody(cloud.store, tag),
    texts: (tag) => [tag.key, tag.value],
    where: all<TagRecord>(
      when(params.text('resourcetype')?.toLowerCase(), (tag, type) => tag.resourceType.toLowerCase() === type),
      when(params.text('resourceid'), (tag, uuid) => tag.resourceUuid === uuid),
      when(params.text('key'), (tag, key) => same(tag.key, key)),
      when(params.text('value'), (tag, value) => same(tag.value, value)),
    ),
  });
}

export const tagResource: ResourceModule = {
  tables: [tags],
  commands: {
    listTags: sync(listTags),
    createTags: asJob('user.tag.CreateTagsCmd', createTags),
    deleteTags: asJob('user.tag.DeleteTagsCmd', deleteTags),
  },
};
