import { isUnionType } from 'graphql';
import { schema } from '../schema.ts';

/**
 * The persisted documents behind the REST façade: what a call asks of the graph is fixed here, and its answer's shape in the
 * OpenAPI document is read off these selections. Aliases make ids bare.
 */

const reference = '{ id: uuid name }';
const owner = 'owner { account domain domainPath project }';

/** What is told of one thing of each kind: the flat object of the façade is this selection, with `owner` dissolved. */
export const fragments = {
  VirtualMachine: `fragment VirtualMachine on VirtualMachine {
    id: uuid name displayName state stateSince createdAt ${owner}
    zone ${reference} template ${reference} serviceOffering ${reference} iso ${reference}
    cpuCount cpuSpeedMhz memoryMib ipAddress
    nics { id ipAddress ip6Address macAddress isDefault network ${reference} }
    tags { key value } hypervisor osName group isHighlyAvailable isDeleteProtected
  }`,
  Volume: `fragment Volume on Volume {
    id: uuid name kind state sizeBytes createdAt attachedAt deviceId ${owner}
    zone ${reference} diskOffering ${reference} virtualMachine ${reference}
    tags { key value } provisioningKind isDeleteProtected
  }`,
  Snapshot: `fragment Snapshot on Snapshot {
    id: uuid name state createdAt intervalKind virtualSizeBytes physicalSizeBytes ${owner}
    zone ${reference} volume ${reference} tags { key value } osName revertable
  }`,
  Iso: `fragment Iso on Iso {
    id: uuid name displayText createdAt status sizeBytes downloadPercent ${owner}
    isReady isBootable isPublic isFeatured isExtractable
    zone ${reference} osName architecture checksum url tags { key value }
  }`,
  Event: `fragment Event on Event {
    id cursor type level state description createdAt username account domain project
    resourceType resourceUuid resourceName
  }`,
  Job: `fragment Job on AsyncJob { id: uuid command status progress errorCode errorText createdAt }`,
} as const;

/** The kinds of objects that the façade tells of. */
export type Kind = keyof typeof fragments;

/** A page of a list. `field` is the connection's field of Query, `filter` its filter type. */
export function listDocument(kind: Kind, field: string, filter: string): string {
  return `query Rest_${field}($first: Int!, $after: String, $filter: ${filter}) {
    ${field}(first: $first, after: $after, filter: $filter) { totalCount pageInfo { hasNextPage endCursor } nodes { ...${kind} } }
  }
  ${fragments[kind]}`;
}

/** Only the cursor behind so many things: to reach a page of a list whose cursors are not places. */
export function skipDocument(field: string, filter: string): string {
  return `query Rest_${field}_skip($first: Int!, $after: String, $filter: ${filter}) {
    ${field}(first: $first, after: $after, filter: $filter) { pageInfo { hasNextPage endCursor } }
  }`;
}

/** One thing by its id. */
export function oneDocument(kind: Kind, field: string): string {
  return `query Rest_${field}($id: ID!) { ${field}(id: $id) { ...${kind} } } ${fragments[kind]}`;
}

/** What a mutation answers when it is accepted: the thing, the job, or both. */
export interface ChangeSelection {
  readonly mutation: string;
  readonly input: string;
  /** The field of `MSuccess` that holds the thing, and its kind. */
  readonly thing?: { readonly field: string; readonly kind: Kind };
  readonly job?: boolean;
  /** Further fields of `MSuccess`, selected as they are. */
  readonly more?: string;
}

/** A change. Refusals of the union come back with their code and fields. */
export function changeDocument({ mutation, input, thing, job, more = '' }: ChangeSelection): string {
  const kinds: Kind[] = [...(thing ? [thing.kind] : []), ...(job ? (['Job'] as const) : [])];
  const capitalised = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
  const union = schema.getType(`${capitalised}Result`);
  const may = (error: string) => isUnionType(union) && union.getTypes().some(({ name }) => name === error);
  return `mutation Rest_${mutation}($input: ${input}!) {
    result: ${mutation}(input: $input) {
      ... on ${capitalised}Success { ${thing ? `${thing.field} { ...${thing.kind} }` : ''} ${job ? 'job { ...Job }' : ''} ${more} }
      ... on Error { message code }
      ${may('InvalidInputError') ? '... on InvalidInputError { fields { path message } }' : ''}
      ${may('NotFoundError') ? '... on NotFoundError { path }' : ''}
    }
  }
  ${kinds.map((kind) => fragments[kind]).join('\n')}`;
}
