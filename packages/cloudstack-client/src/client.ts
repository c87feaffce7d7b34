import { type AsyncJobHandle, jobStateOf, waitForJob } from './async-jobs.ts';
import type { AsyncCommand, Command, CommandArguments, ListCommand, PageArguments, Result, Row, SyncCommand } from './commands.ts';
import { isRecord, type ListResult, listOf, objectOf } from './envelope.ts';
import { CloudStackAuthenticationError, CloudStackError, CloudStackPermissionError, CloudStackTransportError } from './errors.ts';
import { commandKind, mayBeMissing } from './generated/command-table.ts';
import { maxPageSize, walkPages } from './paging.ts';
import { type Session, sessionForm } from './sessions.ts';
import { flattenParameters, type Parameter, signedForm } from './signing.ts';
import type { CallOptions, Transport, TransportCall } from './transport.ts';

/** Who calls: an API key pair, or a session of `login`. */
export type Credentials = { kind: 'keys'; apiKey: string; secretKey: string } | { kind: 'session'; session: Session };

/** CloudStack as one caller sees it. Cheap: make one for each identity on a shared transport. */
export class CloudStackClient {
  readonly #transport: Transport;
  readonly #credentials: Credentials;

  constructor(options: { transport: Transport; credentials: Credentials }) {
    this.#transport = options.transport;
    this.#credentials = options.credentials;
  }

  /**
   * Calls a command. A list answers `{ count, rows }`, a synchronous command its object, an asynchronous one the handle of
   * its job. The type of the answer follows from the name of the command.
   * @throws CloudStackError
   */
  call<C extends ListCommand>(command: C, ...args: CommandArguments<C>): Promise<ListResult<Row<C>>>;
  call<C extends AsyncCommand>(command: C, ...args: CommandArguments<C>): Promise<AsyncJobHandle<Row<C>>>;
  call<C extends SyncCommand>(command: C, ...args: CommandArguments<C>): Promise<Result<C>>;
  async call(command: Command, params: object = {}, options?: CallOptions): Promise<unknown> {
    const value = await this.callRaw(command, params as Record<string, unknown>, options);
    switch (commandKind(command)) {
      case 'list':
        return listOf(value);
      case 'async':
        return this.#jobOf(value, command);
      default:
        return objectOf(value);
    }
  }

  /** Calls any command, in the catalogue or not, and answers the single top-level value of the envelope. */
  async callRaw(command: string, params: Readonly<Record<string, unknown>> = {}, options?: CallOptions): Promise<unknown> {
    try {
      return await this.#send(command, params, options);
    } catch (error) {
      throw (await this.#isMissing(command, error, options)) ? missing(command) : error;
    }
  }

  async #send(command: string, params: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<unknown> {
    const all: Parameter[] = [['command', command], ['response', 'json'], ...flattenParameters(params)];
    const { value } = await this.#transport.send({ command, lane: this, options, ...this.#authorize(all) });
    return value;
  }

  // By key, a command that the server does not have is refused with the 401 of a wrong signature. Before the keys are blamed
  // for one that only newer servers have, the server is asked for it.
  async #isMissing(command: string, error: unknown, options?: CallOptions): Promise<boolean> {
    const blamed = error instanceof CloudStackAuthenticationError && error.clockSkewMs === undefined && this.#credentials.kind === 'keys';
    if (!blamed || !mayBeMissing(command)) return false;
    return this.#send('listApis', { name: command }, options).then(
      () => false,
      (refusal: unknown) => refusal instanceof CloudStackError && refusal.errorCode === noSuchApi,
    );
  }

  /** All rows of a list, page by page, each once ({@link walkPages}). */
  pages<C extends ListCommand>(command: C, ...args: PageArguments<C>): AsyncGenerator<Row<C>, void, undefined> {
    const [params, options = {}] = args;
    const { pageSize = maxPageSize, ...callOptions } = options;
    return walkPages(async (page) => {
      const paged = { ...params, page: page.page, pagesize: page.pageSize };
      return listOf(await this.callRaw(command, paged, callOptions)) as ListResult<Row<C>>;
    }, pageSize);
  }

  /** The handle of a job that was started elsewhere. */
  job(jobId: string): AsyncJobHandle<unknown> {
    return this.#handle(jobId, undefined, 'queryAsyncJobResult');
  }

  #authorize(params: readonly Parameter[]): Pick<TransportCall, 'form' | 'cookie' | 'bySession'> {
    const credentials = this.#credentials;
    if (credentials.kind === 'session') return sessionForm(credentials.session, params);
    return { form: (expiresAt) => signedForm(params, credentials, expiresAt) };
  }

  #jobOf(value: unknown, command: string): AsyncJobHandle<unknown> {
    const fields = isRecord(value) ? value : {};
    if (typeof fields.jobid !== 'string') {
      throw new CloudStackTransportError({
        command,
        kind: 'invalid-response',
        errorText: 'the answer to an asynchronous command has no jobid',
      });
    }
    return this.#handle(fields.jobid, typeof fields.id === 'string' ? fields.id : undefined, command);
  }

  #handle(jobId: string, resourceId: string | undefined, command: string): AsyncJobHandle<unknown> {
    const poll = async (signal?: AbortSignal) =>
      jobStateOf<unknown>(await this.callRaw('queryAsyncJobResult', { jobid: jobId }, { signal }), jobId, command);
    return {
      jobId,
      resourceId,
      poll: (options) => poll(options?.signal),
      wait: (options) => waitForJob(poll, { jobId, command }, options),
    };
  }
}

/** What `listApis` answers to a name it does not have: 530 "unable to find an api by that name". */
const noSuchApi = 530;

/** As CloudStack says it by session: 432. */
function missing(command: string): CloudStackPermissionError {
  const errorText = `The API [${command}] does not exist on this server: its version may be too old for it`;
  return new CloudStackPermissionError({ command, errorCode: 432, errorText });
}
