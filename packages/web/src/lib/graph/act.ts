import type { AnyVariables, Client, TypedDocumentNode } from '@urql/core';
import { jobBoard } from './jobs.svelte.ts';
import { type JobData, type Problem, problemOf, problemOfTyped } from './problems.ts';

interface Member {
  __typename: string;
  job?: JobData;
}

/** The success member of a result's union. */
export type SuccessOf<Result> = unknown extends Result ? unknown : Result extends { __typename: `${string}Success` } ? Result : never;

/** What came of an action; `Outcome` alone where only the problem matters. */
export type Outcome<Result = unknown> = { ok: true; value: SuccessOf<Result> } | { ok: false; problem: Problem };

interface About {
  /** What the person did, for the job tray: "Stop web-1". */
  title?: string;
  /** Where to look at it. */
  href?: string;
}

/**
 * Runs a mutation whose one field is `result: …` and whose document spreads `ProblemParts`; a job that it began goes
 * to the tray. Waits over a lapse of the session. Never throws: what went wrong is the `problem`.
 */
export async function act<Result extends Member, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<{ result: Result }, Variables>,
  variables: Variables,
  about: About = {},
): Promise<Outcome<Result>> {
  const { data, error } = await client.mutation(document, variables).toPromise();
  if (error || !data) return { ok: false, problem: problemOf(error ?? emptyAnswer) };
  const { result } = data;
  if (!result.__typename.endsWith('Success')) return { ok: false, problem: problemOfTyped(result) };
  if (result.job) jobBoard.note({ ...result.job, resource: result.job.resource ?? subjectOf(result) }, { ...about, own: true });
  return { ok: true, value: result as SuccessOf<Result> };
}

/** What the job is about, from the rest of the answer: CloudStack's job names it only later. */
function subjectOf(result: Member): JobData['resource'] {
  for (const [field, value] of Object.entries(result)) {
    if (field.endsWith('Id') && typeof value === 'string')
      return { __typename: value.split(':')[0] ?? '', id: value } as JobData['resource'];
    if (field !== 'job' && typeof value === 'object' && value !== null && 'id' in value) return value as JobData['resource'];
  }
  return null;
}

const emptyAnswer = { graphQLErrors: [], networkError: new Error('empty answer') } as unknown as Parameters<typeof problemOf>[0];
