import type { ObjectRef } from '@pothos/core';
import * as z from 'zod';
import type { ActionRule } from '../../actions.ts';
import { builder, type Types } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, JobFailedError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { uuidOf, uuidsOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import {
  type DownloadOutcome,
  downloadUrlField,
  idField,
  type JobOutcome,
  type Outcome,
  type SuccessBuilder,
  startedJob,
  waitField,
  waitRule,
} from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction, startJob } from '../../run-command.ts';

/** What templates and ISOs have in common, and the names that differ. */
interface Image<Row extends { id: string; zoneid?: string }> {
  /** The graph's type: `Template`, `Iso`. */
  typename: 'Template' | 'Iso';
  /** The field of payloads: `template`, `iso`. */
  field: string;
  /** In words: `template`, `ISO`. */
  words: string;
  type: ObjectRef<Types, Row>;
  require: (context: GatewayContext, id: string) => Promise<Row>;
  rules: readonly ActionRule<Row>[];
}

const ImagePermissionChange = builder.enumType('ImagePermissionChange', {
  description: 'What to do about whom an image (template, ISO) is shared with.',
  values: {
    ADD: { value: 'add', description: 'Share it with these, too.' },
    REMOVE: { value: 'remove', description: 'No longer share it with these.' },
    RESET: { value: 'reset', description: 'Share it with nobody.' },
  } as const,
});

const permissionsRule = z
  .object({
    isPublic: z.boolean().nullish(),
    isFeatured: z.boolean().nullish(),
    isExtractable: z.boolean().nullish(),
    change: z.string().nullish(),
    accounts: z.array(z.string()).nullish(),
    projectIds: z.array(z.string()).nullish(),
  })
  .superRefine((input, issues) => {
    const named = (input.accounts?.length ?? 0) + (input.projectIds?.length ?? 0);
    const flags = [input.isPublic, input.isFeatured, input.isExtractable].some((flag) => typeof flag === 'boolean');
    const add = (field: string, message: string) => issues.addIssue({ code: 'custom', path: [field], message });
    if (!flags && !input.change && named === 0) add('isPublic', 'Nothing to change: give a permission, or whom to share it with.');
    if (named > 0 && !input.change) add('change', 'Say what to do with these accounts or projects: ADD or REMOVE.');
    if (named > 0 && input.change === 'reset') add('accounts', 'RESET shares it with nobody. Leave accounts and projects out.');
    if (named === 0 && (input.change === 'add' || input.change === 'remove')) add('accounts', 'Name accounts or projects.');
  });

/** Defines `update…Permissions`, `copy…` and `extract…` of templates or ISOs. */
export function imageMutations<Row extends { id: string; zoneid?: string }>(image: Image<Row>): void {
  const { typename, field, words } = image;
  const changed = <S extends Outcome>(t: SuccessBuilder<S>) => ({
    [field]: t.field({
      type: image.type,
      description: `The ${words}, as it is now.`,
      resolve: (outcome, _args, context) => image.require(context, outcome.id) as never,
    }),
  });

  const PermissionsInput = builder.inputType(`Update${typename}PermissionsInput`, {
    description: `Who may use which ${words}. What is left out stays.`,
    fields: (t) => ({
      id: t.id(idField),
      isPublic: t.boolean({ description: 'Whether everybody may use it; where the operator allows that.' }),
      isFeatured: t.boolean({ description: 'Whether to recommend it; only administrators may.' }),
      isExtractable: t.boolean({ description: 'Whether it may be downloaded.' }),
      change: t.field({ type: ImagePermissionChange, description: 'What to do with `accounts` and `projectIds`.' }),
      accounts: t.stringList({ description: "Names of accounts of the owner's domain." }),
      projectIds: t.idList({ description: 'Projects.' }),
    }),
  });

  mutation({
    name: `update${typename}Permissions`,
    description: `Changes who may use a ${words}: everybody, or some accounts and projects.`,
    input: PermissionsInput,
    validate: permissionsRule,
    success: (t: SuccessBuilder<Outcome>) => changed(t),
    errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError],
    run: async (input, context) => {
      const id = uuidOf(typename, input.id, ['input', 'id']);
      const projectids = uuidsOf('Project', input.projectIds ?? [], ['input', 'projectIds']);
      requireAllowed(image.rules, 'UPDATE', await image.require(context, id));
      const parameters = {
        id,
        ispublic: input.isPublic ?? undefined,
        isfeatured: input.isFeatured ?? undefined,
        isextractable: input.isExtractable ?? undefined,
        op: input.change ?? undefined,
        accounts: input.accounts?.length ? input.accounts : undefined,
        projectids: projectids.length > 0 ? projectids : undefined,
      };
      const command = typename === 'Iso' ? 'updateIsoPermissions' : 'updateTemplatePermissions';
      await runAction(context, command, parameters, { typename, id, input, argumentPaths: { op: ['input', 'change'] } });
      return { id };
    },
  });

  const CopyInput = builder.inputType(`Copy${typename}Input`, {
    description: `Which ${words} to copy into which zones.`,
    fields: (t) => ({
      id: t.id(idField),
      zoneIds: t.idList({ required: true, description: 'The zones it shall be in, too; one at least.' }),
      sourceZoneId: t.id({ description: 'The zone to copy it from; left out, where it is.' }),
      waitSeconds: t.int(waitField),
    }),
  });

  mutation({
    name: `copy${typename}`,
    description: `Copies a ${words} into other zones.`,
    input: CopyInput,
    validate: z.object({ zoneIds: z.array(z.string()).min(1, 'Name one zone at least.'), ...waitRule }),
    success: (t: SuccessBuilder<JobOutcome>) => ({ ...changed(t), job: startedJob(t) }),
    errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
    run: async (input, context) => {
      const id = uuidOf(typename, input.id, ['input', 'id']);
      const destzoneids = uuidsOf('Zone', input.zoneIds, ['input', 'zoneIds']);
      const row = await image.require(context, id);
      requireAllowed(image.rules, 'COPY', row);
      const sourcezoneid = input.sourceZoneId ? uuidOf('Zone', input.sourceZoneId, ['input', 'sourceZoneId']) : row.zoneid;
      const { job } = await startJob(
        context,
        typename === 'Iso' ? 'copyIso' : 'copyTemplate',
        { id, destzoneids, sourcezoneid },
        { typename, id, input, waitSeconds: input.waitSeconds, argumentPaths: { destzoneids: ['input', 'zoneIds'] } },
      );
      return { id, job };
    },
  });

  const ExtractInput = builder.inputType(`Extract${typename}Input`, {
    description: `Which ${words} to make ready to be downloaded.`,
    fields: (t) => ({ id: t.id(idField), waitSeconds: t.int(waitField) }),
  });

  mutation({
    name: `extract${typename}`,
    description: `Makes a ${words} ready to be downloaded.`,
    input: ExtractInput,
    validate: z.object(waitRule),
    success: (t: SuccessBuilder<DownloadOutcome>) => ({ ...changed(t), url: downloadUrlField(t), job: startedJob(t) }),
    errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
    run: async (input, context) => {
      const id = uuidOf(typename, input.id, ['input', 'id']);
      const row = await image.require(context, id);
      requireAllowed(image.rules, 'EXTRACT', row);
      const command = typename === 'Iso' ? 'extractIso' : 'extractTemplate';
      const parameters = { id, mode: 'HTTP_DOWNLOAD', zoneid: row.zoneid };
      const { job, result } = await startJob(context, command, parameters, { typename, id, input, waitSeconds: input.waitSeconds });
      return { id, job, url: result?.url ?? null };
    },
  });
}
