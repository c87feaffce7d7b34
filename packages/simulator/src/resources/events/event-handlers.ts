/** The event log as callers read it. */
import { inScope, listScope, mayAct, rowsIn } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { failure, forbidden, internal, invalid } from '../../errors.ts';
import { archivedEvents, type EventRecord, events } from '../../events.ts';
import { same } from '../../matching.ts';
import { all, pageFromEnd, pageOf, when } from '../../paging.ts';
import type { Table } from '../../store.ts';
import { accountFields, domainFields } from '../accounts/owner.ts';
import { eventTypes } from './event-types.ts';

/** The types of things that events, and jobs, may be about. */
const resourceTypes = [
  ...['Zone', 'Volume', 'Snapshot', 'VmSnapshot', 'VirtualMachine', 'Network', 'IpAddress', 'FirewallRule', 'Template', 'Iso', 'Vpc'],
  ...[
    'Account',
    'User',
    'Domain',
    'Project',
    'ProjectRole',
    'ProjectAccount',
    'ProjectInvitation',
    'Host',
    'Pod',
    'Cluster',
    'StoragePool',
  ],
  ...['ImageStore', 'SystemVm', 'SystemVM', 'DomainRouter', 'ConsoleProxy', 'SecondaryStorageVm', 'AffinityGroup', 'InternalLbVm'],
  ...[
    'NetworkAcl',
    'NetworkACL',
    'NetworkACLItem',
    'StaticRoute',
    'PrivateGateway',
    'Site2SiteVpn',
    'VpnGateway',
    'VpnConnection',
    'VpnUser',
  ],
  ...['LoadBalancer', 'LoadBalancerRule', 'ResourceTag', 'Tag', 'SecurityGroup', 'SnapshotPolicy', 'SnapshotSchedule', 'VmSchedule'],
  ...['AutoScaleVmGroup', 'AutoScaleVmProfile', 'AutoScalePolicy', 'Condition', 'Counter', 'GlobalLoadBalancerRule', 'ServiceOffering'],
  ...[
    'DiskOffering',
    'NetworkOffering',
    'VpcOffering',
    'Role',
    'UserData',
    'SSHKeyPair',
    'Webhook',
    'Annotation',
    'Event',
    'Alert',
    'None',
  ],
  ...['ManagementServer', 'Backup', 'BackupSchedule', 'Bucket', 'ObjectStore', 'SharedFS', 'Quota', 'GuestOs', 'PhysicalNetwork', 'Vlan'],
];

function eventRow(call: Call, event: EventRecord, archived: boolean): Body {
  const { store } = call.cloud;
  // Things that were deleted for good have no id any more; the type stays.
  const table = event.resourceUuid === undefined ? undefined : store.named(event.resourceType);
  const thing = event.resourceUuid === undefined ? undefined : table?.known(event.resourceUuid);
  return {
    id: event.uuid,
    username: call.cloud.events.usernameOf(event),
    type: event.type,
    level: event.level,
    description: event.description,
    ...accountFields(store, event.accountId),
    ...domainFields(store, event.accountId),
    resourceid: thing?.uuid ?? (table === undefined ? event.resourceUuid : undefined),
    resourcetype: event.resourceType === 'None' ? undefined : event.resourceType,
    resourcename: thing === undefined ? undefined : table?.definition.label?.(thing),
    created: timestamp(event.created),
    state: event.state,
    parentid: event.parentUuid,
    archived: archived ? true : undefined,
  };
}

/**
 * A page is chosen newest first, but inside it events go in ascending order. `created` has the resolution of a second,
 * so `startdate` and `enddate` are compared in seconds.
 */
function listEvents(call: Call): Body {
  const { store } = call.cloud;
  const { params } = call;
  const page = pageOf(call);
  checkResource(call);
  // Upstream has not decided what the two mean together, and answers nothing at all.
  if (params.has('entrytime') && params.has('duration')) throw failure(call, 'null', 9999);
  const from = params.date('startdate');
  const until = params.date('enddate');
  const archived = params.boolean('archived') === true;
  const table: Table<EventRecord> = store.table(archived ? archivedEvents : events);
  const second = (milliseconds: number): number => Math.floor(milliseconds / 1000);
  const parent = params.text('startid');
  const test = all<EventRecord>(
    when(from, (event, start) => second(event.created) >= second(start)),
    when(until, (event, end) => second(event.created) <= second(end)),
    when(params.text('type'), (event, type) => same(event.type, type)),
    when(params.text('level'), (event, level) => event.level === level.toUpperCase()),
    when(params.text('state')?.toLowerCase(), (event, state) => event.state.toLowerCase() === state),
    when(params.text('resourcetype')?.toLowerCase(), (event, type) => event.resourceType.toLowerCase() === type),
    when(params.text('resourceid'), (event, uuid) => event.resourceUuid === uuid),
    when(params.like('keyword'), (event, like) => like(event.type) || like(event.description) || like(event.level)),
  );
  let rows: readonly EventRecord[];
  if (parent !== undefined) {
    // The real server asks nothing of the children: neither whose they are nor when.
    const scope = listScope(call);
    const itself = (event: EventRecord): boolean =>
      event.uuid === parent && inScope(store, scope, event.accountId) && test?.(event) !== false;
    rows = table.all().filter((event) => event.parentUuid === parent || itself(event));
  } else {
    rows = scoped(call, table, from === undefined ? undefined : second(from) * 1000);
    if (test !== undefined) rows = rows.filter(test);
  }
  if (rows.length === 0) return {};
  const shown = pageFromEnd(rows, page);
  return shown.length === 0 ? { count: rows.length } : { count: rows.length, event: shown.map((event) => eventRow(call, event, archived)) };
}

/** `resourcetype` is one of the server's, and `resourceid` one of that type which the caller may act on. */
function checkResource(call: Call): void {
  const { params, cloud } = call;
  const type = params.text('resourcetype');
  const uuid = params.text('resourceid');
  const known = resourceTypes.find((name) => name === type);
  if (type !== undefined && known === undefined) throw invalid('Invalid resourcetype');
  if (uuid === undefined) return;
  if (known === undefined) throw invalid('resourceid parameter must be used with resourcetype parameter');
  const table = cloud.store.named(known);
  const row = table?.known(uuid);
  if (!/^[0-9a-f]{1,8}(-[0-9a-f]{1,12}){4}$/i.test(uuid) || (table !== undefined && row === undefined)) throw invalid('Invalid resourceid');
  if (row !== undefined && !mayAct(cloud.store, call.caller, row.accountId)) throw forbidden();
}

/** The rows of the scope, from a moment on if there is one; `id` finds archived events too. */
function scoped(call: Call, table: Table<EventRecord>, since: number | undefined): readonly EventRecord[] {
  const { store } = call.cloud;
  const scope = listScope(call);
  const id = call.params.text('id');
  if (id !== undefined) {
    const event = store.table(events).get(id) ?? store.table(archivedEvents).get(id);
    return event !== undefined && inScope(store, scope, event.accountId) ? [event] : [];
  }
  if (since === undefined) return rowsIn(store, table, scope);
  if (scope.kind === 'accounts') {
    const rows = rowsIn(store, table, scope);
    return rows.slice(firstSince(rows, since));
  }
  // An admin's poll: cut by time first, so that it does not go through the whole log each second.
  const recent = table.all().slice(firstSince(table.all(), since));
  return recent.filter((event) => inScope(store, scope, event.accountId));
}

/** Rows come in the order of their times: a search by halves finds where to begin. */
function firstSince(rows: readonly EventRecord[], start: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.created ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The events an `archiveEvents` or `deleteEvents` call means, in a table; undefined when one of the ids is not the caller's. */
function chosen(call: Call, table: Table<EventRecord>): EventRecord[] | undefined {
  const { params } = call;
  const ids = params.list('ids');
  const start = params.date('startdate');
  const end = params.date('enddate');
  const type = params.text('type');
  if (ids === undefined && end === undefined && type === undefined) throw invalid('either ids, type or enddate must be specified');
  if (start !== undefined && end === undefined) throw invalid('enddate must be specified with startdate parameter');
  const { caller, cloud } = call;
  const found = (caller.role === 'User' ? table.ofAccount(caller.account.id) : table.all()).filter(
    (event) =>
      mayAct(cloud.store, caller, event.accountId) &&
      (ids === undefined || ids.includes(event.uuid)) &&
      (type === undefined || same(event.type, type)) &&
      (start === undefined || event.created >= start) &&
      (end === undefined || event.created <= end),
  );
  // One id too many, and nothing is done at all; dates and types may match nothing.
  return ids !== undefined && found.length < ids.length ? undefined : found;
}

function archiveEvents(call: Call): Body {
  const { store } = call.cloud;
  const found = chosen(call, store.table(events));
  if (found === undefined) throw internal('Unable to archive Events, one or more parameters has invalid values');
  for (const event of found) {
    store.table(events).remove(event);
    store.table(archivedEvents).insert({ ...event });
  }
  return { success: true };
}

function deleteEvents(call: Call): Body {
  const { store } = call.cloud;
  const found = chosen(call, store.table(events));
  if (found === undefined) throw internal('Unable to delete Events, one or more parameters has invalid values');
  for (const event of found) store.table(events).remove(event);
  return { success: true };
}

const eventIds = { entities: { ids: events } };

export const eventResource: ResourceModule = {
  tables: [events],
  commands: {
    listEvents: sync(listEvents),
    listEventTypes: sync(() => ({ count: eventTypes.length, eventtype: eventTypes.map((name) => ({ name })) })),
    archiveEvents: sync(archiveEvents, eventIds),
    deleteEvents: sync(deleteEvents, eventIds),
  },
};
