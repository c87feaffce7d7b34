import { builder } from '../../builder.ts';
import { cursorOf } from '../../events/event-cursor.ts';
import { selectsOnly } from '../../lookahead.ts';
import { loadNode } from '../../nodes.ts';
import { typenameOf } from '../../resource-types.ts';
import { type EventRow, events } from './event-loader.ts';

export const EventLevelEnum = builder.enumType('EventLevel', {
  description: 'How grave an event is.',
  values: {
    INFO: { description: 'As intended.' },
    WARN: { description: 'Worth a look.' },
    ERROR: { description: 'Something failed.' },
  } as const,
});

export const EventStateEnum = builder.enumType('EventState', {
  description: 'How far the action is that an event tells of. An action over several events goes CREATED or SCHEDULED, STARTED, COMPLETED.',
  values: {
    CREATED: { description: 'The record of a new thing was made.' },
    SCHEDULED: { description: 'It waits for its turn.' },
    STARTED: { description: 'It runs.' },
    COMPLETED: { description: 'It is over; that it went well, the level and the job tell.' },
  } as const,
});

const levels = ['INFO', 'WARN', 'ERROR'] as const;
const states = ['CREATED', 'SCHEDULED', 'STARTED', 'COMPLETED'] as const;

export const Event = builder.node(builder.objectRef<EventRow>('Event'), {
  description: "An entry of CloudStack's event log.",
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => events.loadMany(context, ids),
  fields: (t) => ({
    cursor: t.string({
      description: 'Its place in the log: what comes later is had from `events(after:)` of Subscription.',
      resolve: cursorOf,
    }),
    type: t.string({ description: 'What happened, in CloudStack’s words: `VM.STOP`.', resolve: (row) => row.type ?? '' }),
    level: t.field({
      type: EventLevelEnum,
      description: 'How grave it is.',
      resolve: (row) => levels.find((level) => level === row.level) ?? 'INFO',
    }),
    state: t.field({
      type: EventStateEnum,
      description: 'How far the action was.',
      resolve: (row) => states.find((state) => state === row.state?.toUpperCase()) ?? 'COMPLETED',
    }),
    description: t.string({ description: "What happened, as CloudStack's log words it.", resolve: (row) => row.description ?? '' }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was written, to the second.',
      resolve: (row) => row.created ?? new Date(0),
    }),
    username: t.exposeString('username', { nullable: true, description: 'Who did it; `system` for CloudStack itself.' }),
    account: t.exposeString('account', { nullable: true, description: 'The account that the event belongs to.' }),
    domain: t.exposeString('domain', { nullable: true, description: 'The domain of that account, by name.' }),
    project: t.exposeString('project', { nullable: true, description: 'The project that it belongs to, where it belongs to one.' }),
    resourceType: t.string({
      nullable: true,
      description: "The graph's type of what it is about, or CloudStack's word where the graph does not model it.",
      resolve: (row) => (row.resourcetype === undefined || row.resourcetype === 'None' ? null : typenameOf(row.resourcetype)),
    }),
    resourceUuid: t.exposeID('resourceid', { nullable: true, description: 'The UUID of what it is about.' }),
    resourceName: t.exposeString('resourcename', { nullable: true, description: 'Its name, where CloudStack tells.' }),
    resource: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: 'What it is about; null when that is gone, not visible or not part of the graph.',
      resolve: (row, _args, context, info) =>
        row.resourceid === undefined || row.resourcetype === undefined
          ? null
          : loadNode(context, info, typenameOf(row.resourcetype), row.resourceid),
    }),
  }),
});

builder.objectField(Event, 'parent', (t) =>
  t.field({
    type: Event,
    nullable: true,
    description:
      'The first event of the same action; null when this is it, or it is not visible to the caller. Only its id selected: no call is made to see whether it is.',
    resolve: (row, _args, context, info) => {
      if (row.parentid === undefined) return null;
      return selectsOnly(info, ['id']) ? { id: row.parentid } : events.load(context, row.parentid);
    },
  }),
);

export const EventConnection = builder.connectionObject(
  { type: Event, name: 'EventConnection', description: 'A page of events, newest first.' },
  { name: 'EventEdge', description: 'An event and its place in the log.' },
);
