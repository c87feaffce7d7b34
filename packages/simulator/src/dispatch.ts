/** From a request to an answer: authentication, role, project, parameters, command, envelope. */

import { checkProject } from './access.ts';
import { authenticate } from './auth/authenticate.ts';
import { type SignInAnswer, signInCommands } from './auth/sign-in.ts';
import { type CatalogueCommand, catalogue } from './catalogue.ts';
import type { Cloud } from './cloud.ts';
import type { AsyncCommand, Body, Call, JobPlan, SyncCommand } from './command.ts';
import { checkMapNames, decodeParams } from './decoding.ts';
import { envelopeOf, errorBody, toJson, toXml } from './envelope.ts';
import { ApiError, INVALID, internal, unauthenticated, unavailable } from './errors.ts';
import { checkPage } from './paging.ts';
import { checkCharacters, Params } from './params.ts';
import type { Registry } from './registry.ts';
import type { ApiRequest } from './request.ts';
import { mayCall } from './resources/roles/role-records.ts';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** `Set-Cookie` headers. */
  readonly cookies: readonly string[];
  /** The error text again, as the `X-Description` header. */
  readonly description?: string;
  readonly command: string;
  /** The account that called, once it is known. */
  readonly account?: string;
  /** What the envelope holds; the cost model counts its rows. */
  readonly body: Body;
  /** The real answer, where it has to wait for somebody else. */
  readonly late?: Promise<Answer>;
}

/** Answers one API request. Never throws: a bug in a handler is a 530, as it is on the real server. */
export function dispatch(cloud: Cloud, registry: Registry, request: ApiRequest): Answer {
  const command = request.values.get('command') ?? '';
  const definition = cloud.catalogue.get(command);
  const handler = registry.command(command);
  let account: string | undefined;
  const answer = (status: number, envelope: string, body: Body, extra: Partial<Pick<Answer, 'cookies' | 'description'>> = {}): Answer => {
    const xml = request.values.get('response')?.toLowerCase() !== 'json';
    return {
      status,
      contentType: xml ? 'text/xml;charset=utf-8' : 'application/json;charset=utf-8',
      text: xml ? toXml(envelope, body, cloud.settings.version) : toJson(envelope, body),
      cookies: extra.cookies ?? [],
      command,
      body,
      ...(account === undefined ? {} : { account }),
      ...(extra.description === undefined ? {} : { description: extra.description }),
    };
  };
  const refused = (error: unknown): Answer => {
    const failure = error instanceof ApiError ? error : internal(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const envelope =
      failure.envelope ?? (handler?.envelope !== undefined && definition !== undefined ? handler.envelope : envelopeOf(command));
    return answer(failure.status, envelope, errorBody(failure), { description: failure.message });
  };
  try {
    const signIn = signInCommands[command];
    if (signIn !== undefined) {
      checkCharacters(request.values);
      return signInAnswer(signIn(cloud, request), command, answer);
    }
    // By key, nothing tells a command that does not exist from a wrong signature.
    if (definition === undefined && !request.cookies.has('JSESSIONID')) throw unauthenticated(undefined, 'errorresponse');
    const authenticated = authenticate(cloud, request, command);
    account = authenticated.caller.account.name;
    if (command === '' && authenticated.session !== undefined) throw new ApiError(400, undefined, 'no command specified', 'errorresponse');
    if (definition === undefined) throw unavailable(command, cloud.random.uuid());
    checkCharacters(request.values);
    if (!mayCall(cloud.store, authenticated.caller.account, command) || handler === undefined)
      throw unavailable(command, cloud.random.uuid());
    const sent = new Params(knownOnly(request.values, definition), cloud.store, command);
    const asSent: Call = { cloud, command, definition, params: sent, address: request.address, ...authenticated };
    checkProject(asSent);
    checkMapNames(request.values.keys());
    const { store } = cloud;
    const { values, matchesNothing } = decodeParams({
      ...{ definition, command: handler, params: sent, store, tableOf: registry.tableOf },
      root: authenticated.caller.role === 'Admin',
    });
    const call: Call = { ...asSent, params: new Params(values, store, command) };
    const key = handler.envelope ?? envelopeOf(command);
    if (definition.params.some(({ name }) => name === 'pagesize')) checkPage(call);
    if (matchesNothing) return answer(200, key, {});
    if (handler.kind !== 'late') return answer(200, key, run(call, handler));
    return { ...answer(200, key, {}), late: handler.run(call).then((body) => answer(200, key, body), refused) };
  } catch (error) {
    return refused(error);
  }
}

/** Parameters of later versions are unknown ones, and ignored as such. */
function knownOnly(values: ReadonlyMap<string, string>, definition: CatalogueCommand): ReadonlyMap<string, string> {
  const newest = catalogue.get(definition.name);
  if (newest === definition) return values;
  const later = new Set(newest?.params.map(({ name }) => name));
  for (const { name } of definition.params) later.delete(name);
  return later.size === 0 ? values : new Map([...values].filter(([name]) => !later.has(name.split('[')[0] ?? '')));
}

function run(call: Call, handler: SyncCommand | AsyncCommand): Body {
  return handler.kind === 'sync' ? handler.run(call) : call.cloud.jobs.submit(call, handler, planOf(call, handler));
}

/** What makes something new is refused before there is a job, as its id is in the answer; so are some nobody recorded. */
const creation = /^(create|deploy|associate|addIpToNic|addVpnUser|copySnapshot|runCustomAction|deleteVpn)/;
const jobsOnly = new Set(['createTags', 'createVpnCustomerGateway', 'createManagementNetworkIpRange']);

/** The rules of all other commands are looked at by their jobs: only who may do it, and on what, is known at once. */
function planOf(call: Call, handler: AsyncCommand): JobPlan {
  try {
    return handler.run(call);
  } catch (error) {
    const atOnce = creation.test(call.command) && !jobsOnly.has(call.command);
    if (atOnce || !(error instanceof ApiError) || error.csErrorCode !== INVALID || /^Unable to find/.test(error.message)) throw error;
    return failingPlan(call, handler, error);
  }
}

function failingPlan(call: Call, handler: AsyncCommand, error: ApiError): JobPlan {
  const table = [handler.entities?.id ?? []].flat()[0];
  const uuid = call.params.text('id');
  return {
    ...(table === undefined || uuid === undefined ? {} : { instance: { type: table.name, uuid } }),
    milliseconds: 0,
    start: () => {
      throw error;
    },
    finish: () => ({}),
  };
}

function signInAnswer(
  result: SignInAnswer,
  command: string,
  answer: (status: number, envelope: string, body: Body, extra?: Partial<Pick<Answer, 'cookies' | 'description'>>) => Answer,
): Answer {
  const made = answer(result.status ?? 200, envelopeOf(command), result.body, { cookies: result.cookies ?? [] });
  return result.text === undefined ? made : { ...made, text: result.text };
}
