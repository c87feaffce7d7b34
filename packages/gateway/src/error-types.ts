import { builder } from './builder.ts';
import { errorCodes } from './error-codes.ts';
import {
  AuthenticationError,
  ConflictError,
  ForbiddenError,
  type GatewayError,
  InvalidInputError,
  InvalidStateError,
  JobFailedError,
  LimitExceededError,
  NotFoundError,
} from './errors.ts';
import { AsyncJob } from './jobs/async-job-type.ts';
import type { FieldProblem as Problem } from './validation/problems.ts';

export const ErrorCodeEnum = builder.enumType('ErrorCode', {
  description: 'What kind of failure it is; also `extensions.code` of GraphQL errors.',
  values: Object.fromEntries(Object.entries(errorCodes).map(([code, description]) => [code, { description }])) as Record<
    keyof typeof errorCodes,
    { description: string }
  >,
});

export const ErrorInterface = builder.interfaceRef<GatewayError>('Error').implement({
  description: 'Why a mutation was not done. Failures of the way to CloudStack are GraphQL errors instead.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What went wrong and what helps, in English.' }),
    code: t.field({ type: ErrorCodeEnum, description: 'The kind of failure.', resolve: (error) => error.code }),
  }),
});

export const FieldProblem = builder.objectRef<Problem>('FieldProblem').implement({
  description: 'One wrong argument.',
  fields: (t) => ({
    path: t.exposeStringList('path', { description: 'Where it stands: `["input", "name"]`. Empty when CloudStack did not say.' }),
    message: t.exposeString('message', { description: 'What is wrong with it and what would be right.' }),
  }),
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'An argument is wrong.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    fields: t.field({ type: [FieldProblem], description: 'Which arguments, each with its remedy.', resolve: (error) => [...error.fields] }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'There is no such thing, or the caller may not see it.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    id: t.exposeID('id', { nullable: true, description: 'The id that was looked for.' }),
    path: t.stringList({
      description: 'Where the argument stands that holds it: `["input", "templateId"]`. Empty when that is not known.',
      resolve: (error) => [...error.argumentPath],
    }),
  }),
});

builder.objectType(ForbiddenError, {
  name: 'ForbiddenError',
  description: "The caller's role or the ownership does not allow it.",
  interfaces: [ErrorInterface],
});

builder.objectType(InvalidStateError, {
  name: 'InvalidStateError',
  description: 'The resource is in a state that does not allow it now.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ state: t.exposeString('state', { nullable: true, description: 'The state it is in.' }) }),
});

builder.objectType(ConflictError, {
  name: 'ConflictError',
  description: 'Something of that name, address or rule exists already.',
  interfaces: [ErrorInterface],
});

builder.objectType(LimitExceededError, {
  name: 'LimitExceededError',
  description: 'A limit of the account, domain or project is reached.',
  interfaces: [ErrorInterface],
});

builder.objectType(JobFailedError, {
  name: 'JobFailedError',
  description: 'CloudStack took the request and its job failed. Only with `waitSeconds`.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ job: t.field({ type: AsyncJob, description: 'The failed job.', resolve: (error) => error.job }) }),
});

builder.objectType(AuthenticationError, {
  name: 'AuthenticationError',
  description: 'What was shown to sign in with is not accepted.',
  interfaces: [ErrorInterface],
});
