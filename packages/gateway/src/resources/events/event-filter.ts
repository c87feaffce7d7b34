import { builder } from '../../builder.ts';
import { InvalidInputError } from '../../errors.ts';
import type { EventWish } from '../../events/event-filter.ts';
import { formatCloudStackDate } from '../../events/event-row.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import type { Identity } from '../../identity/identity.ts';
import { isUuid, parseTypedId } from '../../ids.ts';
import { resourceTypeOf } from '../../resource-types.ts';
import { everything } from '../../scope.ts';
import { EventLevelEnum, EventStateEnum } from './event-type.ts';

export const EventFilter = builder.inputType('EventFilter', {
  description: 'Which events. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the type, description or level.' }),
    level: t.field({ type: EventLevelEnum, description: 'Only of this level.' }),
    type: t.string({ description: 'Only of this type: `VM.STOP`.' }),
    state: t.field({ type: EventStateEnum, description: 'Only in this state.' }),
    resourceId: t.id({ description: 'Only about this: a typed id.' }),
    since: t.field({ type: 'DateTime', description: 'Only from this moment on.' }),
    until: t.field({ type: 'DateTime', description: 'Only up to this moment, with it.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose events.' }),
  }),
});

export type EventFilterInput = typeof EventFilter.$inferInput | null | undefined;

const stateNames = { CREATED: 'Created', SCHEDULED: 'Scheduled', STARTED: 'Started', COMPLETED: 'Completed' } as const;

/** A filter as parameters of `listEvents`. */
export function eventParameters(identity: Identity, filter: EventFilterInput) {
  const about = resourceOf(filter?.resourceId);
  // the first covers a user and a root admin wholly; a domain admin names a project to see its events
  const [all] = everything(identity);
  const asked = filter?.scope ? scopeParameters(identity, filter.scope) : all;
  const scope = asked?.projectid === '-1' ? all : asked;
  return {
    ...scope,
    keyword: filter?.keyword ?? undefined,
    level: filter?.level ?? undefined,
    type: filter?.type ?? undefined,
    state: filter?.state ? stateNames[filter.state] : undefined,
    startdate: filter?.since ? formatCloudStackDate(filter.since.getTime()) : undefined,
    enddate: filter?.until ? formatCloudStackDate(filter.until.getTime()) : undefined,
    ...(about ? { resourceid: about.id, resourcetype: resourceTypeOf(about.typename) } : {}),
  };
}

/** A filter, but for its scope, as a wish that events are held against as they come. */
export function eventWish(filter: EventFilterInput): EventWish {
  return {
    keyword: filter?.keyword ?? undefined,
    level: filter?.level ?? undefined,
    type: filter?.type ?? undefined,
    state: filter?.state ?? undefined,
    resourceId: resourceOf(filter?.resourceId)?.id,
    sinceMs: filter?.since?.getTime(),
    untilMs: filter?.until?.getTime(),
  };
}

function resourceOf(id: string | null | undefined) {
  if (id === null || id === undefined) return undefined;
  const path = ['filter', 'resourceId'];
  if (isUuid(id))
    throw new InvalidInputError([
      { path, message: 'Give the typed id here, like "VirtualMachine:029d3e74-…": CloudStack wants to know the type.' },
    ]);
  return parseTypedId(id, path);
}
