import type { AsyncCommand, Params, SyncCommand } from '@cloudstack-graph/client';
import type { InputObjectRef, ObjectRef } from '@pothos/core';
import * as z from 'zod';
import { type ActionName, type ActionRule, refusalOf } from './actions.ts';
import { eachBounded } from './bounded.ts';
import { builder, type Types } from './builder.ts';
import type { GatewayContext } from './context.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  InvalidStateError,
  JobFailedError,
  LimitExceededError,
  NotFoundError,
} from './errors.ts';
import { typedId, uuidsOf } from './ids.ts';
import { AsyncJob } from './jobs/async-job-type.ts';
import type { JobRow } from './jobs/job.ts';
import type { Details, ResourceLoader } from './loading.ts';
import { selectedFields } from './lookahead.ts';
import { mutation } from './mutation.ts';
import { waitRule } from './payloads.ts';
import { type ActionOptions, Gathered, runAction, startJob } from './run-command.ts';

const MOST_IDS = 200;
/** CloudStack saturates at its cores; more in flight would only hold up what others ask. */
const IN_FLIGHT = 4;

/** How one of many went. */
export interface BulkOutcome {
  id: string;
  job: JobRow | null;
  error: unknown;
}

type BulkInput = { ids: string[]; waitSeconds?: number | null | undefined };

/** What all bulk mutations of one type of resource share. */
export interface BulkResource<Row extends { id: string }> {
  /** The graph's type, `VirtualMachine`. */
  readonly typename: string;
  /** The field of an outcome that holds the resource, `virtualMachine`. */
  readonly field: string;
  readonly type: ObjectRef<Types, Row>;
  readonly loader: ResourceLoader<Row>;
  readonly rules: readonly ActionRule<Row>[];
  /** Some of its actions answer at once, without a job: `job` is null then. */
  readonly mayLackJob?: true;
  /** The details that rules read. */
  readonly details?: Details;
  /** The details that the selected fields need. */
  readonly detailsFor?: (selected: ReadonlySet<string>) => Details;
}

/** One bulk mutation. */
interface Bulk<Input extends BulkInput> {
  /** `startVirtualMachines`. */
  readonly name: string;
  readonly description: string;
  readonly input: InputObjectRef<Types, Input>;
  readonly action: ActionName;
}

/** One bulk mutation whose command is a job, or (`direct`) answers at once. */
export type BulkAction<Input extends BulkInput, C extends AsyncCommand | SyncCommand> = Bulk<Input> & {
  readonly command: C;
  readonly direct?: C extends SyncCommand ? true : never;
  readonly parameters: (id: string, input: Input) => Params<C>;
};

/** Errors that one of many may meet; a failure of the way to CloudStack is a GraphQL error at its `result`. */
const ITEM_ERRORS = [
  NotFoundError,
  ForbiddenError,
  InvalidInputError,
  InvalidStateError,
  ConflictError,
  LimitExceededError,
  JobFailedError,
];

/** Defines the types of the outcomes of a resource and gives what defines its bulk mutations: one result for each id, failures told apart. */
export function bulkMutations<Row extends { id: string }>(resource: BulkResource<Row>) {
  const { typename, field } = resource;
  const Success = builder.objectRef<BulkOutcome>(`${typename}BulkSuccess`).implement({
    description: `It was accepted for this ${typename}.`,
    fields: (t) => ({
      [field]: t.field({
        type: resource.type,
        nullable: true,
        description: 'The resource, as it is now; null when it is gone.',
        resolve: (outcome, _args, context, info) =>
          resource.loader.load(context, outcome.id, resource.detailsFor?.(selectedFields(info)) ?? 'everything') as never,
      }),
      job: t.field({
        type: AsyncJob,
        nullable: resource.mayLackJob ?? false,
        description: `The job that does it${resource.mayLackJob ? '; null where it is done already' : ''}.`,
        resolve: (outcome) => outcome.job as JobRow,
      }),
    }),
  });
  const Item = builder.objectRef<BulkOutcome>(`${typename}BulkItem`).implement({
    description: `How a bulk mutation went for one ${typename}.`,
    fields: (t) => ({
      id: t.id({ description: 'Typed id of what it was to be done to.', resolve: (outcome) => typedId(typename, outcome.id) }),
      result: t.field({
        type: Success,
        nullable: true,
        description: 'Accepted, or why not. Null, with an error at this place, when CloudStack could not be asked.',
        errors: {
          types: [...ITEM_ERRORS] as never,
          union: { name: `${typename}BulkResult`, description: `How a bulk mutation went for one ${typename}: accepted, or why not.` },
        },
        resolve: (outcome) => {
          if (outcome.error !== null) throw outcome.error;
          return outcome;
        },
      }),
    }),
  });
  return <Input extends BulkInput, C extends AsyncCommand | SyncCommand>(bulk: BulkAction<Input, C>): void =>
    mutation<Input, { results: BulkOutcome[] }>({
      name: bulk.name,
      description: `${bulk.description} One result for each id, whether it was done or not.`,
      input: bulk.input,
      validate: z.object({
        ids: z.array(z.string()).min(1, 'Give one id at least.').max(MOST_IDS, `At most ${MOST_IDS} at once.`),
        ...waitRule,
      }),
      success: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, { results: BulkOutcome[] }>) => ({
        results: t.field({ type: [Item], description: 'In the order of the ids.', resolve: (payload) => payload.results }),
      }),
      errors: [InvalidInputError],
      run: async (input, context) => ({ results: await runBulk(context, resource, bulk, input) }),
    });
}

async function runBulk<Row extends { id: string }, Input extends BulkInput, C extends AsyncCommand | SyncCommand>(
  context: GatewayContext,
  resource: BulkResource<Row>,
  bulk: BulkAction<Input, C>,
  input: Input,
): Promise<BulkOutcome[]> {
  const { typename } = resource;
  const ids = [...new Set(uuidsOf(typename, input.ids, ['input', 'ids']))];
  const rows = await resource.loader.loadMany(context, ids, resource.details);
  const changes = new Gathered();
  const started = await eachBounded(ids, IN_FLIGHT, async (id, index) => {
    const row = rows[index];
    if (!row) throw new NotFoundError(`There is no such ${typename}, or you may not see it.`, typedId(typename, id));
    const reason = refusalOf(resource.rules, bulk.action, row);
    if (reason !== null) throw new InvalidStateError(reason, (row as { state?: string }).state ?? null);
    return act(context, bulk, { typename, id, input, tell: changes.tell });
  });
  changes.flush();
  const outcomes = started.map((outcome, index): BulkOutcome => {
    const id = ids[index] ?? '';
    return outcome.ok ? { id, job: outcome.value, error: null } : { id, job: null, error: outcome.error };
  });
  const waitSeconds = input.waitSeconds ?? 0;
  return waitSeconds === 0 ? outcomes : waitForAll(context, outcomes, waitSeconds * 1000);
}

/** The job, or null when the command has done it. */
async function act<Input extends BulkInput, C extends AsyncCommand | SyncCommand>(
  context: GatewayContext,
  bulk: BulkAction<Input, C>,
  options: ActionOptions & { id: string; input: Input },
): Promise<JobRow | null> {
  const parameters = bulk.parameters(options.id, options.input);
  if (!bulk.direct) return (await startJob(context, bulk.command as AsyncCommand, parameters as Params<AsyncCommand>, options)).job;
  await runAction(context, bulk.command as SyncCommand, parameters as Params<SyncCommand>, options);
  return null;
}

/** All jobs of an account are waited for together: one list of those pending, one question for each that has ended. */
async function waitForAll(context: GatewayContext, outcomes: readonly BulkOutcome[], milliseconds: number): Promise<BulkOutcome[]> {
  const { live } = context.services;
  const ended = await Promise.all(
    outcomes.map(async (outcome) => {
      if (!outcome.job) return outcome;
      const job = (await live.waitForJob(context.cloud.identity, outcome.job, milliseconds)) ?? outcome.job;
      const hasFailed = job.status === 'FAILED' || job.status === 'CANCELLED';
      const error = hasFailed ? new JobFailedError(job.errorText ?? 'The job did not succeed.', job) : null;
      return { ...outcome, job, error };
    }),
  );
  context.renew();
  return ended;
}
