import type { AsyncCommand, Params } from '@cloudstack-graph/client';
import * as z from 'zod';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import {
  ConflictError,
  ForbiddenError,
  GatewayError,
  InvalidInputError,
  InvalidStateError,
  JobFailedError,
  LimitExceededError,
  NotFoundError,
} from '../../errors.ts';
import { optionalUuidOf, typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { orUnsupported } from '../../offered.ts';
import { ownerOf } from '../../ownership.ts';
import { type JobOutcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { startJob } from '../../run-command.ts';
import { resourceName } from '../../validation/text.ts';
import { loadBalancerRules } from '../load-balancer-rules/load-balancer-rule-loader.ts';
import { autoScaleGroups } from './auto-scale-group-loader.ts';
import { AutoScaleGroup, AutoScaleOperatorEnum } from './auto-scale-group-type.ts';

const AutoScaleConditionInput = builder.inputType('AutoScaleConditionInput', {
  description: 'What has to be measured.',
  fields: (t) => ({
    counterId: t.id({ required: true, description: 'What is measured: `AutoScaleCounter.uuid`, for the provider of the load balancer.' }),
    operator: t.field({ type: AutoScaleOperatorEnum, required: true, description: 'How it compares with the threshold.' }),
    threshold: t.int({ required: true, description: 'The threshold, in the unit of the counter.' }),
  }),
});

const AutoScalePolicyInput = builder.inputType('AutoScalePolicyInput', {
  description: 'When to grow, or to shrink, by one machine.',
  fields: (t) => ({
    name: t.string({ description: 'The name; left out, CloudStack makes one.' }),
    durationSeconds: t.int({ required: true, description: 'How long the conditions must have held; at least the interval of the group.' }),
    quietTimeSeconds: t.int({ defaultValue: 300, description: 'How long to do nothing afterwards.' }),
    conditions: t.field({ type: [AutoScaleConditionInput], required: true, description: 'All must hold; 1 to 10.' }),
  }),
});

const CreateAutoScaleGroupInput = builder.inputType('CreateAutoScaleGroupInput', {
  description: 'The autoscale group to create, for a load-balancer rule that has no machines yet.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    loadBalancerRuleId: t.id({ required: true, description: 'What shall spread over the machines: typed id or UUID.' }),
    minMembers: t.int({ required: true, description: 'How many machines there shall be at least.' }),
    maxMembers: t.int({ required: true, description: 'How many machines there shall be at most.' }),
    intervalSeconds: t.int({ defaultValue: 60, description: 'How often to measure.' }),
    serviceOfferingId: t.id({ required: true, description: 'The offering of the machines.' }),
    templateId: t.id({ required: true, description: 'The template of the machines.' }),
    userDataId: t.id({ description: 'User data for the machines.' }),
    graceSeconds: t.int({ defaultValue: 120, description: 'How long a machine that is no longer needed is left to finish.' }),
    scaleUp: t.field({ type: [AutoScalePolicyInput], required: true, description: 'When to grow; 1 to 10.' }),
    scaleDown: t.field({ type: [AutoScalePolicyInput], required: true, description: 'When to shrink; 1 to 10.' }),
    waitSeconds: t.int(waitField),
  }),
});

const seconds = z.number().int().min(0, 'At least 0 seconds.').max(86_400, 'At most 86,400 seconds, a day.');
const few = <T extends z.ZodType>(item: T) => z.array(item).min(1, 'At least one.').max(10, 'At most 10.');
const count = z.number().int().min(0, 'At least 0.').max(10_000, 'At most 10,000.');
const policyRule = z.object({
  name: resourceName().nullish(),
  durationSeconds: seconds,
  quietTimeSeconds: seconds.nullish(),
  conditions: few(z.object({ threshold: z.number().int().min(0, 'At least 0.') })),
});

const rules = z
  .object({
    name: resourceName(),
    minMembers: count,
    maxMembers: count,
    intervalSeconds: seconds.min(1, 'At least 1 second.').nullish(),
    graceSeconds: seconds.nullish(),
    scaleUp: few(policyRule),
    scaleDown: few(policyRule),
    ...waitRule,
  })
  .superRefine((input, issues) => {
    const refuse = (path: (string | number)[], message: string) => issues.addIssue({ code: 'custom', path, message });
    if (input.maxMembers < input.minMembers) refuse(['maxMembers'], 'There would be fewer at most than at least.');
    for (const direction of ['scaleUp', 'scaleDown'] as const) {
      for (const [index, policy] of input[direction].entries()) {
        if (policy.durationSeconds < (input.intervalSeconds ?? 60))
          refuse([direction, index, 'durationSeconds'], 'Must be at least the interval of the group.');
      }
    }
  });

/** How long each preparing job may take. */
const PREPARE_SECONDS = 60;

/** What was made on the way to a group, so that nothing of it stays when the group does not come to be. */
class Parts {
  readonly #context: GatewayContext;
  readonly #input: object;
  readonly #undo: (() => Promise<unknown>)[] = [];

  constructor(context: GatewayContext, input: object) {
    this.#context = context;
    this.#input = input;
  }

  /** Makes a part, waits for it, and answers its id. */
  async make<C extends AsyncCommand>(command: C, parameters: Params<C>, remove: Removal, paths: Record<string, string[]>): Promise<string> {
    const options = { typename: 'AutoScalePart', input: this.#input, waitSeconds: PREPARE_SECONDS, argumentPaths: paths };
    const { resourceId } = await startJob(this.#context, command, parameters, options);
    if (resourceId === undefined)
      throw new GatewayError('UPSTREAM_INVALID', `CloudStack took the order (${command}), but did not name the result.`);
    this.#undo.push(() =>
      startJob(this.#context, remove, { id: resourceId }, { typename: 'AutoScalePart', input: {}, waitSeconds: PREPARE_SECONDS }),
    );
    return resourceId;
  }

  /** Takes everything away again, the last first. What cannot be taken away stays: it does nothing by itself. */
  async undo(): Promise<void> {
    for (const step of this.#undo.reverse()) await step().catch(() => undefined);
  }
}

type Removal = 'deleteCondition' | 'deleteAutoScalePolicy' | 'deleteAutoScaleVmProfile';
type Input = typeof CreateAutoScaleGroupInput.$inferInput;

/** The policies of one direction, with their conditions. */
async function makePolicies(parts: Parts, input: Input, direction: 'scaleUp' | 'scaleDown', owner: object): Promise<string[]> {
  const made: string[] = [];
  for (const [index, policy] of input[direction].entries()) {
    const path = ['input', direction, String(index)];
    const conditionids: string[] = [];
    for (const [place, { counterId, operator, threshold }] of policy.conditions.entries()) {
      const at = [...path, 'conditions', String(place)];
      const counterid = uuidOf('AutoScaleCounter', counterId, [...at, 'counterId']);
      const condition = { ...owner, counterid, relationaloperator: operator, threshold };
      conditionids.push(await parts.make('createCondition', condition, 'deleteCondition', { counterid: [...at, 'counterId'] }));
    }
    const parameters = {
      name: policy.name ?? undefined,
      action: direction === 'scaleUp' ? 'scaleup' : 'scaledown',
      duration: policy.durationSeconds,
      quiettime: policy.quietTimeSeconds ?? undefined,
      conditionids,
    };
    made.push(await parts.make('createAutoScalePolicy', parameters, 'deleteAutoScalePolicy', { duration: [...path, 'durationSeconds'] }));
  }
  return made;
}

mutation({
  name: 'createAutoScaleGroup',
  description:
    'Has CloudStack make and destroy machines behind a load balancer as they are needed. Its policies and what its machines are like are made before the job of the answer begins, and taken away again when that does not come to be.',
  input: CreateAutoScaleGroupInput,
  validate: rules,
  success: (t: SuccessBuilder<JobOutcome>) => ({
    autoScaleGroup: t.field({
      type: AutoScaleGroup,
      description: 'The group, as it is now.',
      resolve: (outcome, _args, context) =>
        requireRow(context, autoScaleGroups, { typename: 'AutoScaleGroup', words: 'autoscale group' }, outcome.id),
    }),
    job: startedJob(t),
  }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, ConflictError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const lbruleid = uuidOf('LoadBalancerRule', input.loadBalancerRuleId, ['input', 'loadBalancerRuleId']);
    const serviceofferingid = uuidOf('ServiceOffering', input.serviceOfferingId, ['input', 'serviceOfferingId']);
    const templateid = uuidOf('Template', input.templateId, ['input', 'templateId']);
    const userdataid = optionalUuidOf('UserData', input.userDataId, ['input', 'userDataId']);
    const rule = await requireRow(context, loadBalancerRules, { typename: 'LoadBalancerRule', words: 'load-balancer rule' }, lbruleid);
    const owner = ownerOf(context.cloud.identity, rule);
    const parts = new Parts(context, input);
    const profile = { ...owner, zoneid: rule.zoneid ?? '', serviceofferingid, templateid, userdataid };
    try {
      const vmprofileid = await parts
        .make(
          'createAutoScaleVmProfile',
          { ...profile, expungevmgraceperiod: input.graceSeconds ?? undefined },
          'deleteAutoScaleVmProfile',
          { expungevmgraceperiod: ['input', 'graceSeconds'] },
        )
        .catch(orUnsupported(context, 'createAutoScaleVmProfile', 'Autoscaling'));
      const scaleuppolicyids = await makePolicies(parts, input, 'scaleUp', owner);
      const scaledownpolicyids = await makePolicies(parts, input, 'scaleDown', owner);
      const bounds = { minmembers: input.minMembers, maxmembers: input.maxMembers, interval: input.intervalSeconds ?? undefined };
      const { job, resourceId } = await startJob(
        context,
        'createAutoScaleVmGroup',
        { name: input.name, lbruleid, vmprofileid, scaleuppolicyids, scaledownpolicyids, ...bounds },
        {
          typename: 'AutoScaleGroup',
          touches: [typedId('LoadBalancerRule', lbruleid)],
          input,
          waitSeconds: input.waitSeconds,
          argumentPaths: { lbruleid: ['input', 'loadBalancerRuleId'], interval: ['input', 'intervalSeconds'] },
        },
      );
      if (resourceId === undefined) throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the order, but did not name the group.');
      return { id: resourceId, job };
    } catch (error) {
      await parts.undo();
      throw error;
    }
  },
});
