import { isInterfaceType } from 'graphql';
import { schema } from '../schema.ts';
import { type BodyForm, bodyForm } from './bodies.ts';
import { type ChangeSelection, changeDocument, type Kind, listDocument, oneDocument, skipDocument } from './documents.ts';
import { idSchema, type JsonSchema, typedIdSchema } from './json-schema.ts';
import { filterParameter, type Parameter, pageParameter, pageSizeParameter } from './parameters.ts';

/** Where the façade of the first portal begins. */
export const BASE_PATH = '/api/global/cloudstack';

/** What every operation of the façade says of itself; the server and the OpenAPI document read the same. */
interface Common {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly document: string;
  /** The objects that are told of. */
  readonly kind: Kind;
}

/** A page of a list: an array, with `Link` and `X-Total-Count`. */
export interface ListOperation extends Common {
  readonly method: 'GET';
  readonly answers: 'list';
  readonly field: string;
  /** Where cursors are no places, the way to a page leads over those before it. */
  readonly skip?: string;
}

/** One thing by its id. */
export interface OneOperation extends Common {
  readonly method: 'GET';
  readonly answers: 'one';
  readonly field: string;
}

/** A change. */
export interface ChangeOperation extends Common {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly answers: 'change';
  readonly body?: BodyForm;
  readonly selection: ChangeSelection;
  /** The status of an accepted change; a creation that was waited for and is done is 201. */
  readonly status: 200 | 202;
  readonly description?: string;
}

export type Operation = ListOperation | OneOperation | ChangeOperation;

const machineId: Parameter = {
  name: 'id',
  in: 'path',
  description: "The virtual machine: the bare UUID, or the graph's typed id.",
  schema: idSchema('virtualMachineId'),
  to: ['id'],
};

/** An input field of a mutation that comes as a query parameter. */
function inputParameter(input: string, name: string, values: JsonSchema = {}): Parameter {
  const parameter = filterParameter(input, name);
  return { ...parameter, schema: { ...parameter.schema, ...values }, to: ['input', name] };
}

interface ListOptions {
  readonly summary: string;
  /** Fields of the filter; a pair gives the parameter's name as well. */
  readonly filters: readonly (string | readonly [path: string, name: string])[];
  readonly more?: readonly Parameter[];
  readonly cursors?: 'places' | 'events';
}

const SCOPE = [
  ['scope.project', 'projectId'],
  ['scope.account', 'account'],
  ['scope.domain', 'domainId'],
] as const;

function list(kind: Kind, path: string, field: string, { summary, filters, more = [], cursors = 'places' }: ListOptions): ListOperation {
  const filter = `${kind}Filter`;
  return {
    method: 'GET',
    answers: 'list',
    id: `list${kind}s`,
    path,
    summary,
    kind,
    field,
    document: listDocument(kind, field, filter),
    ...(cursors === 'events' ? { skip: skipDocument(field, filter) } : {}),
    parameters: [
      pageParameter,
      pageSizeParameter,
      ...more,
      ...[...filters, ...SCOPE].map((entry) =>
        typeof entry === 'string' ? filterParameter(filter, entry) : filterParameter(filter, ...entry),
      ),
    ],
  };
}

const afterParameter: Parameter = {
  name: 'after',
  in: 'query',
  description: 'Only what is older than the event with this `cursor`; `page` counts from there. What is written meanwhile shifts nothing.',
  schema: {
    type: 'string',
    pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ_[0-9A-Za-z-]{1,64}$',
  },
  to: ['after'],
};

const owned = schema.getType('Resource');

/** CloudStack wants to know the type of what events are about. */
const aboutParameter: Parameter = {
  ...filterParameter('EventFilter', 'resourceId'),
  schema: typedIdSchema(isInterfaceType(owned) ? schema.getPossibleTypes(owned).map(({ name }) => name) : []),
};

const deploy: ChangeSelection = {
  mutation: 'deployVirtualMachine',
  input: 'DeployVirtualMachineInput',
  thing: { field: 'virtualMachine', kind: 'VirtualMachine' },
  job: true,
  more: 'warnings',
};
const update: ChangeSelection = {
  mutation: 'updateVirtualMachine',
  input: 'UpdateVirtualMachineInput',
  thing: { field: 'virtualMachine', kind: 'VirtualMachine' },
};
const destroy: ChangeSelection = {
  mutation: 'destroyVirtualMachine',
  input: 'DestroyVirtualMachineInput',
  job: true,
  more: 'id: virtualMachineId',
};

/** CloudStack's names of a deployment that are not the graph's in lower case. */
const DEPLOY_NAMES = {
  size: 'diskSizeGib',
  cpunumber: 'cpuCount',
  cpuspeed: 'cpuSpeedMhz',
  memory: 'memoryMib',
  keypairs: 'sshKeyPairs',
  startvm: 'start',
};

/** The route table: everything that callers of the first portal may do. */
export const operations: readonly Operation[] = [
  list('VirtualMachine', '/virtual-machines', 'virtualMachines', {
    summary: 'Virtual machines, oldest first.',
    filters: ['keyword', 'name', 'state', 'zoneId', 'templateId', 'networkId'],
  }),
  {
    method: 'POST',
    answers: 'change',
    id: 'deployVirtualMachine',
    path: '/virtual-machines',
    summary: 'Creates a machine and, unless told otherwise, starts it.',
    description:
      "Takes the graph's `DeployVirtualMachineInput`, or the same under the first portal's lower-case names. Answers as soon as CloudStack has begun; with `waitSeconds` after the end of the job (201), if that comes in time.",
    kind: 'VirtualMachine',
    parameters: [],
    document: changeDocument(deploy),
    body: bodyForm('deployVirtualMachine', [], DEPLOY_NAMES),
    selection: deploy,
    status: 202,
  },
  {
    method: 'GET',
    answers: 'one',
    id: 'getVirtualMachine',
    path: '/virtual-machines/{id}',
    summary: 'A virtual machine.',
    kind: 'VirtualMachine',
    field: 'virtualMachine',
    parameters: [machineId],
    document: oneDocument('VirtualMachine', 'virtualMachine'),
  },
  {
    method: 'PATCH',
    answers: 'change',
    id: 'updateVirtualMachine',
    path: '/virtual-machines/{id}',
    summary: 'Changes names and group of a machine; what is left out stays.',
    kind: 'VirtualMachine',
    parameters: [{ ...machineId, to: ['input', 'id'] }],
    document: changeDocument(update),
    body: bodyForm('updateVirtualMachine', ['id']),
    selection: update,
    status: 200,
  },
  {
    method: 'DELETE',
    answers: 'change',
    id: 'destroyVirtualMachine',
    path: '/virtual-machines/{id}',
    summary: 'Destroys a machine. Until it is expunged, it can be recovered.',
    kind: 'VirtualMachine',
    parameters: [
      { ...machineId, to: ['input', 'id'] },
      inputParameter('DestroyVirtualMachineInput', 'expunge'),
      inputParameter('DestroyVirtualMachineInput', 'waitSeconds', { minimum: 0, maximum: 300 }),
    ],
    document: changeDocument(destroy),
    selection: destroy,
    status: 202,
  },
  list('Volume', '/volumes', 'volumes', {
    summary: 'Volumes, oldest first.',
    filters: ['keyword', 'kind', 'state', 'zoneId', 'virtualMachineId'],
  }),
  list('Snapshot', '/snapshots', 'snapshots', { summary: 'Snapshots of volumes.', filters: ['keyword', 'volumeId', 'zoneId'] }),
  list('Iso', '/isos', 'isos', {
    summary: 'ISOs; those that the caller may use unless `visibility` says otherwise.',
    filters: ['keyword', 'visibility', 'zoneId'],
  }),
  list('Event', '/events', 'events', {
    summary: "CloudStack's event log, newest first.",
    filters: ['keyword', 'type', 'level', 'state', 'since', 'until'],
    more: [afterParameter, aboutParameter],
    cursors: 'events',
  }),
];
