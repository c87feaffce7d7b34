import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import type { GatewayContext } from '../../context.ts';
import { InvalidInputError } from '../../errors.ts';
import { cursorOf, type EventCursor, parseCursor } from '../../events/event-cursor.ts';
import { formatCloudStackDate, parseCloudStackDate } from '../../events/event-row.ts';
import { typedId } from '../../ids.ts';
import { selectedFields } from '../../lookahead.ts';
import { type Connection, checkPageArguments } from '../../paging.ts';
import { dropSlippedProjects } from '../../scope.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { EventFilter, eventParameters } from './event-filter.ts';
import { type EventRow, events } from './event-loader.ts';
import { EventConnection } from './event-type.ts';

type Parameters = ReturnType<typeof eventParameters>;

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    description: "CloudStack's event log, newest first. Archived events are not in it.",
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: EventFilter, description: 'Which events.' }) },
    complexity: pageComplexity(),
    resolve: (_root, args, context, info) =>
      readEvents(context, args, eventParameters(context.cloud.identity, args.filter), selectedFields(info).has('totalCount')),
  }),
);

builder.objectField(VirtualMachine, 'events', (t) =>
  t.field({
    type: EventConnection,
    description: 'What happened to it, newest first.',
    args: forwardArguments(t.arg),
    complexity: pageComplexity(),
    resolve: (machine, args, context, info) => {
      const filter = { resourceId: typedId('VirtualMachine', machine.id) };
      return readEvents(context, args, eventParameters(context.cloud.identity, filter), selectedFields(info).has('totalCount'));
    },
  }),
);

/**
 * A page of events, newest first: CloudStack's pages are, what is in them is not. A page is found by the cursor's moment and
 * id, so that what is written meanwhile shifts nothing.
 */
async function readEvents(
  context: GatewayContext,
  args: { first?: number | null | undefined; after?: string | null | undefined },
  parameters: Parameters,
  counted: boolean,
): Promise<Connection<EventRow>> {
  const { length } = checkPageArguments({ first: args.first }, 50);
  const after = args.after === null || args.after === undefined ? undefined : cursorArgument(args.after);
  const { rows, count } = await olderThan(context, parameters, after, length + 1);
  const page = rows.slice(0, length);
  events.prime(context, page);
  // behind a cursor the count is that of the rest
  const total = after && counted ? (await context.cloud.list('listEvents', { ...parameters, page: 1, pagesize: 1 })).count : count;
  const edges = page.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > length,
      hasPreviousPage: after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: Math.max(total, edges.length),
  };
}

async function olderThan(context: GatewayContext, parameters: Parameters, after: EventCursor | undefined, wanted: number) {
  const pagesize = Math.min(500, Math.max(20, wanted));
  const until = after && formatCloudStackDate(after.createdMs);
  const asked =
    until === undefined || (parameters.enddate !== undefined && parameters.enddate < until)
      ? parameters
      : { ...parameters, enddate: until };
  const found: EventRow[] = [];
  const seen = new Set<string>();
  for (let page = 1; ; page++) {
    const answer = await context.cloud.list('listEvents', { ...asked, page, pagesize });
    for (const row of await dropSlippedProjects(context, [...answer.rows].reverse())) {
      if (!seen.has(row.id)) found.push(row);
      seen.add(row.id);
    }
    const rows = after ? found.slice(placeAfter(found, after)) : found;
    if (rows.length >= wanted || answer.rows.length < pagesize) return { rows, count: answer.count };
  }
}

/** Where what is older than the cursor begins. An event that is gone leaves its second in doubt: it comes again. */
function placeAfter(rows: readonly EventRow[], after: EventCursor): number {
  const at = rows.findIndex((row) => row.id === after.id);
  if (at >= 0) return at + 1;
  const first = rows.findIndex((row) => parseCloudStackDate(row.created) <= after.createdMs);
  return first < 0 ? rows.length : first;
}

/** Reads the cursor argument of a caller. @throws InvalidInputError */
export function cursorArgument(text: string): EventCursor {
  const cursor = parseCursor(text);
  if (cursor) return cursor;
  throw new InvalidInputError([
    { path: ['after'], message: 'No cursor of the event log. Take one from `Event.cursor`, `edges` or `pageInfo`.' },
  ]);
}
