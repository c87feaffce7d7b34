import type { ListCommand, Params, Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../context.ts';
import { Agenda } from '../events/agenda.ts';
import type { Cohort } from '../events/cohort.ts';
import type { Keeper } from '../events/keeper.ts';
import type { LiveResource } from '../events/live-resources.ts';
import type { ResourceChange } from '../events/resource-tracker.ts';
import type { Clock } from '../events/timing.ts';
import type { Identity } from '../identity/identity.ts';
import { dropSlippedProjects } from '../scope.ts';
import { INDEX_PAGE, IndexFiller } from './index-filler.ts';
import type { IndexedResource, OwnedKeys } from './indexed-resource.ts';
import { ProjectChore } from './project-chore.ts';
import { ResourceIndex } from './resource-index.ts';

/** Everything is listed anew in this time, for changes that write no event; longer lists take longer. */
const relistMs = 10 * 60_000;
const relistPageMs = 30_000;

export interface IndexKeeperOptions<C extends ListCommand, K extends OwnedKeys, Order extends string> {
  readonly resource: IndexedResource<C, K, Order>;
  readonly live: LiveResource;
  readonly variant: string;
  readonly cohort: Cohort;
  readonly identity: Identity;
  readonly clock: Clock;
  /** The index is of no use any more: its identity can no longer be read as. */
  readonly ended: () => void;
  readonly failed: (error: unknown) => void;
}

/** Keeps one index true: filled once, then by the live path, then by listing slowly anew. */
export class IndexKeeper<C extends ListCommand, K extends OwnedKeys, Order extends string> implements Keeper {
  readonly index: ResourceIndex<C, K, Order>;
  readonly #options: IndexKeeperOptions<C, K, Order>;
  readonly #agenda: Agenda;
  readonly #projects: ProjectChore;
  #filler: IndexFiller<C, K, Order>;
  #release: (() => void) | undefined;
  #starting: Promise<void> | undefined;
  #relist: { page: number; list: number; seen: Set<string>; before: Set<string> } | undefined;
  #relistAt = Number.POSITIVE_INFINITY;

  constructor(options: IndexKeeperOptions<C, K, Order>) {
    this.#options = options;
    this.index = new ResourceIndex(options.resource);
    this.#filler = this.#newFiller();
    const dueAt = () => (this.#filler.complete ? this.#relistAt : undefined);
    const chore = {
      get dueAt() {
        return dueAt();
      },
      run: () => this.#relistPage(),
    };
    this.#projects = new ProjectChore({
      clock: options.clock,
      context: () => this.#context(),
      // CloudStack shows admins what they are no members of, too
      wanted: () => this.complete && options.identity.roleType === 'User',
      kept: () => this.index.inProjects(),
      left: (ids) => {
        for (const id of ids) options.cohort.touch(this.typename, id);
      },
      joined: () => this.relistSoon(),
    });
    this.#agenda = new Agenda([chore, this.#projects], {
      clock: options.clock,
      failureMs: 5000,
      failureMaxMs: 60_000,
      failed: (error) => {
        options.failed(error);
        return 'pause';
      },
    });
  }

  get typename(): string {
    return this.#options.resource.typename;
  }

  get complete(): boolean {
    return this.#filler.complete;
  }

  get progress(): { readonly done: number; readonly total: number } {
    return this.#filler.progress;
  }

  /** Begins, and waits for the first page, and `ms` more for the rest. */
  async ready(ms: number): Promise<void> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    await this.#starting;
    await this.#filler.start();
    await this.#filler.settle(ms);
    if (this.complete && this.#relistAt === Number.POSITIVE_INFINITY) this.#planRelist();
  }

  stop(): void {
    this.#filler.stop();
    this.#agenda.stop();
    this.#release?.();
    this.#release = undefined;
  }

  has(id: string): boolean {
    return this.index.has(id);
  }

  changed(changes: readonly ResourceChange[]): void {
    for (const { kind, typename, id, row } of changes) {
      if (typename !== this.typename) {
        if (kind === 'REMOVED') for (const under of this.index.with(id)) this.#options.cohort.touch(this.typename, under);
        continue;
      }
      this.#filler.heard(id);
      if (kind === 'REMOVED') this.index.delete(id);
      else if (row && (this.index.has(id) || !this.#options.resource.newRowsByList)) this.index.set(row as Row<C> & { id: string });
      else this.#refill();
    }
  }

  relistSoon(): void {
    if (this.#relistAt !== Number.POSITIVE_INFINITY) this.#relistAt = this.#options.clock.now();
    this.#agenda.refresh();
  }

  regroup(): void {
    if (this.#options.identity.roleType === 'User') this.#projects.lookSoon();
    else this.relistSoon();
    this.#agenda.refresh();
  }

  ended(): void {
    this.stop();
    this.#options.ended();
  }

  async #start(): Promise<void> {
    // first the live path, then the list: what happens in between is heard
    this.#release = await this.#options.cohort.keep(this.#options.identity, this);
  }

  /** A new image may belong here or not: the list says. */
  #refill(): void {
    this.#filler.stop();
    this.#filler = this.#newFiller();
    void this.#filler.start().catch(this.#options.failed);
  }

  #newFiller(): IndexFiller<C, K, Order> {
    const { variant, clock } = this.#options;
    return new IndexFiller({ index: this.index, variant, context: () => this.#context(), clock });
  }

  #context(): GatewayContext {
    return this.#options.cohort.context();
  }

  #planRelist(): void {
    const pages = Math.ceil(this.index.size / INDEX_PAGE);
    this.#relist = undefined;
    this.#relistAt = this.#options.clock.now() + Math.max(relistMs - pages * relistPageMs, relistPageMs);
    this.#agenda.refresh();
  }

  async #relistPage(): Promise<void> {
    const { resource, live, variant, cohort } = this.#options;
    this.#relist ??= { page: 1, list: 0, seen: new Set(), before: new Set(this.index.ids()) };
    const { page, list, seen, before } = this.#relist;
    const context = this.#context();
    const parameters = resource.lists(context.cloud.identity, variant)[list];
    const asked = { ...parameters, details: 'min', page, pagesize: INDEX_PAGE };
    const answer = await context.cloud.list(resource.command, asked as unknown as Params<C>);
    for (const row of (await dropSlippedProjects(context, answer.rows as object[])) as readonly (Row<C> & { id: string })[]) {
      seen.add(row.id);
      const [known] = this.index.rows([row.id]);
      if (!known || live.digest(known) !== live.digest(row)) cohort.touch(this.typename, row.id);
    }
    const { clock } = this.#options;
    if (answer.rows.length === INDEX_PAGE) {
      this.#relist = { ...this.#relist, page: page + 1 };
      this.#relistAt = clock.now() + relistPageMs;
    } else if (list + 1 < resource.lists(context.cloud.identity, variant).length) {
      // pages of one list are far apart, so that CloudStack has time for others; another list follows at once
      this.#relist = { ...this.#relist, page: 1, list: list + 1 };
      this.#relistAt = clock.now();
    } else {
      for (const id of before) if (!seen.has(id) && this.index.has(id)) cohort.touch(this.typename, id);
      this.#planRelist();
    }
  }
}
