import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Services } from '../context.ts';
import type { GatewayError } from '../errors.ts';
import type { Identity } from '../identity/identity.ts';
import { type JobRow, pendingJob } from '../jobs/job.ts';
import { Cohort } from './cohort.ts';
import type { EventRow } from './event-row.ts';
import { type Hint, HintHub } from './hint-hub.ts';
import type { LiveHints, MutationHint } from './hints.ts';
import { type LiveResource, LiveResources, type LiveRow } from './live-resources.ts';
import { alone, type Relay } from './relay.ts';
import { Screen } from './screen.ts';
import { ServiceAccountWatch } from './service-account.ts';
import { type Clock, defaultTiming, type LiveTiming, realClock } from './timing.ts';

export interface LiveOptions {
  readonly resources: readonly LiveResource[];
  /** Who reads all events for hints; a root admin. */
  readonly serviceAccount?: (() => Promise<Identity>) | undefined;
  readonly timing?: Partial<LiveTiming>;
  readonly clock?: Clock;
  /** The other replicas, when there are any. */
  readonly relay?: Relay | undefined;
}

/** Identities of which it is remembered what they have on their screens. */
const screensKept = 500;
const screenMs = 15 * 60_000;
/** Name of the lease under which one replica polls all events. */
const SERVICE_ACCOUNT = 'service account';
/** A replica that polls all events says so every second. */
const peerAliveMs = 4000;

/** The live path: one cohort for each CloudStack user that watches, hints for all of them. */
export class Live implements LiveHints {
  readonly resources: LiveResources;
  readonly hints: HintHub;
  readonly clock: Clock;
  readonly timing: LiveTiming;
  readonly #cohorts = new Map<string, Cohort>();
  readonly #screens = new LRUCache<string, Screen>({ max: screensKept, ttl: screenMs, updateAgeOnGet: true });
  readonly #relay: Relay;
  /** Who the service account is; undefined: there is none. */
  readonly serviceAccount: (() => Promise<Identity>) | undefined;
  #services: Services | undefined;
  #watch: ServiceAccountWatch | undefined;
  #closed: GatewayError | undefined;
  #peerWatchesUntil = 0;
  readonly #ending = new AbortController();

  constructor(options: LiveOptions) {
    this.resources = new LiveResources(options.resources);
    this.clock = options.clock ?? realClock;
    this.timing = { ...defaultTiming, ...options.timing };
    this.serviceAccount = options.serviceAccount;
    this.#relay = options.relay ?? alone;
    this.#relay.listen({
      received: (user, events, heal) => this.#received(user, events, heal),
      hinted: (hints, alive) => this.#hintedElsewhere(hints, alive),
      turned: (user) => this.#turned(user),
      heal: () => {
        for (const cohort of this.#cohorts.values()) cohort.heal();
      },
    });
    this.hints = new HintHub(() => this.#refresh());
    this.hints.listen((hints) => this.#hinted(hints));
  }

  /** Takes the services that cohorts ask CloudStack with. Once, before the first subscription. */
  start(services: Services): void {
    this.#services = services;
    if (!this.serviceAccount) return;
    this.#watch = new ServiceAccountWatch({
      services,
      identify: this.serviceAccount,
      clock: this.clock,
      timing: this.timing,
      wanted: () => this.watchers > 0 && this.#relay.polls(SERVICE_ACCOUNT),
      hints: (hints) => {
        this.hints.publish(hints);
        this.#relay.hint(hints, true);
      },
      working: (works) => this.hints.working('service account', works),
      failed: (error) => services.log.debug({ err: error }, "the service account's poll of events failed"),
    });
  }

  /** Aborted once this process goes down: what waits for something far off waits no longer. */
  get goingDown(): AbortSignal {
    return this.#ending.signal;
  }

  /** Open subscriptions of all cohorts. */
  get watchers(): number {
    let count = 0;
    for (const cohort of this.#cohorts.values()) count += cohort.watchers;
    return count;
  }

  get cohorts(): ReadonlyMap<string, Cohort> {
    return this.#cohorts;
  }

  /** The cohort of a user; made when there is none. Throws while the process goes down. */
  cohort(identity: Identity): Cohort {
    if (this.#closed) throw this.#closed;
    const services = this.#services;
    if (!services) throw new Error('the live path was not started');
    const known = this.#cohorts.get(identity.key);
    if (known) return known;
    const cohort = new Cohort({
      services,
      identity,
      resources: this.resources,
      screen: this.#screen(identity.key),
      clock: this.clock,
      timing: this.timing,
      relay: this.#relay,
      hintsAvailable: () => this.hints.available || this.clock.now() < this.#peerWatchesUntil,
      changed: () => this.#cohortChanged(identity.key),
      failed: (error) => services.log.debug({ err: error, user: identity.username }, 'a poll failed'),
    });
    this.#cohorts.set(identity.key, cohort);
    return cohort;
  }

  mutationDone(hint: MutationHint): void {
    const touched = hint.resourceIds.flatMap((text) => {
      const at = text.indexOf(':');
      return at < 0
        ? []
        : [{ typename: text.slice(0, at), id: text.slice(at + 1), created: /^(create|deploy|register|copy|upload)/.test(hint.command) }];
    });
    const [first] = touched;
    const job =
      hint.jobId === undefined ? undefined : pendingJob(hint.jobId, hint.command, first && { typename: first.typename, id: first.id });
    this.#cohorts.get(hint.identity)?.acted(touched, job);
    const done: Hint = { source: 'mutation', userId: hint.identity, resourceIds: touched.map(({ id }) => id) };
    this.hints.publish([done]);
    this.#relay.hint([done], false);
  }

  /** A query has shown rows of a list command to somebody. */
  saw(userId: string, command: string, rows: readonly LiveRow[]): void {
    const resource = this.resources.ofCommand(command);
    if (!resource || rows.length === 0) return;
    const cohort = this.#cohorts.get(userId);
    if (cohort) {
      cohort.saw(resource, rows);
      return;
    }
    const screen = this.#screen(userId);
    const at = this.clock.now();
    for (const row of rows.slice(0, 200)) screen.note(resource, row, false, at);
  }

  /** Waits for a job's end, together with all that wait for jobs of the same account; undefined when that is not seen in time. */
  async waitForJob(identity: Identity, job: JobRow, timeoutMs: number): Promise<JobRow | undefined> {
    if (this.#closed) return undefined;
    return this.cohort(identity).waitForJob(identity, job, timeoutMs);
  }

  /** Somebody has signed out: what came by that credential is closed. */
  credentialEnded(userId: string, credential: string, error: GatewayError): void {
    this.#cohorts.get(userId)?.end(error, credential);
  }

  /** Ends every subscription with `error`; no new ones are taken. Waits until that was read, for a second at most. */
  async close(error: GatewayError): Promise<void> {
    this.#closed = error;
    this.#ending.abort();
    this.#watch?.stop();
    const cohorts = [...this.#cohorts.values()];
    for (const cohort of cohorts) {
      cohort.end(error);
      cohort.stop();
    }
    const patience = AbortSignal.timeout(1000);
    while (!patience.aborted && cohorts.some((cohort) => cohort.unread > 0)) await nextTurn();
    // what was read still has to be written to its socket
    await sleep(20);
  }

  #screen(userId: string): Screen {
    const known = this.#screens.get(userId);
    if (known) return known;
    const screen = new Screen();
    this.#screens.set(userId, screen);
    return screen;
  }

  #hinted(hints: readonly Hint[]): void {
    for (const cohort of this.#cohorts.values()) {
      for (const hint of hints) {
        if (hint.userId === cohort.identity.key) continue;
        if (hint.memberships) cohort.regroup();
        for (const id of hint.resourceIds) cohort.touchIfShown(id);
        if (hint.moved) cohort.moved(hint.moved);
        if (concerns(hint, cohort.identity)) cohort.wake(false);
      }
    }
  }

  #received(user: string, events: readonly EventRow[], heal: { readonly from?: number } | undefined): void {
    const cohort = this.#cohorts.get(user);
    cohort?.absorb(events);
    if (heal) cohort?.heal(heal.from);
  }

  #hintedElsewhere(hints: readonly Hint[], alive: boolean): void {
    if (alive) {
      const before = this.clock.now() < this.#peerWatchesUntil;
      this.#peerWatchesUntil = this.clock.now() + peerAliveMs;
      if (!before) this.#refresh();
    }
    for (const { userId, resourceIds } of hints) {
      if (userId === undefined) continue;
      this.#services?.reads.renew(userId);
      this.#services?.cache.changed(userId);
      this.#cohorts.get(userId)?.actedElsewhere(resourceIds);
    }
    this.hints.publish(hints);
  }

  #turned(user: string | undefined): void {
    for (const cohort of user === undefined ? this.#cohorts.values() : [this.#cohorts.get(user)]) cohort?.wake(true);
    this.#refresh();
    this.#watch?.refresh();
  }

  #cohortChanged(key: string): void {
    const cohort = this.#cohorts.get(key);
    if (cohort?.idle) {
      cohort.stop();
      this.#cohorts.delete(key);
    }
    // the service account looks on wherever somebody watches, by one replica for all
    if (this.#watch && this.watchers > 0) this.#relay.join(SERVICE_ACCOUNT);
    else this.#relay.leave(SERVICE_ACCOUNT);
    this.#watch?.refresh();
  }

  #refresh(): void {
    for (const cohort of this.#cohorts.values()) cohort.refresh();
  }
}

/** Whether what a hint tells of may have written an event that the user sees. When in doubt: yes. */
export function concerns(hint: Hint, identity: Pick<Identity, 'account' | 'domainId' | 'roleType'>): boolean {
  if (hint.source === 'mutation') return false;
  if (identity.roleType !== 'User') return true;
  if (hint.projectId !== undefined) return true;
  if (hint.account !== undefined && hint.account !== identity.account) return false;
  return hint.domainId === undefined || hint.domainId === identity.domainId;
}
