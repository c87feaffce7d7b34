import { builder } from '../../builder.ts';
import type { CloudStatus } from '../../observability/upstream-status.ts';

const Status = builder.objectRef<CloudStatus>('CloudStatus').implement({
  description: 'How it stands between the gateway and CloudStack.',
  fields: (t) => ({
    reachable: t.boolean({ description: 'Whether CloudStack answers.', resolve: ({ reachable }) => reachable }),
    since: t.field({ type: 'DateTime', description: 'Since when it is so.', resolve: ({ since }) => since }),
  }),
});

builder.queryField('cloudStatus', (t) =>
  t.field({
    type: Status,
    description: 'Whether CloudStack answers the gateway. It asks nothing: the last calls told.',
    resolve: (_root, _args, { services }) => services.upstream.current,
  }),
);

builder.subscriptionField('cloudStatus', (t) =>
  t.field({
    type: Status,
    description: 'Whether CloudStack answers the gateway: now, and each time that changes.',
    complexity: 5,
    subscribe: (_root, _args, { services }) => services.upstream.changes(),
    resolve: (status) => status,
  }),
);
