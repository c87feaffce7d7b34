import { builder } from '../../builder.ts';
import { StreamEnd } from '../../events/channel.ts';
import { eventMatches } from '../../events/event-filter.ts';
import type { EventRow } from '../../events/event-row.ts';
import { scopeMatch } from '../../index-store/conditions.ts';
import { EventFilter, eventWish } from './event-filter.ts';
import { events } from './event-loader.ts';
import { cursorArgument } from './event-queries.ts';
import { Event } from './event-type.ts';

builder.subscriptionField('events', (t) =>
  t.field({
    type: Event,
    description:
      'Events as they come, as far as the caller may see them, in the order of the log. With `after` nothing is missed over a pause: ' +
      'every later event comes at least once, and its id tells when it comes twice. Server-sent events carry the cursor as `id:`.',
    args: {
      after: t.arg.string({ description: '`cursor` of the last event seen; from now on when left out.' }),
      filter: t.arg({ type: EventFilter, description: 'Which events.' }),
    },
    complexity: 5,
    subscribe: async (_root, args, context) => {
      const { identity } = context.cloud;
      const after = args.after ?? context.arrival.lastEventId;
      const wish = eventWish(args.filter);
      const belongs = await scopeMatch(context, args.filter?.scope);
      const accepts = (event: EventRow) => eventMatches(wish, event) && (belongs?.(event) ?? true);
      return context.services.live.cohort(identity).events(identity, accepts, after ? cursorArgument(after) : undefined);
    },
    resolve: (event, _args, context) => {
      if (event instanceof StreamEnd) throw event.error;
      context.renew();
      events.prime(context, [event]);
      return event;
    },
  }),
);
