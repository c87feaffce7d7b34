import type { Client, TypedDocumentNode } from '@urql/core';
import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { jobBoard } from '#lib/graph/jobs.svelte.ts';
import { JobParts, type Problem, ProblemParts, problemOf, problemOfTyped } from '#lib/graph/problems.ts';

/** How one of several went, as every bulk mutation of the graph answers it. */
const BulkItem = graphql(
  `
    fragment InstanceBulkItem on VirtualMachineBulkItem @_unmask {
      id
      result {
        __typename
        ... on VirtualMachineBulkSuccess {
          virtualMachine { id state stateSince ipAddress actions { name disabledReason } }
          job { ...JobParts }
        }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const StartInstances = graphql(
  `
    mutation StartInstances($input: VirtualMachinesInput!) {
      result: startVirtualMachines(input: $input) {
        __typename
        ... on StartVirtualMachinesSuccess { results { ...InstanceBulkItem } }
        ...ProblemParts
      }
    }
  `,
  [BulkItem, ProblemParts],
);

export const StopInstances = graphql(
  `
    mutation StopInstances($input: StopVirtualMachinesInput!) {
      result: stopVirtualMachines(input: $input) {
        __typename
        ... on StopVirtualMachinesSuccess { results { ...InstanceBulkItem } }
        ...ProblemParts
      }
    }
  `,
  [BulkItem, ProblemParts],
);

export const RebootInstances = graphql(
  `
    mutation RebootInstances($input: VirtualMachinesInput!) {
      result: rebootVirtualMachines(input: $input) {
        __typename
        ... on RebootVirtualMachinesSuccess { results { ...InstanceBulkItem } }
        ...ProblemParts
      }
    }
  `,
  [BulkItem, ProblemParts],
);

export const DestroyInstances = graphql(
  `
    mutation DestroyInstances($input: DestroyVirtualMachinesInput!) {
      result: destroyVirtualMachines(input: $input) {
        __typename
        ... on DestroyVirtualMachinesSuccess { results { ...InstanceBulkItem } }
        ...ProblemParts
      }
    }
  `,
  [BulkItem, ProblemParts],
);

type Item = ResultOf<typeof BulkItem>;
interface BulkAnswer {
  result: { __typename: string; results?: Item[]; code?: string; message?: string };
}

/**
 * Does one thing to several instances by one mutation; their jobs go to the tray under `title` and the instance's name.
 * Answers what was refused; when the mutation itself failed, that is all of them.
 */
export async function actOnInstances<Row extends { id: string }, Variables extends { input: { ids: string[] } }>(
  client: Client,
  document: TypedDocumentNode<BulkAnswer, Variables>,
  variables: Variables,
  rows: readonly Row[],
  about: (row: Row) => { title: string; href: string },
): Promise<{ row: Row; problem: Problem }[]> {
  const { data, error } = await client.mutation(document, variables).toPromise();
  const { result } = data ?? {};
  if (!result?.results) {
    const problem = error ? problemOf(error) : problemOfTyped(result ?? { __typename: 'Error' });
    return rows.map((row) => ({ row, problem }));
  }
  const items = new Map(result.results.map((item) => [item.id, item.result]));
  return rows.flatMap((row) => {
    const item = items.get(row.id);
    if (!item) return [];
    if (item.__typename !== 'VirtualMachineBulkSuccess') return [{ row, problem: problemOfTyped(item) }];
    jobBoard.note(item.job, { ...about(row), own: true });
    return [];
  });
}
