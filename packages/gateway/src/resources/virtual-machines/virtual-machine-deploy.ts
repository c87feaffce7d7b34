import type { Params } from '@cloudstack-graph/client';
import * as z from 'zod';
import { builder, type Types } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import {
  ConflictError,
  ForbiddenError,
  GatewayError,
  InvalidInputError,
  JobFailedError,
  LimitExceededError,
  NotFoundError,
} from '../../errors.ts';
import { optionalUuidOf, uuidOf, uuidsOf } from '../../ids.ts';
import type { JobRow } from '../../jobs/job.ts';
import { mutation } from '../../mutation.ts';
import { startedJob } from '../../payloads.ts';
import { afterChange, startJob } from '../../run-command.ts';
import { userDataBase64 } from '../../validation/encoded.ts';
import { cpuCount, cpuSpeedMhz, memoryMib, sizeGib, waitSeconds } from '../../validation/quantities.ts';
import { hostName, tags, text } from '../../validation/text.ts';
import { changedVirtualMachine } from './virtual-machine-payload.ts';

export const TagInput = builder.inputType('TagInput', {
  description: 'A tag to put on a resource.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'The key, 1 to 255 characters.' }),
    value: t.string({ required: true, description: 'The value, 1 to 255 characters.' }),
  }),
});

const DeployVirtualMachineInput = builder.inputType('DeployVirtualMachineInput', {
  description: 'The machine to deploy, from a template or from an ISO.',
  fields: (t) => ({
    zoneId: t.id({ required: true, description: 'Where: typed id or UUID of a zone.' }),
    serviceOfferingId: t.id({ required: true, description: 'How big: a service offering.' }),
    templateId: t.id({ description: 'The template it is made from; this or `isoId`.' }),
    isoId: t.id({ description: 'The ISO it is installed from; this or `templateId`.' }),
    name: t.string({ description: 'The host name: 1 to 63 letters, digits and hyphens. Left out: CloudStack makes one.' }),
    displayName: t.string({ description: 'The name for people.' }),
    networkIds: t.idList({ description: 'The networks it is in; the first is its default. Left out: CloudStack chooses, where it can.' }),
    diskOfferingId: t.id({ description: 'A data disk to go with it; with `isoId`, its root disk.' }),
    diskSizeGib: t.int({
      description: 'Size of that disk in GiB, where the offering leaves it open; without `diskOfferingId`, of the root disk.',
    }),
    cpuCount: t.int({ description: 'Virtual CPUs, where the service offering leaves it open.' }),
    cpuSpeedMhz: t.int({ description: 'Speed of each CPU in MHz, where the service offering leaves it open.' }),
    memoryMib: t.int({ description: 'Memory in MiB, where the service offering leaves it open.' }),
    sshKeyPairs: t.stringList({ description: 'Names of SSH key pairs to put into it.' }),
    userData: t.string({ description: 'Cloud-init or other user data, Base64 encoded, at most 32 KiB decoded.' }),
    affinityGroupIds: t.idList({ description: 'Affinity groups it belongs to.' }),
    tags: t.field({ type: [TagInput], description: 'Tags to put on it.' }),
    start: t.boolean({ defaultValue: true, description: 'Whether it is started.' }),
    waitSeconds: t.int({ defaultValue: 0, description: 'How long to wait for the end of the job, 0 to 300 seconds; 0 answers at once.' }),
  }),
});

type Input = typeof DeployVirtualMachineInput.$inferInput;

const rules = z
  .object({
    name: hostName.nullish(),
    displayName: text().nullish(),
    diskSizeGib: sizeGib.nullish(),
    cpuCount: cpuCount.nullish(),
    cpuSpeedMhz: cpuSpeedMhz.nullish(),
    memoryMib: memoryMib.nullish(),
    userData: userDataBase64.nullish(),
    sshKeyPairs: z.array(text()).nullish(),
    tags: tags.nullish(),
    waitSeconds: waitSeconds.nullish(),
    templateId: z.string().nullish(),
    isoId: z.string().nullish(),
  })
  .superRefine((input, context) => {
    if (!input.templateId && !input.isoId)
      context.addIssue({ code: 'custom', path: ['templateId'], message: 'Give a template, or an ISO to install from.' });
    if (input.templateId && input.isoId)
      context.addIssue({ code: 'custom', path: ['isoId'], message: 'Give either a template or an ISO, not both.' });
  });

/** The input in CloudStack's words. An ISO goes where templates go; sizes of custom offerings go into `details`. */
function parametersOf(input: Input): Params<'deployVirtualMachine'> {
  const custom = Object.fromEntries(
    Object.entries({ cpuNumber: input.cpuCount, cpuSpeed: input.cpuSpeedMhz, memory: input.memoryMib }).flatMap(([key, value]) =>
      typeof value === 'number' ? [[key, String(value)]] : [],
    ),
  );
  const size = input.diskSizeGib ?? undefined;
  const diskofferingid = optionalUuidOf('DiskOffering', input.diskOfferingId, ['input', 'diskOfferingId']);
  return {
    zoneid: uuidOf('Zone', input.zoneId, ['input', 'zoneId']),
    serviceofferingid: uuidOf('ServiceOffering', input.serviceOfferingId, ['input', 'serviceOfferingId']),
    templateid:
      optionalUuidOf('Template', input.templateId, ['input', 'templateId']) ?? optionalUuidOf('Iso', input.isoId, ['input', 'isoId']),
    name: input.name ?? undefined,
    displayname: input.displayName ?? undefined,
    networkids: listOf(uuidsOf('Network', input.networkIds ?? [], ['input', 'networkIds'])),
    diskofferingid,
    ...(diskofferingid === undefined ? { rootdisksize: size } : { size }),
    ...(Object.keys(custom).length > 0 ? { details: [custom] } : {}),
    keypairs: listOf(input.sshKeyPairs ?? []),
    userdata: input.userData ?? undefined,
    affinitygroupids: listOf(uuidsOf('AffinityGroup', input.affinityGroupIds ?? [], ['input', 'affinityGroupIds'])),
    startvm: input.start === false ? false : undefined,
  };
}

const listOf = (values: readonly string[]) => (values.length > 0 ? values : undefined);

/** CloudStack's names that are not the input's in lower case. */
const argumentPaths = {
  templateid: ['input', 'templateId'],
  networkids: ['input', 'networkIds'],
  userdata: ['input', 'userData'],
  size: ['input', 'diskSizeGib'],
  rootdisksize: ['input', 'diskSizeGib'],
  keypairs: ['input', 'sshKeyPairs'],
  cpunumber: ['input', 'cpuCount'],
  cpuspeed: ['input', 'cpuSpeedMhz'],
  memory: ['input', 'memoryMib'],
};

interface Deployed {
  id: string;
  job: JobRow;
  warnings: string[];
}

/** The command of deployment takes no tags: they are put on by a job of its own. The machine is there already, so that failing is a warning. */
async function putTags(context: GatewayContext, id: string, input: Input): Promise<string[]> {
  if (!input.tags || input.tags.length === 0) return [];
  try {
    await context.cloud.start('createTags', {
      resourceids: [id],
      resourcetype: 'UserVm',
      tags: input.tags.map(({ key, value }) => ({ key, value })),
    });
    afterChange(context, 'createTags', { typename: 'VirtualMachine', id, input }, id, undefined);
    return [];
  } catch (error) {
    return [`The tags were not put on: ${error instanceof Error ? error.message : String(error)}`];
  }
}

mutation({
  name: 'deployVirtualMachine',
  description: 'Creates a machine and, unless told otherwise, starts it.',
  input: DeployVirtualMachineInput,
  validate: rules,
  success: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Deployed>) => ({
    virtualMachine: changedVirtualMachine(t),
    job: startedJob(t),
    warnings: t.exposeStringList('warnings', { description: 'What was asked for beside the machine and did not work, in words.' }),
  }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, ConflictError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const { job, resourceId } = await startJob(context, 'deployVirtualMachine', parametersOf(input), {
      typename: 'VirtualMachine',
      input,
      argumentPaths,
      waitSeconds: input.waitSeconds,
    });
    if (resourceId === undefined)
      throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the deployment, but did not name the machine.');
    return { id: resourceId, job, warnings: await putTags(context, resourceId, input) };
  },
});
