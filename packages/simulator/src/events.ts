/**
 * The event log. Who owns which event follows the real server: `Scheduled` belongs to the owner of the thing, all later
 * ones and those of synchronous commands to the account that acts, or to the project named in the call.
 */

import type { Clock } from './clock.ts';
import type { Call } from './command.ts';
import { accounts, users } from './resources/accounts/account-records.ts';
import { projects } from './resources/projects/project-records.ts';
import { defineTable, type Entity, type NewRow, type Store } from './store.ts';

export type EventState = 'Created' | 'Scheduled' | 'Started' | 'Completed';
export type EventLevel = 'INFO' | 'WARN' | 'ERROR';

export interface EventRecord extends Entity {
  accountId: number;
  userId: number;
  type: string;
  level: EventLevel;
  state: EventState;
  description: string;
  resourceType: string;
  resourceUuid?: string;
  parentUuid?: string;
  created: number;
  archived?: boolean;
}

export const events = defineTable<EventRecord>()({ name: 'Event', remembersRemoved: true });

/** Archived events, out of the ordinary list. */
export const archivedEvents = defineTable<EventRecord>()({ name: 'ArchivedEvent', sequence: 'ArchivedEvent' });

/** The ids of the system's own account and user. */
export const SYSTEM = 1;

/** What an action writes: the texts of one command's events. */
export interface ActionEvent {
  /** `VM.STOP` */
  readonly type: string;
  /** What is being done: `stopping Vm`. `Started` shows it capitalised, `Completed` after "Successfully completed". */
  readonly description: string;
  /** What follows it: `Vm Id: …`. */
  readonly detail?: string;
  /** A detail that only `Completed` has. */
  readonly completedDetail?: string;
  /** The text of `Scheduled`. */
  readonly scheduled: string;
  /** `VirtualMachine`; `None` for what has no type. */
  readonly resourceType: string;
  readonly resourceUuid?: string;
  /** Who owns the thing: `Scheduled` is written for this account. The caller's, when left out. */
  readonly ownerId?: number;
  /** The event of a creation, whose children the later ones are. */
  readonly parentUuid?: string;
  /** Where `Completed` names another type of resource, and no id: which. */
  readonly completedAs?: string;
  /** Some actions write `Scheduled` only, or no `Started`. */
  readonly states?: readonly EventState[];
}

export interface NewEvent {
  type: string;
  description: string;
  accountId: number;
  userId: number;
  resourceType: string;
  state?: EventState;
  level?: EventLevel;
  resourceUuid?: string | undefined;
  parentUuid?: string | undefined;
  created?: number;
}

/** `creating volume` and `Volume Id: 5` → `creating volume. Volume Id: 5`. */
const sentence = (description: string, detail: string | undefined): string =>
  detail === undefined ? description : `${description}. ${detail}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export class EventLog {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #listeners = new Set<(event: EventRecord) => void>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Told of every event as it is written (webhooks). The answer stops it. */
  subscribe(listener: (event: EventRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  write(event: NewEvent): EventRecord {
    const values: NewRow<EventRecord> = {
      accountId: event.accountId,
      userId: event.userId,
      type: event.type,
      level: event.level ?? 'INFO',
      state: event.state ?? 'Completed',
      description: event.description,
      resourceType: event.resourceType,
      created: event.created ?? this.#clock.now(),
    };
    if (event.resourceUuid !== undefined) values.resourceUuid = event.resourceUuid;
    if (event.parentUuid !== undefined) values.parentUuid = event.parentUuid;
    const row = this.#store.table(events).insert(values);
    for (const listener of this.#listeners) listener(row);
    return row;
  }

  /** The one event of a synchronous command, `Completed`, owned by whoever acts. */
  completed(call: Call, action: Omit<ActionEvent, 'scheduled'>, failed = false): EventRecord {
    return this.write({
      type: action.type,
      level: failed ? 'ERROR' : 'INFO',
      state: 'Completed',
      description: completedText(action, failed),
      accountId: actingAccount(call, action.type),
      userId: call.caller.user.id,
      resourceType: action.resourceType,
      resourceUuid: action.resourceUuid,
      parentUuid: action.parentUuid,
    });
  }

  /** `Created`, the first event of an asynchronous creation; its UUID is the parent of the rest. */
  created(
    call: Call,
    action: { type: string; description: string; detail?: string; resourceType: string; resourceUuid?: string },
    failed = false,
  ): EventRecord {
    const text = failed
      ? `Error while creating entity for ${action.description}`
      : `Successfully created entity for ${sentence(action.description, action.detail)}`;
    return this.write({
      type: action.type,
      level: failed ? 'ERROR' : 'INFO',
      state: 'Created',
      description: text,
      accountId: actingAccount(call, action.type),
      userId: call.caller.user.id,
      resourceType: action.resourceType,
      resourceUuid: action.resourceUuid,
    });
  }

  /** `Scheduled`, for the owner of the thing. */
  scheduled(call: Call, action: ActionEvent): EventRecord {
    return this.write({
      type: action.type,
      state: 'Scheduled',
      description: action.scheduled,
      accountId: action.ownerId ?? actingAccount(call, action.type),
      userId: call.caller.user.id,
      resourceType: action.resourceType,
      resourceUuid: action.resourceUuid,
      parentUuid: action.parentUuid,
    });
  }

  /** `Started` and `Completed` of a job, for whoever acts. */
  progress(call: Call, action: ActionEvent, state: 'Started' | 'Completed', parentUuid: string, failed = false): EventRecord {
    const other = state === 'Completed' ? action.completedAs : undefined;
    return this.write({
      type: action.type,
      level: failed ? 'ERROR' : 'INFO',
      state,
      description: state === 'Started' ? capital(sentence(action.description, action.detail)) : completedText(action, failed),
      accountId: actingAccount(call, action.type),
      userId: call.caller.user.id,
      resourceType: other ?? action.resourceType,
      resourceUuid: other === undefined ? action.resourceUuid : undefined,
      parentUuid: action.parentUuid ?? parentUuid,
    });
  }

  /** An event of the server itself, by the system user; for `accountId`, or for the system's own account. */
  bySystem(event: Omit<NewEvent, 'accountId' | 'userId'> & { accountId?: number }): EventRecord {
    return this.write({ ...event, accountId: event.accountId ?? SYSTEM, userId: SYSTEM });
  }

  usernameOf(event: EventRecord): string {
    return this.#store.table(users).byId(event.userId)?.username ?? 'system';
  }

  accountOf(event: EventRecord): string {
    return this.#store.table(accounts).byId(event.accountId)?.name ?? 'system';
  }
}

function completedText(action: Omit<ActionEvent, 'scheduled'>, failed: boolean): string {
  const text = sentence(action.description, action.completedDetail ?? action.detail);
  return failed ? `Error while ${text}` : `Successfully completed ${text}`;
}

// Events about projects themselves stay with the caller although the call names a project.
const callersOwn = new Set(['PROJECT.CREATE', 'PROJECT.UPDATE', 'PROJECT.DELETE']);

function actingAccount(call: Call, type: string): number {
  const project = call.params.text('projectid');
  if (project !== undefined && project !== '-1' && !callersOwn.has(type)) {
    const owner = call.cloud.store.table(projects).get(project)?.projectAccountId;
    if (owner !== undefined) return owner;
  }
  return call.caller.account.id;
}
