import type { AsyncCommand, Params } from '@cloudstack-graph/client';
import * as z from 'zod';
import type { ActionName } from '../../actions.ts';
import { builder, type Types } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, JobFailedError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { typedId, uuidOf, uuidsOf } from '../../ids.ts';
import { AsyncJob } from '../../jobs/async-job-type.ts';
import type { JobRow } from '../../jobs/job.ts';
import { selectedFields } from '../../lookahead.ts';
import { mutation } from '../../mutation.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction, startJob } from '../../run-command.ts';
import { waitSeconds } from '../../validation/quantities.ts';
import { hostName, text } from '../../validation/text.ts';
import { detailsFor, requireVirtualMachine } from './virtual-machine-loader.ts';
import { virtualMachineRules } from './virtual-machine-rules.ts';
import { VirtualMachine } from './virtual-machine-type.ts';

/** Backing shape of the payload of an action on a machine. */
export interface VirtualMachineOutcome {
  id: string;
  job: JobRow;
}

type SuccessBuilder<S extends { id: string }> = PothosSchemaTypes.ObjectFieldBuilder<Types, S>;

/** The field `virtualMachine` of a payload: read anew after the change, with the details that are selected of it. */
export const changedVirtualMachine = <S extends { id: string }>(t: SuccessBuilder<S>) =>
  t.field({
    type: VirtualMachine,
    description: 'The machine, as it is now.',
    resolve: (outcome, _args, context, info) => requireVirtualMachine(context, outcome.id, detailsFor(selectedFields(info))),
  });

/** The field `job` of a payload. */
export const startedJob = <S extends { id: string; job: JobRow }>(t: SuccessBuilder<S>) =>
  t.field({ type: AsyncJob, description: 'The job that does it.', resolve: (outcome) => outcome.job });

const success = (t: SuccessBuilder<VirtualMachineOutcome>) => ({ virtualMachine: changedVirtualMachine(t), job: startedJob(t) });

const waiting = { description: 'How long to wait for the end of the job, 0 to 300 seconds; 0 answers at once.', defaultValue: 0 };
const checkedWait = z.object({ waitSeconds: waitSeconds.nullish() });

const VirtualMachineActionInput = builder.inputType('VirtualMachineActionInput', {
  description: 'Which machine.',
  fields: (t) => ({ id: t.id({ required: true, description: 'Typed id or UUID.' }), waitSeconds: t.int(waiting) }),
});

const StopVirtualMachineInput = builder.inputType('StopVirtualMachineInput', {
  description: 'Which machine to stop, and how.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Typed id or UUID.' }),
    forced: t.boolean({ defaultValue: false, description: 'Cut the power instead of asking the guest to shut down.' }),
    waitSeconds: t.int(waiting),
  }),
});

const DestroyVirtualMachineInput = builder.inputType('DestroyVirtualMachineInput', {
  description: 'Which machine to destroy, and what goes with it.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Typed id or UUID.' }),
    expunge: t.boolean({ defaultValue: false, description: 'Remove it for good at once; it cannot be recovered then.' }),
    volumeIds: t.idList({ description: 'Data volumes to delete with it.' }),
    waitSeconds: t.int(waiting),
  }),
});

const UpdateVirtualMachineInput = builder.inputType('UpdateVirtualMachineInput', {
  description: 'What to change of a machine. What is left out stays.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Typed id or UUID.' }),
    displayName: t.string({ description: 'The name for people, 1 to 255 characters.' }),
    name: t.string({ description: 'The host name: 1 to 63 letters, digits and hyphens. The guest takes it at its next start.' }),
    group: t.string({ description: 'The instance group; an empty text takes it out of its group.' }),
  }),
});

type AnyInput = { id: string; waitSeconds?: number | null | undefined };
type OnMachine = { [C in AsyncCommand]: Params<C> extends { id: string } ? C : never }[AsyncCommand];

/** Checks the rule, then starts the command on the machine. */
export async function actOnMachine<C extends OnMachine>(
  context: GatewayContext,
  command: C,
  action: ActionName,
  input: AnyInput,
  more: Omit<Params<C>, 'id'>,
): Promise<VirtualMachineOutcome> {
  const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
  requireAllowed(virtualMachineRules, action, await requireVirtualMachine(context, id));
  const parameters = { ...more, id } as unknown as Params<C>;
  const { job } = await startJob(context, command, parameters, { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds });
  return { id, job };
}

mutation({
  name: 'startVirtualMachine',
  description: 'Starts a stopped machine.',
  input: VirtualMachineActionInput,
  validate: checkedWait,
  success,
  errors: [NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
  run: (input, context) => actOnMachine(context, 'startVirtualMachine', 'START', input, {}),
});

mutation({
  name: 'stopVirtualMachine',
  description: 'Stops a running machine.',
  input: StopVirtualMachineInput,
  validate: checkedWait,
  success,
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: (input, context) => actOnMachine(context, 'stopVirtualMachine', 'STOP', input, { forced: input.forced ?? false }),
});

mutation({
  name: 'rebootVirtualMachine',
  description: 'Restarts a running machine.',
  input: VirtualMachineActionInput,
  validate: checkedWait,
  success,
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: (input, context) => actOnMachine(context, 'rebootVirtualMachine', 'REBOOT', input, {}),
});

mutation({
  name: 'destroyVirtualMachine',
  description: 'Destroys a machine. Until it is expunged, it can be recovered.',
  input: DestroyVirtualMachineInput,
  validate: checkedWait,
  success: (t: SuccessBuilder<VirtualMachineOutcome>) => ({
    virtualMachineId: t.id({ description: 'Typed id of the machine.', resolve: (outcome) => typedId('VirtualMachine', outcome.id) }),
    job: startedJob(t),
  }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: (input, context) => {
    const volumeids = uuidsOf('Volume', input.volumeIds ?? [], ['input', 'volumeIds']);
    const more = { ...(input.expunge ? { expunge: true } : {}), ...(volumeids.length > 0 ? { volumeids } : {}) };
    return actOnMachine(context, 'destroyVirtualMachine', 'DESTROY', input, more);
  },
});

mutation({
  name: 'recoverVirtualMachine',
  description: 'Brings a destroyed machine back; it is stopped then.',
  input: VirtualMachineActionInput,
  success: (t: SuccessBuilder<{ id: string }>) => ({ virtualMachine: changedVirtualMachine(t) }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
    requireAllowed(virtualMachineRules, 'RECOVER', await requireVirtualMachine(context, id));
    await runAction(context, 'recoverVirtualMachine', { id }, { typename: 'VirtualMachine', id, input });
    return { id };
  },
});

mutation({
  name: 'updateVirtualMachine',
  description: 'Changes names and group of a machine.',
  input: UpdateVirtualMachineInput,
  validate: z.object({ displayName: text().min(1, 'Must not be empty.').nullish(), name: hostName.nullish(), group: text().nullish() }),
  success: (t: SuccessBuilder<{ id: string }>) => ({ virtualMachine: changedVirtualMachine(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
    const changes = { displayname: input.displayName ?? undefined, name: input.name ?? undefined, group: input.group ?? undefined };
    if (Object.values(changes).every((value) => value === undefined)) {
      throw new InvalidInputError([{ path: ['input'], message: 'Nothing to change: give a display name, a name or a group.' }]);
    }
    await runAction(context, 'updateVirtualMachine', { id, ...changes }, { typename: 'VirtualMachine', id, input });
    return { id };
  },
});
