import type { AsyncCommand, Params } from '@cloudstack-graph/client';
import * as z from 'zod';
import type { ActionName } from '../../actions.ts';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { ForbiddenError, InvalidStateError, JobFailedError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { uuidOf, uuidsOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { goneId, idField, type JobOutcome, type Outcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction, startJob } from '../../run-command.ts';
import { requireVirtualMachine } from './virtual-machine-loader.ts';
import { changedVirtualMachine } from './virtual-machine-payload.ts';
import { virtualMachineRules } from './virtual-machine-rules.ts';

const success = (t: SuccessBuilder<JobOutcome>) => ({ virtualMachine: changedVirtualMachine(t), job: startedJob(t) });

const checkedWait = z.object(waitRule);

export const VirtualMachineActionInput = builder.inputType('VirtualMachineActionInput', {
  description: 'Which machine.',
  fields: (t) => ({ id: t.id(idField), waitSeconds: t.int(waitField) }),
});

const StopVirtualMachineInput = builder.inputType('StopVirtualMachineInput', {
  description: 'Which machine to stop, and how.',
  fields: (t) => ({
    id: t.id(idField),
    forced: t.boolean({ defaultValue: false, description: 'Cut the power instead of asking the guest to shut down.' }),
    waitSeconds: t.int(waitField),
  }),
});

const DestroyVirtualMachineInput = builder.inputType('DestroyVirtualMachineInput', {
  description: 'Which machine to destroy, and what goes with it.',
  fields: (t) => ({
    id: t.id(idField),
    expunge: t.boolean({ defaultValue: false, description: 'Remove it for good at once; it cannot be recovered then.' }),
    volumeIds: t.idList({ description: 'Data volumes to delete with it.' }),
    waitSeconds: t.int(waitField),
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
): Promise<JobOutcome> {
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
  success: (t: SuccessBuilder<JobOutcome>) => ({
    virtualMachineId: goneId(t, 'VirtualMachine'),
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
  success: (t: SuccessBuilder<Outcome>) => ({ virtualMachine: changedVirtualMachine(t) }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
    requireAllowed(virtualMachineRules, 'RECOVER', await requireVirtualMachine(context, id));
    await runAction(context, 'recoverVirtualMachine', { id }, { typename: 'VirtualMachine', id, input });
    return { id };
  },
});
