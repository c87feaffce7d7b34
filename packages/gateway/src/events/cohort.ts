import { refusedIdentity } from '../cloud.ts';
import { createContext, type GatewayContext, type Services } from '../context.ts';
import { AuthenticationError, type GatewayError } from '../errors.ts';
import type { Identity } from '../identity/identity.ts';
import type { TypedId } from '../ids.ts';
import type { JobRow } from '../jobs/job.ts';
import { JobBoard } from '../jobs/job-board.ts';
import { dropSlippedProjects, everything, forgetProjects } from '../scope.ts';
import { Agenda } from './agenda.ts';
import { Audience } from './audience.ts';
import type { StreamEnd } from './channel.ts';
import { EventChore } from './event-chore.ts';
import type { EventCursor } from './event-cursor.ts';
import { EventFeed } from './event-feed.ts';
import { LongWindowError, type ReadEventPage } from './event-log.ts';
import { type EventRow, parseCloudStackDate } from './event-row.ts';
import { isOfProjects, type Moved } from './hint-hub.ts';
import type { Keeper } from './keeper.ts';
import type { LiveResource, LiveResources, LiveRow } from './live-resources.ts';
import { LiveStream } from './live-stream.ts';
import { RecentChanges } from './recent-changes.ts';
import { alone, type Relay } from './relay.ts';
import { type ResourceChange, ResourceTracker } from './resource-tracker.ts';
import type { Screen } from './screen.ts';
import { credentialEnded, cursorTooOld } from './stream-ends.ts';
import type { SubscriberQueue } from './subscriber-queue.ts';
import { aloneInterval, type Clock, type LiveTiming } from './timing.ts';

export interface CohortOptions {
  readonly services: Services;
  readonly identity: Identity;
  readonly resources: LiveResources;
  readonly screen: Screen;
  readonly clock: Clock;
  readonly timing: LiveTiming;
  readonly relay: Relay;
  /** Whether something at the moment tells of what happens. */
  readonly hintsAvailable: () => boolean;
  /** Told after everything that may have left the cohort without use. */
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
}

/** So long a replica whose polls fail leaves them to others. */
const stepDownMs = 10_000;

/** Everybody who looks through the eyes of one CloudStack user: one poller, however many sockets. */
export class Cohort {
  readonly identity: Identity;
  readonly feed: EventFeed;
  readonly jobs: JobBoard;
  readonly tracker: ResourceTracker;
  readonly #options: CohortOptions;
  readonly #audience: Audience;
  readonly #recent: RecentChanges;
  readonly #eventChore: EventChore;
  readonly #agenda: Agenda;
  #current: Identity;
  #waiters = 0;
  readonly #early: EventRow[] = [];
  #healing = false;

  constructor(options: CohortOptions) {
    const { clock, timing, resources, screen } = options;
    this.#options = options;
    this.identity = options.identity;
    this.#current = options.identity;
    this.#audience = new Audience(() => this.#audienceChanged());
    this.#recent = new RecentChanges(clock);
    const context = () => this.#context();
    this.feed = new EventFeed({
      readers: everything(this.identity).map(
        (scope): ReadEventPage =>
          (query) =>
            context().cloud.list('listEvents', { ...scope, ...query }),
      ),
      visible: (rows) => dropSlippedProjects(context(), rows, true),
      overlapMs: timing.overlapMs,
      pageSize: timing.pageSize,
      shared: options.relay !== alone,
    });
    this.tracker = new ResourceTracker({
      resources,
      username: this.identity.username,
      screen,
      clock,
      timing,
      context,
      wanted: () => this.#audience.wantedKinds,
      publish: (changes) => this.#publish(changes),
    });
    this.jobs = new JobBoard({
      context,
      clock,
      timing,
      watched: () => this.#audience.jobs.size > 0,
      publish: (jobs) => this.#audience.jobs.publish(jobs),
      ended: (job) => this.#jobEnded(job),
    });
    this.#eventChore = new EventChore({
      feed: this.feed,
      clock,
      timing,
      interval: () => this.#interval(),
      came: (events) => {
        this.#came(events);
        options.relay.publish(this.identity.key, events);
      },
      looked: () => this.#healed(),
    });
    this.#agenda = new Agenda([this.#eventChore, this.jobs, this.tracker], {
      clock,
      failureMs: timing.failureMs,
      failureMaxMs: timing.failureMaxMs,
      failed: (error) => this.#failed(error),
    });
  }

  /** Open subscriptions. */
  get watchers(): number {
    return this.#audience.watchers;
  }

  /** Subscriptions that have been ended, whose last words are not read yet. */
  get unread(): number {
    return this.#audience.unread;
  }

  /** Whether nothing needs the cohort any more. */
  get idle(): boolean {
    return this.watchers === 0 && this.#waiters === 0 && this.#audience.keepers.size === 0;
  }

  /** Failures in a row: above 0, CloudStack does not answer. */
  get failures(): number {
    return this.#agenda.failures;
  }

  /** The events from now on, or after a cursor; each at least once. */
  async events(identity: Identity, accepts: (event: EventRow) => boolean, after?: EventCursor): Promise<LiveStream<EventRow | StreamEnd>> {
    const queue = this.#audience.subscribe(this.#audience.events, identity, accepts);
    return this.#opened(queue, async () => {
      await this.#begin();
      const played = after ? await this.#since(after) : [];
      const ids = new Set(played.map((event) => event.id));
      const isRepeated = (item: EventRow | StreamEnd) => 'id' in item && ids.delete(item.id);
      return new LiveStream(queue, played.filter(accepts), ids.size > 0 ? isRepeated : undefined);
    });
  }

  /** What changes of some kinds of resources (undefined: all of them), or of some ids. */
  async changes(
    identity: Identity,
    typenames: ReadonlySet<string> | undefined,
    ids: readonly TypedId[] | undefined,
  ): Promise<LiveStream<ResourceChange | StreamEnd>> {
    const named = ids && new Set(ids.map(({ typename, id }) => `${typename}:${id}`));
    const kinds = ids
      ? new Set(ids.map((id) => id.typename))
      : (typenames ?? new Set([...this.#options.resources.all].map(({ typename }) => typename)));
    const accepts = (change: ResourceChange) => kinds.has(change.typename) && (!named || named.has(`${change.typename}:${change.id}`));
    const first = this.#audience.changes.size === 0;
    for (const { typename, id } of ids ?? []) this.tracker.watch(typename, [id]);
    const queue = this.#audience.subscribe(this.#audience.changes, identity, accepts, kinds);
    return this.#opened(queue, async () => {
      await this.#begin();
      if (first) this.tracker.reconcileByAge();
      this.#agenda.refresh();
      // what its page was read before may have changed until now
      return new LiveStream(queue, this.#recent.latest().filter(accepts));
    });
  }

  /** Jobs of the account as they begin, go on and end; those pending now come first. */
  async jobChanges(identity: Identity, accepts: (job: JobRow) => boolean): Promise<LiveStream<JobRow | StreamEnd>> {
    const queue = this.#audience.subscribe(this.#audience.jobs, identity, accepts);
    return this.#opened(queue, async () => {
      await this.#begin();
      this.jobs.lookSoon();
      this.#agenda.refresh();
      return new LiveStream(queue, this.jobs.known().filter(accepts));
    });
  }

  /** Keeps a keeper told of all changes of its kind, from now on; answers how to let go of it. */
  async keep(identity: Identity, keeper: Keeper): Promise<() => void> {
    const release = this.#audience.keep(identity, keeper);
    try {
      await this.#begin();
    } catch (error) {
      release();
      throw error;
    }
    return release;
  }

  /** Waits for the end of a job; undefined when it has not ended in `timeoutMs`. */
  async waitForJob(identity: Identity, job: JobRow, timeoutMs: number): Promise<JobRow | undefined> {
    const leave = this.#audience.members.join(identity);
    this.#waiters++;
    try {
      this.jobs.track(job);
      this.#agenda.refresh();
      return await this.jobs.waitFor(job.id, timeoutMs);
    } finally {
      leave();
      this.#waiters--;
      this.#options.changed();
    }
  }

  /** Something has happened that concerns this user. `atOnce`: the user did it. */
  wake(atOnce: boolean): void {
    if (!this.#polls()) return;
    this.#eventChore.wake(atOnce);
    this.#agenda.refresh();
  }

  /** Looks once, also where another replica polls: something may have been missed, written since `from` (milliseconds). */
  heal(from?: number): void {
    if (from !== undefined) this.feed.rewind(from);
    this.#healing = true;
    this.#eventChore.heal();
    this.#agenda.refresh();
  }

  /** Events that another replica read as this user. */
  absorb(events: readonly EventRow[]): void {
    // what comes while this replica looks around or heals must not overtake what it is about to find
    if (!this.feed.begun || this.#healing) {
      this.#early.push(...events);
      return;
    }
    const fresh = this.feed.absorb(events);
    if (fresh.length > 0) this.#came(fresh);
    this.#agenda.refresh();
  }

  /** What the user has just done through this gateway. */
  acted(touched: readonly { readonly typename: string; readonly id: string; readonly created: boolean }[], job?: JobRow): void {
    for (const { typename, id, created } of touched) this.tracker.touch(typename, id, created);
    if (job && this.watchers > 0) this.jobs.track(job);
    this.wake(true);
  }

  /** What the user has just done through another replica. */
  actedElsewhere(ids: readonly string[]): void {
    for (const id of ids) this.tracker.touchIfShown(id);
    this.wake(true);
    this.#agenda.refresh();
  }

  /** A query has shown rows to this user. */
  saw(resource: LiveResource, rows: readonly LiveRow[]): void {
    this.tracker.saw(resource, rows);
    this.#agenda.refresh();
  }

  /** Something has happened to an id, maybe by somebody whose events this user does not see. */
  touchIfShown(id: string): void {
    let shown = this.tracker.touchIfShown(id);
    for (const keeper of this.#audience.keepers) {
      if (!keeper.has(id)) continue;
      this.tracker.touch(keeper.typename, id);
      shown = true;
    }
    if (shown) this.#agenda.refresh();
  }

  /** Something has another owner, who may be this one. */
  moved(event: Moved): void {
    this.tracker.hinted(event);
    this.#agenda.refresh();
  }

  /** Somebody may have joined or left a project. */
  regroup(): void {
    forgetProjects(this.#options.services.cache, this.identity.key);
    for (const keeper of this.#audience.keepers) keeper.regroup();
  }

  /** A row is not as it was, or gone: it is fetched anew. */
  touch(typename: string, id: string): void {
    this.tracker.touch(typename, id);
    this.#agenda.refresh();
  }

  /** A context that looks as this user, by the next credential in turn. */
  context(): GatewayContext {
    return this.#context();
  }

  /** Looks at its chores anew, after something outside has changed. */
  refresh(): void {
    this.#agenda.refresh();
  }

  /** Ends all subscriptions, or those that came by one credential. */
  end(error: GatewayError, credential?: string): void {
    this.#audience.end(error, credential);
  }

  stop(): void {
    this.#agenda.stop();
    this.jobs.stop();
  }

  async #begin(): Promise<void> {
    if (this.feed.begun) return;
    const latest = await this.feed.begin();
    // A page reads first and listens then: what was done in between is in the log, and is looked at again.
    const from = this.#options.clock.now() - this.#options.timing.betweenMs;
    this.tracker.named(latest.filter((event) => parseCloudStackDate(event.created) >= from));
    if (!this.#healing) this.absorb(this.#early.splice(0));
    this.#audienceChanged();
  }

  #healed(): void {
    this.#healing = false;
    this.absorb(this.#early.splice(0));
  }

  async #opened<T extends object>(queue: SubscriberQueue<T>, open: () => Promise<LiveStream<T>>): Promise<LiveStream<T>> {
    try {
      return await open();
    } catch (error) {
      await queue.return();
      throw error;
    }
  }

  async #since(after: EventCursor): Promise<readonly EventRow[]> {
    try {
      return await this.feed.since(after);
    } catch (error) {
      if (error instanceof LongWindowError) throw cursorTooOld();
      throw error;
    }
  }

  #came(events: readonly EventRow[]): void {
    const { reads, cache } = this.#options.services;
    reads.renew(this.identity.key);
    cache.changed(this.identity.key);
    this.#audience.events.publish(events);
    this.tracker.named(events);
    if (events.some((event) => this.#options.resources.isBlind(event))) for (const keeper of this.#audience.keepers) keeper.relistSoon();
    if (events.some(({ type }) => isOfProjects(type))) this.regroup();
    this.jobs.noticed(events);
  }

  #publish(changes: readonly ResourceChange[]): void {
    this.#recent.add(changes);
    for (const keeper of this.#audience.keepers) keeper.changed(changes);
    this.#audience.changes.publish(changes);
  }

  #jobEnded(job: JobRow): void {
    if (job.resource) this.tracker.touch(job.resource.typename, job.resource.id);
    this.#eventChore.wake(true);
  }

  #interval(): number | undefined {
    if (!this.#polls()) return undefined;
    if (this.watchers === 0) return this.#audience.keepers.size === 0 ? undefined : this.#options.timing.clockUnwatchedMs;
    const { timing, hintsAvailable } = this.#options;
    return hintsAvailable() ? timing.clockWithHintsMs : aloneInterval(timing, this.tracker.kinds);
  }

  #polls(): boolean {
    return this.#options.relay.polls(this.identity.key);
  }

  #context(): GatewayContext {
    this.#current = this.#audience.members.next() ?? this.#current;
    return createContext(this.#options.services, { requestId: 'live', address: '', https: false, byItself: true }, this.#current);
  }

  #failed(error: unknown): 'again' | 'pause' | 'stop' {
    if (!(error instanceof AuthenticationError)) {
      this.#options.failed(error);
      if (this.#agenda.failures >= 3) this.#stepDown();
      return 'pause';
    }
    const refused = refusedIdentity.get(error) ?? this.#current;
    return this.#audience.credentialRefused(refused, credentialEnded()) ? 'again' : 'stop';
  }

  /** Maybe another replica reaches CloudStack: it shall poll for a while. */
  #stepDown(): void {
    const { relay, clock } = this.#options;
    relay.leave(this.identity.key);
    clock.schedule(stepDownMs, () => this.#audienceChanged());
  }

  #audienceChanged(): void {
    const { relay } = this.#options;
    // whoever polls for others must have begun before they rely on it
    const listens = this.watchers > 0 || this.#audience.keepers.size > 0;
    if (!listens) relay.leave(this.identity.key);
    else if (this.feed.begun) relay.join(this.identity.key);
    this.#agenda.refresh();
    this.#options.changed();
  }
}
