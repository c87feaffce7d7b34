import type { SyncCommand } from '@cloudstack-graph/client';
import * as z from 'zod';
import { builder } from './builder.ts';
import { ForbiddenError, GatewayError, InvalidInputError, NotFoundError } from './errors.ts';
import { typedId, uuidsOf } from './ids.ts';
import { mutation } from './mutation.ts';
import type { SuccessBuilder } from './payloads.ts';
import { runAction } from './run-command.ts';

type LogCommand = Extract<SyncCommand, 'archiveEvents' | 'deleteEvents' | 'archiveAlerts' | 'deleteAlerts'>;

/** Most entries of one call: CloudStack takes their ids in one parameter. */
const MOST_ENTRIES = 200;

/** Defines the mutation that archives or deletes entries of a log, all in one call: `archiveEvents(input: { ids })`. */
export function logMutation(options: {
  command: LogCommand;
  typename: 'Event' | 'Alert';
  field: 'eventIds' | 'alertIds';
  description: string;
}): void {
  const { command, typename, field, description } = options;
  const input = builder.inputType(`${command.charAt(0).toUpperCase()}${command.slice(1)}Input`, {
    description: 'Which entries.',
    fields: (t) => ({
      ids: t.idList({ required: true, description: `Typed ids or UUIDs, 1 to ${MOST_ENTRIES}.` }),
    }),
  });
  mutation({
    name: command,
    description: `${description} All in one call: CloudStack does it for all of them or for none.`,
    input,
    validate: z.object({
      ids: z.array(z.string()).min(1, 'Name at least one.').max(MOST_ENTRIES, `At most ${MOST_ENTRIES} at once.`),
    }),
    success: ((t: SuccessBuilder<{ ids: string[] }>) => ({
      [field]: t.idList({
        description: 'Typed ids of what it was done to.',
        resolve: ({ ids }) => ids.map((id) => typedId(typename, id)),
      }),
    })) as never,
    errors: [InvalidInputError, NotFoundError, ForbiddenError],
    run: async (given, context) => {
      const ids = [...new Set(uuidsOf(typename, given.ids, ['input', 'ids']))];
      const touches = ids.map((id) => typedId(typename, id));
      await runAction(context, command, { ids } as never, { typename, input: given, touches }).catch(blameIds);
      return { ids };
    },
  });
}

/** CloudStack answers ids that are gone, or somebody else's, by an internal error ("one or more parameters has invalid values"). */
function blameIds(error: unknown): never {
  if (!(error instanceof GatewayError) || error.code !== 'INTERNAL') throw error;
  throw new NotFoundError('Not all of them are there, or yours. CloudStack did nothing.', null, {
    cause: error,
    extensions: error.extensions,
  });
}
