import type { AsyncCommand, Params, SyncCommand } from '@cloudstack-graph/client';
import type { InputObjectRef, ObjectRef } from '@pothos/core';
import * as z from 'zod';
import type { ActionName, ActionRule } from './actions.ts';
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
import { typedId, uuidOf } from './ids.ts';
import type { JobRow } from './jobs/job.ts';
import type { ResourceLoader } from './loading.ts';
import { mutation } from './mutation.ts';
import { orUnsupported } from './offered.ts';
import { goneId, idField, type JobOutcome, type Outcome, type SuccessBuilder, startedJob, waitField, waitRule } from './payloads.ts';
import { requireRow } from './require-row.ts';
import { requireAllowed } from './rules.ts';
import { runAction, startJob } from './run-command.ts';

/** What the mutations of one type of resource share. */
export interface Kind<R extends { id: string }> {
  /** The graph's type, `Host`. */
  readonly typename: string;
  /** What people call it: `host`. */
  readonly words: string;
  /** The field of a payload that holds it, `host`; `hostId` where it is gone. */
  readonly field: string;
  readonly type: ObjectRef<Types, R>;
  readonly loader: ResourceLoader<R>;
  readonly rules: readonly ActionRule<R>[];
  /** A feature for everybody that clouds may lack: creations are then refused as UNSUPPORTED. */
  readonly feature?: string;
  /** Forgets what is kept of such resources (`referenceLoader`). */
  readonly forget?: (context: GatewayContext) => void;
}

type IdInput = { id: string };
type Wait = { waitSeconds?: number | null | undefined };

/** What mutations on one resource have in common; without `input` they take nothing but the id (and `waitSeconds`). */
interface Change<R extends { id: string }, Input> {
  readonly name: string;
  readonly description: string;
  readonly input?: InputObjectRef<Types, Input>;
  readonly validate?: z.ZodType;
  /** The rule that guards it. */
  readonly action?: ActionName;
  /** The resource is gone afterwards: the payload has its id instead. */
  readonly gone?: boolean;
  /** From CloudStack's parameters to the arguments they came from, where the names differ. */
  readonly argumentPaths?: Readonly<Record<string, readonly string[]>>;
  /** Typed ids of what changes with it. */
  readonly touches?: (row: R) => readonly string[];
}

interface JobChange<R extends { id: string }, Input, C extends AsyncCommand> extends Change<R, Input> {
  readonly command: C;
  /** Without it, `{ id }`. */
  readonly parameters?: (row: R, input: Input, context: GatewayContext) => Params<C> | Promise<Params<C>>;
}

interface DirectChange<R extends { id: string }, Input, C extends SyncCommand> extends Change<R, Input> {
  readonly command: C;
  /** Without it, `{ id }`. */
  readonly parameters?: (row: R, input: Input, context: GatewayContext) => Params<C> | Promise<Params<C>>;
}

const ERRORS = [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, ConflictError, LimitExceededError] as const;

/** The resource of a payload, read anew. */
function changed<R extends { id: string }, S extends Outcome>(kind: Kind<R>, t: SuccessBuilder<S>) {
  return t.field({
    type: kind.type as never,
    description: `The ${kind.words}, as it is now.`,
    resolve: ((outcome: Outcome, _args: unknown, context: GatewayContext) => requireRow(context, kind.loader, kind, outcome.id)) as never,
  });
}

const payload = <R extends { id: string }, S extends Outcome>(kind: Kind<R>, gone: boolean | undefined, t: SuccessBuilder<S>) =>
  gone ? { [`${kind.field}Id`]: goneId(t, kind.typename) } : { [kind.field]: changed(kind, t) };

/** The input of an action that needs nothing but the id. */
function idInput<Input>(name: string, words: string, withWait: boolean): InputObjectRef<Types, Input> {
  return builder.inputType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Input`, {
    description: `Which ${words}.`,
    fields: (t) => ({ id: t.id(idField), ...(withWait ? { waitSeconds: t.int(waitField) } : {}) }),
  }) as unknown as InputObjectRef<Types, Input>;
}

async function allowed<R extends { id: string }>(
  kind: Kind<R>,
  change: { action?: ActionName | undefined },
  id: string,
  context: GatewayContext,
) {
  const row = await requireRow(context, kind.loader, kind, id);
  if (change.action) requireAllowed(kind.rules, change.action, row);
  return row;
}

/** Defines a mutation on one resource whose command is a job: `{ id … waitSeconds }` to `{ resource, job }`. */
export function jobMutation<R extends { id: string }, C extends AsyncCommand, Input extends IdInput & Wait = IdInput & Wait>(
  kind: Kind<R>,
  change: JobChange<R, Input, C>,
): void {
  mutation<Input, JobOutcome>({
    name: change.name,
    description: change.description,
    input: change.input ?? idInput<Input>(change.name, kind.words, true),
    validate: change.validate ?? z.object(waitRule),
    success: ((t: SuccessBuilder<JobOutcome>) => ({ ...payload(kind, change.gone, t), job: startedJob(t) })) as never,
    errors: [...ERRORS, JobFailedError],
    run: async (input, context) => {
      const id = uuidOf(kind.typename, input.id, ['input', 'id']);
      const row = await allowed(kind, change, id, context);
      const parameters = change.parameters ? await change.parameters(row, input, context) : ({ id } as unknown as Params<C>);
      const { job } = await startJob(context, change.command, parameters, {
        typename: kind.typename,
        id,
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: change.argumentPaths,
        touches: change.touches?.(row),
      });
      kind.forget?.(context);
      return { id, job };
    },
  });
}

/** Defines a mutation on one resource whose command answers at once. */
export function directMutation<R extends { id: string }, C extends SyncCommand, Input extends IdInput = IdInput>(
  kind: Kind<R>,
  change: DirectChange<R, Input, C>,
): void {
  mutation<Input, Outcome>({
    name: change.name,
    description: change.description,
    input: change.input ?? idInput<Input>(change.name, kind.words, false),
    ...(change.validate ? { validate: change.validate } : {}),
    success: ((t: SuccessBuilder<Outcome>) => payload(kind, change.gone, t)) as never,
    errors: ERRORS,
    run: async (input, context) => {
      const id = uuidOf(kind.typename, input.id, ['input', 'id']);
      const row = await allowed(kind, change, id, context);
      const parameters = change.parameters ? await change.parameters(row, input, context) : ({ id } as unknown as Params<C>);
      const touches = change.touches?.(row);
      await runAction(context, change.command, parameters, {
        typename: kind.typename,
        id,
        input,
        argumentPaths: change.argumentPaths,
        touches,
      });
      kind.forget?.(context);
      return { id };
    },
  });
}

interface Creation<Input> {
  readonly name: string;
  readonly description: string;
  readonly input: InputObjectRef<Types, Input>;
  readonly validate?: z.ZodType;
  readonly argumentPaths?: Readonly<Record<string, readonly string[]>>;
  /** Typed ids of what changes with it. */
  readonly touches?: (input: Input) => readonly string[];
}

/** Defines a mutation that creates a resource by a job. The payload's resource is null until CloudStack has named it. */
export function jobCreation<R extends { id: string }, C extends AsyncCommand, Input extends object & Wait>(
  kind: Kind<R>,
  creation: Creation<Input> & { command: C; parameters: (input: Input, context: GatewayContext) => Params<C> | Promise<Params<C>> },
): void {
  mutation<Input, { id: string | undefined; job: JobRow }>({
    name: creation.name,
    description: creation.description,
    input: creation.input,
    ...(creation.validate ? { validate: creation.validate } : {}),
    success: ((t: SuccessBuilder<{ id: string | undefined; job: JobRow }>) => ({
      [kind.field]: t.field({
        type: kind.type as never,
        nullable: true,
        description: `The ${kind.words}; null where CloudStack has not named it yet.`,
        resolve: ((outcome: { id: string | undefined }, _args: unknown, context: GatewayContext) =>
          outcome.id === undefined ? null : kind.loader.load(context, outcome.id)) as never,
      }),
      job: startedJob(t),
    })) as never,
    errors: [...ERRORS, JobFailedError],
    run: async (input, context) => {
      const { job, resourceId } = await startJob(context, creation.command, await creation.parameters(input, context), {
        typename: kind.typename,
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: creation.argumentPaths,
        touches: creation.touches?.(input),
      }).catch(kind.feature ? orUnsupported(context, creation.command, kind.feature) : rethrow);
      kind.forget?.(context);
      return { id: resourceId, job };
    },
  });
}

/** Defines a mutation that creates a resource at once. */
export function directCreation<R extends { id: string }, C extends SyncCommand, Input extends object>(
  kind: Kind<R>,
  creation: Creation<Input> & { command: C; parameters: (input: Input, context: GatewayContext) => Params<C> | Promise<Params<C>> },
): void {
  mutation<Input, Outcome>({
    name: creation.name,
    description: creation.description,
    input: creation.input,
    ...(creation.validate ? { validate: creation.validate } : {}),
    success: ((t: SuccessBuilder<Outcome>) => ({ [kind.field]: changed(kind, t) })) as never,
    errors: ERRORS,
    run: async (input, context) => {
      const made = await runAction(context, creation.command, await creation.parameters(input, context), {
        typename: kind.typename,
        input,
        argumentPaths: creation.argumentPaths,
        touches: creation.touches?.(input),
      }).catch(kind.feature ? orUnsupported(context, creation.command, kind.feature) : rethrow);
      kind.forget?.(context);
      return { id: (made as { id: string }).id };
    },
  });
}

function rethrow(error: unknown): never {
  throw error;
}

/** The typed id of a row, for `touches`. */
export const touching = (typename: string, id: string | undefined): string[] => (id === undefined ? [] : [typedId(typename, id)]);
