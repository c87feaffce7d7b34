import * as z from 'zod';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, NotFoundError } from '../../errors.ts';
import { optionalUuidOf, typedId } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import type { SuccessBuilder } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { COUNTED, countOf, type LimitRow, ResourceLimit } from '../../resource-limits.ts';
import { runAction } from '../../run-command.ts';
import { resourceLimit } from '../../validation/quantities.ts';
import { accounts } from '../accounts/account-loader.ts';
import { projects } from '../projects/project-loader.ts';

const PROJECT = { typename: 'Project', words: 'project' };

/** CloudStack's numbers of what it limits. */
const TYPES = {
  VIRTUAL_MACHINES: { number: 0, name: 'virtualMachines', what: 'Virtual machines.' },
  PUBLIC_IP_ADDRESSES: { number: 1, name: 'publicIpAddresses', what: 'Public IP addresses.' },
  VOLUMES: { number: 2, name: 'volumes', what: 'Volumes.' },
  SNAPSHOTS: { number: 3, name: 'snapshots', what: 'Snapshots of volumes.' },
  TEMPLATES: { number: 4, name: 'templates', what: 'Templates and ISOs.' },
  PROJECTS: { number: 5, name: 'projects', what: 'Projects.' },
  NETWORKS: { number: 6, name: 'networks', what: 'Networks.' },
  VPCS: { number: 7, name: 'vpcs', what: 'VPCs.' },
  CPUS: { number: 8, name: 'cpus', what: 'CPU cores.' },
  MEMORY_MIB: { number: 9, name: 'memoryMib', what: 'Memory, in MiB.' },
  PRIMARY_STORAGE_GIB: { number: 10, name: 'primaryStorageGib', what: 'Storage of volumes, in GiB.' },
  SECONDARY_STORAGE_GIB: { number: 11, name: 'secondaryStorageGib', what: 'Storage of templates, ISOs and snapshots, in GiB.' },
} as const satisfies Record<string, { number: number; name: keyof typeof COUNTED; what: string }>;

type LimitedResource = keyof typeof TYPES;

const LimitedResourceEnum = builder.enumType('LimitedResource', {
  description: 'What can be limited.',
  values: Object.fromEntries(Object.entries(TYPES).map(([name, { what }]) => [name, { description: what }])) as {
    [name in LimitedResource]: { description: string };
  },
});

const UpdateResourceLimitInput = builder.inputType('UpdateResourceLimitInput', {
  description: 'The limit to set, of an account, a project or a whole domain.',
  fields: (t) => ({
    resource: t.field({ type: LimitedResourceEnum, required: true, description: 'What is limited.' }),
    limit: t.int({ description: 'How much there may be, in pieces or in the unit that `resource` says; null or -1: unlimited.' }),
    accountId: t.id({ description: 'The account. Give one of the three.' }),
    projectId: t.id({ description: 'The project.' }),
    domainId: t.id({ description: 'The domain, for all its accounts together.' }),
  }),
});

interface Limited {
  limit: LimitRow | undefined;
}

mutation({
  name: 'updateResourceLimit',
  description: 'Sets how much an account, a project or a domain may have of something. For administrators.',
  input: UpdateResourceLimitInput,
  validate: z.object({ limit: resourceLimit.nullish() }),
  success: (t: SuccessBuilder<Limited>) => ({
    limit: t.field({
      type: ResourceLimit,
      nullable: true,
      description: 'The limit and what there is, where it is of an account; null else.',
      resolve: (outcome) => outcome.limit ?? null,
    }),
  }),
  errors: [NotFoundError, ForbiddenError, InvalidInputError, InvalidStateError],
  run: async (input, context) => {
    const { typename, id, parameters, used } = await holderOf(input, context);
    const { number, name } = TYPES[input.resource];
    const max = input.limit ?? -1;
    await runAction(
      context,
      'updateResourceLimit',
      { ...parameters, resourcetype: number, max },
      { typename, id, input, argumentPaths: { max: ['input', 'limit'], resourcetype: ['input', 'resource'] } },
    );
    const limit = used && { resource: name, used: used(name), limit: max < 0 ? null : max };
    return { limit };
  },
});

const UpdateResourceCountInput = builder.inputType('UpdateResourceCountInput', {
  description: 'Whose resources to count anew, and which.',
  fields: (t) => ({
    resource: t.field({ type: LimitedResourceEnum, description: 'What to count; left out: everything.' }),
    accountId: t.id({ description: 'The account. Give one of the three.' }),
    projectId: t.id({ description: 'The project.' }),
    domainId: t.id({ description: 'The domain, for all its accounts.' }),
  }),
});

mutation({
  name: 'updateResourceCount',
  description: 'Has CloudStack count anew what an account, a project or a domain has, where its counts went wrong. For administrators.',
  input: UpdateResourceCountInput,
  success: (t: SuccessBuilder<{ holder: string }>) => ({
    holderId: t.exposeID('holder', { description: 'Typed id of the account, project or domain whose counts are right now.' }),
  }),
  errors: [NotFoundError, ForbiddenError, InvalidInputError],
  run: async (input, context) => {
    const { typename, id, parameters } = await holderOf(input, context);
    const domainid = 'domainid' in parameters ? parameters.domainid : (await requireRow(context, projects, PROJECT, id)).domainid;
    const resourcetype = input.resource ? TYPES[input.resource].number : undefined;
    await runAction(context, 'updateResourceCount', { ...parameters, domainid: domainid ?? '', resourcetype }, { typename, id, input });
    return { holder: typedId(typename, id) };
  },
});

/** Whose limit it is, in CloudStack's words. */
async function holderOf(
  input: { accountId?: string | null | undefined; projectId?: string | null | undefined; domainId?: string | null | undefined },
  context: GatewayContext,
) {
  const account = optionalUuidOf('Account', input.accountId, ['input', 'accountId']);
  const project = optionalUuidOf('Project', input.projectId, ['input', 'projectId']);
  const domain = optionalUuidOf('Domain', input.domainId, ['input', 'domainId']);
  if ([account, project, domain].filter((id) => id !== undefined).length !== 1) {
    throw new InvalidInputError([{ path: ['input', 'accountId'], message: 'Give either the account, the project or the domain.' }]);
  }
  if (project !== undefined) return { typename: 'Project', id: project, parameters: { projectid: project } };
  if (domain !== undefined) return { typename: 'Domain', id: domain, parameters: { domainid: domain } };
  const row = await requireRow(context, accounts, { typename: 'Account', words: 'account' }, account ?? '');
  const used = (name: keyof typeof COUNTED) => countOf(row, `${COUNTED[name]}total`);
  return { typename: 'Account', id: row.id, parameters: { account: row.name, domainid: row.domainid }, used };
}
