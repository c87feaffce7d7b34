import type { ListCommand, Params, Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../context.ts';
import type { Clock } from '../events/timing.ts';
import { dropSlippedProjects } from '../scope.ts';
import type { OwnedKeys } from './indexed-resource.ts';
import type { ResourceIndex } from './resource-index.ts';

/** Rows a page: CloudStack's most. */
export const INDEX_PAGE = 500;
const inFlight = 2;

export interface FillerOptions<C extends ListCommand, K extends OwnedKeys, Order extends string> {
  readonly index: ResourceIndex<C, K, Order>;
  readonly variant: string;
  /** A context of the identity, new for each call. */
  readonly context: () => GatewayContext;
  readonly clock: Clock;
}

/** Lists a kind of resource wholly: once to fill the index, then slowly again for what writes no event. */
export class IndexFiller<C extends ListCommand, K extends OwnedKeys, Order extends string> {
  readonly #options: FillerOptions<C, K, Order>;
  /** Rows that changed while they were being listed: what the live path said of them is newer. */
  readonly #newer = new Set<string>();
  #total = 0;
  #complete = false;
  #filling: Promise<void> | undefined;
  #firstPage: Promise<void> | undefined;
  #stopped = false;

  constructor(options: FillerOptions<C, K, Order>) {
    this.#options = options;
  }

  get complete(): boolean {
    return this.#complete;
  }

  get progress(): { readonly done: number; readonly total: number } {
    return { done: Math.min(this.#options.index.size, this.#total), total: this.#total };
  }

  /** Fills the index, unless that is done or under way. Resolves when the first page is there: a short list is complete then. */
  start(): Promise<void> {
    if (this.#complete) return Promise.resolve();
    if (!this.#firstPage) {
      let firstDone: () => void = () => undefined;
      const first = new Promise<void>((resolve) => {
        firstDone = resolve;
      });
      this.#filling = this.#fill(firstDone).catch((error: unknown) => {
        this.#filling = undefined;
        this.#firstPage = undefined;
        throw error;
      });
      // a failure of the first page is its reader's; a later one begins anew with the next reader
      this.#firstPage = Promise.race([first, this.#filling]);
      this.#filling.catch(() => undefined);
    }
    return this.#firstPage;
  }

  /** Waits until the index is complete, `ms` at most; not at all for a list of many pages, which takes longer. */
  async settle(ms: number): Promise<void> {
    if (this.#complete || !this.#filling || this.#total > INDEX_PAGE * (1 + inFlight)) return;
    const patience = new Promise<void>((resolve) => {
      this.#options.clock.schedule(ms, resolve);
    });
    await Promise.race([this.#filling.catch(() => undefined), patience]);
  }

  /** The live path has said something of a row. */
  heard(id: string): void {
    if (!this.#complete) this.#newer.add(id);
  }

  stop(): void {
    this.#stopped = true;
  }

  async #fill(firstDone: () => void): Promise<void> {
    const { index, variant, context } = this.#options;
    const lists = index.resource.lists(context().cloud.identity, variant);
    const counts: number[] = [];
    const seen = lists.map(() => new Set<string>());
    for (const [number, list] of lists.entries()) {
      const { rows, count, ids } = await this.#read(list, 1);
      counts[number] = count;
      for (const id of ids) seen[number]?.add(id);
      this.#take(rows);
      this.#total = counts.reduce((sum, n) => sum + n, 0);
      const last = number === lists.length - 1;
      if (last && counts.every((n) => n <= INDEX_PAGE)) this.#complete = true;
      if (last) firstDone();
    }
    const pages = lists.flatMap((list, number) =>
      Array.from({ length: Math.ceil((counts[number] ?? 0) / INDEX_PAGE) - 1 }, (_, page) => ({ list, page: page + 2, number })),
    );
    await this.#readAll(pages, seen);
    // a row that was deleted meanwhile moved others to pages already read
    const short = pages.filter(({ number }) => (seen[number]?.size ?? 0) < (counts[number] ?? 0));
    await this.#readAll(short, seen);
    if (this.#stopped) return;
    this.#complete = true;
    this.#newer.clear();
  }

  /** A few at a time, taken in CloudStack's order. */
  async #readAll(pages: readonly { list: object; page: number; number: number }[], seen: readonly Set<string>[]): Promise<void> {
    for (let at = 0; at < pages.length && !this.#stopped; at += inFlight) {
      const some = pages.slice(at, at + inFlight);
      const answers = await Promise.all(some.map(({ list, page }) => this.#read(list, page)));
      answers.forEach(({ rows, ids }, n) => {
        for (const id of ids) seen[some[n]?.number ?? 0]?.add(id);
        this.#take(rows);
      });
    }
  }

  async #read(list: object, page: number) {
    const { index, context } = this.#options;
    const { command, details } = index.resource;
    const at = context();
    const asked = {
      ...list,
      ...(details === undefined || details === 'everything' ? {} : { details: [...details] }),
      page,
      pagesize: INDEX_PAGE,
    };
    const answer = await at.cloud.list(command, asked as unknown as Params<C>);
    const ids = (answer.rows as { id: string }[]).map(({ id }) => id);
    return { count: answer.count, ids, rows: await dropSlippedProjects(at, answer.rows as object[]) };
  }

  #take(rows: readonly object[]): void {
    for (const row of rows as readonly (Row<C> & { id: string })[]) if (!this.#newer.has(row.id)) this.#options.index.set(row);
  }
}
