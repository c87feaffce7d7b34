import { isUnionType } from 'graphql';
import { schema } from '../schema.ts';
import type { Ask, Harness } from './harness.ts';

/** What a mutation answered: a success with its payload, or an error of its union. */
export interface Mutated extends Record<string, unknown> {
  __typename: string;
  message?: string;
  code?: string;
  /** Of an InvalidInputError. */
  fields?: { path: string[]; message: string }[];
  /** Of an InvalidStateError. */
  state?: string | null;
  /** Of a success or a JobFailedError. */
  job?: { id: string; status: string; errorText: string | null; errorCode: number | null };
}

const more: Readonly<Record<string, string>> = {
  InvalidInputError: 'fields { path message }',
  InvalidStateError: 'state',
  JobFailedError: 'job { id status errorText errorCode }',
};

/**
 * Runs one mutation in the manner of the graph and gives the member of its union that came.
 *
 * @param select what to select of the success; `job { … }` is selected where the payload has one
 * @throws Error when GraphQL errors came instead
 */
export async function mutate(harness: Harness, name: string, input: object, select = '', ask: Ask = { as: 'alice' }): Promise<Mutated> {
  const capitalised = name.charAt(0).toUpperCase() + name.slice(1);
  const union = schema.getType(`${capitalised}Result`);
  if (!isUnionType(union)) throw new Error(`no mutation ${name}`);
  const success = union.getTypes().find((type) => type.name === `${capitalised}Success`);
  const withJob = success?.getFields().job && !select.includes('job') ? 'job { id status errorText errorCode }' : '';
  const parts = union.getTypes().map((type) => {
    if (type === success) return `... on ${type.name} { __typename ${select} ${withJob} }`;
    return `... on ${type.name} { message code ${more[type.name] ?? ''} }`;
  });
  const inputType = schema
    .getMutationType()
    ?.getFields()
    [name]?.args.find((argument) => argument.name === 'input')?.type;
  const document = `mutation($input: ${inputType}) { result: ${name}(input: $input) { __typename ${parts.join(' ')} } }`;
  const { data, errors } = await harness.query<{ result: Mutated }>(document, { input }, ask);
  if (errors) throw new Error(errors.map((error) => `${error.extensions.code}: ${error.message}`).join('\n'));
  return data.result;
}
