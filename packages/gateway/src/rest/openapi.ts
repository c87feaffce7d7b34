import { parse } from 'graphql';
import packageFile from '../../package.json' with { type: 'json' };
import { errorCodes } from '../error-codes.ts';
import { fragments } from './documents.ts';
import { type JsonSchema, objectSchema } from './json-schema.ts';
import { BASE_PATH, type ChangeOperation, type Operation, operations } from './operations.ts';
import type { Parameter } from './parameters.ts';
import { PROBLEMS_PATH, problemSlugs, REASONS } from './problems.ts';

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const content = (schema: JsonSchema, type = 'application/json') => ({ [type]: { schema } });

let made: JsonSchema | undefined;

/** The façade in OpenAPI 3.1, from the route table, its persisted documents and the graph's schema. Made once. */
export function openApiDocument(): JsonSchema {
  made ??= make();
  return made;
}

function make(): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = `${BASE_PATH}${operation.path}`;
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationObject(operation) };
  }
  paths[`${PROBLEMS_PATH}{kind}`] = { get: problemKindOperation() };
  return {
    openapi: '3.1.0',
    info: {
      title: 'CloudStack Graph, for callers of the first portal',
      version: packageFile.version,
      description:
        'Flat objects in JSON arrays over the same graph that `/graphql` serves: the same callers, limits and errors. New programs should ask the graph.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKeyPair: [] }, { portalSession: [] }],
    paths,
    components: { schemas: schemas(), securitySchemes, responses: problemResponses() },
  };
}

const securitySchemes = {
  apiKeyPair: { type: 'http', scheme: 'basic', description: 'CloudStack API key as user name, secret key as password.' },
  portalSession: {
    type: 'apiKey',
    in: 'cookie',
    name: 'session',
    description: 'The cookie of a signed-in portal user (`__Host-session` over https).',
  },
};

function schemas(): Record<string, JsonSchema> {
  const objects = Object.entries(fragments).map(([kind, fragment]) => [kind, objectSchema(parse(fragment))] as const);
  const bodies = operations.flatMap((operation) =>
    operation.answers === 'change' && operation.body
      ? [
          [operation.body.input.name, operation.body.schemas.graph] as const,
          [`${operation.body.input.name}OfFirstPortal`, operation.body.schemas.firstPortal] as const,
        ]
      : [],
  );
  return { ...Object.fromEntries([...objects, ...bodies]), Problem: problemSchema, ProblemKind: problemKindSchema };
}

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'Why it was not done (RFC 9457).',
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'The kind of problem; what stands there explains it. `about:blank`: the status says it all.',
    },
    title: { type: 'string', description: 'The kind in words.' },
    status: { type: 'integer', minimum: 400, maximum: 599, description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What went wrong and what helps.' },
    instance: { type: 'string', format: 'uri-reference', description: 'The path that was asked for.' },
    code: { type: 'string', enum: Object.keys(errorCodes), description: 'The kind as the graph writes it (`ErrorCode`).' },
    errors: {
      type: 'array',
      description: 'The wrong parts of the request, each with its remedy.',
      items: {
        type: 'object',
        properties: {
          detail: { type: 'string', description: 'What is wrong and what would be right.' },
          pointer: { type: 'string', description: 'Where in the body: a JSON pointer as a fragment, `#/zoneid`.' },
          parameter: { type: 'string', description: 'Which parameter of the path or query.' },
        },
        required: ['detail'],
      },
    },
    cloudStack: { type: 'object', description: 'What CloudStack answered: `command`, `status`, `errorCode`, `csErrorCode`.' },
    requestId: { type: 'string', description: 'Under which the log knows the request.' },
  },
  required: ['type', 'title', 'status', 'detail'],
};

const problemKindSchema: JsonSchema = {
  type: 'object',
  description: 'What a kind of problem means.',
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'The `type` of such problems.' },
    title: { type: 'string', description: 'In words.' },
    status: { type: 'integer', description: 'The usual HTTP status.' },
    description: { type: 'string', description: 'What it means to the caller.' },
  },
  required: ['type', 'title', 'status', 'description'],
};

const nameOf = (status: number) => (REASONS[status] ?? '').replaceAll(' ', '');

function problemResponses(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(REASONS).map(([status, reason]) => [
      nameOf(Number(status)),
      { description: reason, ...headersOf(Number(status)), content: content(ref('Problem'), 'application/problem+json') },
    ]),
  );
}

function headersOf(status: number) {
  const header = (description: string, required: boolean, schema: JsonSchema = { type: 'string' }) => ({ description, required, schema });
  switch (status) {
    case 401:
      return { headers: { 'WWW-Authenticate': header('How to sign in: HTTP Basic with an API key pair.', true) } };
    case 405:
      return { headers: { Allow: header('What is possible here.', true) } };
    case 429:
      return { headers: { 'Retry-After': header('Seconds to wait.', false, { type: 'integer', minimum: 1 }) } };
    default:
      return {};
  }
}

/** Every operation may meet these: who calls, how often, and what lies behind. */
const ALWAYS = [400, 401, 403, 405, 406, 422, 429, 500, 501, 502, 503, 504] as const;

function problemsOf(operation: Operation): Record<string, unknown> {
  const byId = operation.parameters.some((parameter) => parameter.in === 'path');
  const changes = operation.answers === 'change';
  const body = changes && operation.body !== undefined;
  const statuses = [
    ...ALWAYS,
    ...(byId ? [404] : []),
    ...(byId && !body ? [] : [422]),
    ...(changes ? [409] : []),
    ...(body ? [413, 415] : []),
  ];
  return Object.fromEntries(
    statuses.sort((a, b) => a - b).map((status) => [String(status), { $ref: `#/components/responses/${nameOf(status)}` }]),
  );
}

function operationObject(operation: Operation): unknown {
  const body = operation.answers === 'change' ? operation.body : undefined;
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...('description' in operation ? { description: operation.description } : {}),
    tags: [operation.kind],
    ...(operation.parameters.length > 0 ? { parameters: operation.parameters.map(parameterObject) } : {}),
    ...(body
      ? { requestBody: { required: true, content: content({ anyOf: [ref(body.input.name), ref(`${body.input.name}OfFirstPortal`)] }) } }
      : {}),
    responses: { ...successesOf(operation), ...problemsOf(operation) },
  };
}

function parameterObject({ name, in: place, description, schema }: Parameter): unknown {
  return {
    name,
    in: place,
    description,
    required: place === 'path',
    ...(schema.type === 'array' ? { style: 'form', explode: true } : {}),
    schema,
  };
}

function successesOf(operation: Operation): Record<string, unknown> {
  const links = (id: string) => ({
    links: Object.fromEntries(
      operations
        .filter((other) => other.path === '/virtual-machines/{id}')
        .map(({ id: operationId }) => [operationId, { operationId, parameters: { id } }]),
    ),
  });
  if (operation.answers === 'list') {
    const headers = {
      'X-Total-Count': { description: 'How many there are on all pages.', required: true, schema: { type: 'integer', minimum: 0 } },
      Link: {
        description: 'Where other pages are (RFC 8288): `first`, `prev`, `next`, `last`, as far as there are any.',
        schema: { type: 'string' },
      },
    };
    const schema = { type: 'array', items: ref(operation.kind) };
    return {
      '200': {
        description: 'The page.',
        headers,
        content: content(schema),
        ...(operation.kind === 'VirtualMachine' ? links('$response.body#/0/id') : {}),
      },
    };
  }
  if (operation.answers === 'one') return { '200': { description: 'The thing.', content: content(ref(operation.kind)) } };
  return changeSuccesses(operation, links('$response.body#/id'));
}

function changeSuccesses(operation: ChangeOperation, links: object): Record<string, unknown> {
  const { thing, job, more } = operation.selection;
  const extra: Record<string, JsonSchema> = {
    ...(job ? { job: { description: 'The job that does it.', ...ref('Job') } } : {}),
    ...(more === 'warnings'
      ? { warnings: { type: 'array', description: 'What was asked for beside it and did not work, in words.', items: { type: 'string' } } }
      : {}),
    ...(thing ? {} : { id: { type: 'string', description: "CloudStack's id of what was destroyed." } }),
  };
  const own: JsonSchema = { type: 'object', properties: extra, required: Object.keys(extra) };
  const schema = thing ? (job ? { allOf: [ref(operation.kind), own] } : ref(operation.kind)) : own;
  if (operation.status === 200) return { '200': { description: 'Done.', content: content(schema) } };
  const headers =
    operation.method === 'POST'
      ? {
          headers: {
            Location: { description: 'Where the thing is.', required: true, schema: { type: 'string', format: 'uri-reference' } },
          },
          ...links,
        }
      : {};
  const accepted = { '202': { description: 'CloudStack has begun; `job` says how far it is.', ...headers, content: content(schema) } };
  return operation.method === 'POST'
    ? { '201': { description: 'It was waited for, and is done.', ...headers, content: content(schema) }, ...accepted }
    : accepted;
}

function problemKindOperation(): unknown {
  return {
    operationId: 'explainProblem',
    summary: 'What a kind of problem means.',
    tags: ['Problem'],
    security: [],
    parameters: [
      {
        name: 'kind',
        in: 'path',
        required: true,
        description: 'The last part of the `type` of a problem.',
        schema: { type: 'string', enum: problemSlugs },
      },
    ],
    responses: {
      '200': { description: 'The explanation.', content: content(ref('ProblemKind')) },
      ...Object.fromEntries([404, 405, 406].map((status) => [String(status), { $ref: `#/components/responses/${nameOf(status)}` }])),
    },
  };
}
