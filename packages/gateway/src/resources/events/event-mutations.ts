import * as z from 'zod';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { formatCloudStackDate } from '../../events/event-row.ts';
import { typedId, uuidsOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import type { SuccessBuilder } from '../../payloads.ts';
import { runAction } from '../../run-command.ts';

const EventsInput = builder.inputType('EventsInput', {
  description: 'Which events: by their ids, or all of a type or of a time.',
  fields: (t) => ({
    ids: t.idList({ description: 'Typed ids or UUIDs, up to 500.' }),
    type: t.string({ description: 'All of this type: `VM.START`.' }),
    since: t.field({ type: 'DateTime', description: 'All written then or later.' }),
    until: t.field({ type: 'DateTime', description: 'All written then or earlier.' }),
  }),
});

const rule = z
  .object({
    ids: z.array(z.string()).max(500, 'At most 500 at once.').nullish(),
    type: z.string().nullish(),
    since: z.date().nullish(),
    until: z.date().nullish(),
  })
  .superRefine((input, issues) => {
    const many = Boolean(input.type || input.since || input.until);
    const refuse = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message });
    if (!input.ids?.length && !many) refuse('ids', 'Give ids, or a type or a time.');
    if (input.ids?.length && many) refuse('ids', 'Give either ids, or a type or a time.');
    if (input.since && input.until && input.until < input.since) refuse('until', 'The end lies before the start. Swap them.');
  });

interface Done {
  ids: string[];
}

async function onEvents(
  context: GatewayContext,
  command: 'archiveEvents' | 'deleteEvents',
  input: typeof EventsInput.$inferInput,
): Promise<Done> {
  const ids = uuidsOf('Event', input.ids ?? [], ['input', 'ids']);
  const parameters = {
    ids: ids.length > 0 ? ids : undefined,
    type: input.type ?? undefined,
    startdate: input.since ? formatCloudStackDate(input.since.getTime()) : undefined,
    enddate: input.until ? formatCloudStackDate(input.until.getTime()) : undefined,
  };
  const options = { typename: 'Event', input, argumentPaths: { startdate: ['input', 'since'], enddate: ['input', 'until'] } };
  await runAction(context, command, parameters, options);
  return { ids };
}

const success = (t: SuccessBuilder<Done>) => ({
  eventIds: t.idList({
    description: 'Typed ids of those that were named; empty where a type or a time was given.',
    resolve: ({ ids }) => ids.map((id) => typedId('Event', id)),
  }),
});

mutation({
  name: 'archiveEvents',
  description: 'Puts events away: they are no longer in the list, and can still be found by id.',
  input: EventsInput,
  validate: rule,
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError],
  run: (input, context) => onEvents(context, 'archiveEvents', input),
});

mutation({
  name: 'deleteEvents',
  description: 'Deletes events for good.',
  input: EventsInput,
  validate: rule,
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError],
  run: (input, context) => onEvents(context, 'deleteEvents', input),
});
