import {
  type AsyncCommand,
  type AsyncJobHandle,
  CloudStackAuthenticationError,
  CloudStackClient,
  type Credentials,
  type ListCommand,
  type Params,
  type Result,
  type Row,
  type SyncCommand,
  type Transport,
} from '@cloudstack-graph/client';
import { type InFlightReads, stableKey } from './coalesce.ts';
import { AuthenticationError } from './errors.ts';
import { type Identity, isAdmin } from './identity/identity.ts';
import { type CallSituation, fromUpstream } from './upstream-errors.ts';

/** Whose credential CloudStack refused, by the error that says so. */
export const refusedIdentity = new WeakMap<object, Identity>();

/** One answer of a list command: its rows, and how many there are in all pages. */
export interface Page<T> {
  rows: T[];
  count: number;
}

/** Parameters that a generic helper adds to a command's own; undefined ones are left out. */
export type MoreParameters = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** What somebody else wants to know of the calls. */
export interface CloudWatch {
  /** The rows of every list: they are on somebody's screen now. */
  saw?: ((command: string, rows: readonly { readonly id: string }[]) => void) | undefined;
  /** CloudStack no longer accepts the credential. */
  refused?: (() => void) | undefined;
}

// The client is the lane in which calls wait for their turn: one for each identity, so that a busy one does not hold up the others.
const clients = new WeakMap<Credentials, CloudStackClient>();

function clientOf(transport: Transport, credentials: Credentials): CloudStackClient {
  const known = clients.get(credentials);
  if (known) return known;
  const made = new CloudStackClient({ transport, credentials });
  clients.set(credentials, made);
  return made;
}

/**
 * CloudStack through one identity's eyes. Lists of admins carry `listall=true`; identical reads in flight are one call;
 * failures come out as the graph's own errors.
 */
export class Cloud {
  readonly identity: Identity;
  readonly client: CloudStackClient;
  readonly #reads: InFlightReads;
  readonly #watch: CloudWatch;

  constructor(services: { transport: Transport; reads: InFlightReads }, identity: Identity, watch: CloudWatch = {}) {
    this.identity = identity;
    this.#reads = services.reads;
    this.#watch = watch;
    this.client = clientOf(services.transport, identity.credentials);
  }

  /** One call of a list command. The rows are shared with identical calls in flight: do not change them. */
  async list<C extends ListCommand>(command: C, parameters: Params<C>): Promise<Page<Row<C>>> {
    const sent = clean(isAdmin(this.identity) ? { listall: true, ...parameters } : parameters);
    const call = () => this.client.call(command, ...([sent] as never)) as Promise<Page<Row<C>>>;
    const inProject = sent.projectid !== undefined && sent.projectid !== '-1';
    const page = await this.#reads.join(this.identity.key, stableKey(command, sent), () => this.#guard({ inProject }, call));
    this.#watch.saw?.(command, page.rows as readonly { id: string }[]);
    return page;
  }

  /** All rows of a list command, page after page (500 a page); stops once `limit` rows are there. */
  async listAll<C extends ListCommand>(command: C, parameters: Params<C>, limit = Number.POSITIVE_INFINITY): Promise<Page<Row<C>>> {
    const rows: Row<C>[] = [];
    for (let page = 1; ; page++) {
      const answer = await this.list(command, { ...parameters, page, pagesize: 500 } as Params<C>);
      rows.push(...answer.rows);
      if (answer.rows.length < 500 || rows.length >= answer.count || rows.length >= limit)
        return { rows, count: Math.max(answer.count, rows.length) };
    }
  }

  /** A synchronous command that only reads (`queryAsyncJobResult`); joined like lists. */
  read<C extends SyncCommand>(command: C, parameters: Params<C>): Promise<Result<C>> {
    const call = () => this.client.call(command, ...([clean(parameters)] as never)) as Promise<Result<C>>;
    return this.#reads.join(this.identity.key, stableKey(command, { ...parameters }), () => this.#guard({}, call));
  }

  /** A synchronous command that changes something. */
  async run<C extends SyncCommand>(command: C, parameters: Params<C>, situation: CallSituation = {}): Promise<Result<C>> {
    const call = () => this.client.call(command, ...([clean(parameters)] as never)) as Promise<Result<C>>;
    return await this.#guard(situation, call).finally(() => this.#reads.renew(this.identity.key));
  }

  /** A command that changes something and answers a list (`registerIso`). */
  async runList<C extends ListCommand>(command: C, parameters: Params<C>, situation: CallSituation = {}): Promise<Row<C>[]> {
    const call = () => this.client.call(command, ...([clean(parameters)] as never)) as Promise<Page<Row<C>>>;
    const { rows } = await this.#guard(situation, call).finally(() => this.#reads.renew(this.identity.key));
    return rows;
  }

  /** An asynchronous command; answers as soon as CloudStack has given the job's id. */
  async start<C extends AsyncCommand>(command: C, parameters: Params<C>, situation: CallSituation = {}): Promise<AsyncJobHandle<Row<C>>> {
    const call = () => this.client.call(command, ...([clean(parameters)] as never)) as Promise<AsyncJobHandle<Row<C>>>;
    return await this.#guard(situation, call).finally(() => this.#reads.renew(this.identity.key));
  }

  /** Any command that reads, in the catalogue or not; its answer without the envelope. */
  raw(command: string, parameters: Record<string, unknown>): Promise<unknown> {
    return this.#guard({}, () => this.client.callRaw(command, parameters));
  }

  /** Any command that changes something, in the catalogue or not. */
  rawChange(command: string, parameters: Record<string, unknown>): Promise<unknown> {
    return this.raw(command, parameters).finally(() => this.#reads.renew(this.identity.key));
  }

  /** Runs something against the client and says its failures in the graph's words. */
  async #guard<T>(situation: CallSituation, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CloudStackAuthenticationError) this.#watch.refused?.();
      const told = fromUpstream(error, { by: this.identity.via === 'session' ? 'session' : 'keys', ...situation });
      if (told instanceof AuthenticationError) refusedIdentity.set(told, this.identity);
      throw told;
    }
  }
}

function clean(parameters: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null));
}
