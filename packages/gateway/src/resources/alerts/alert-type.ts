import type { Row } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import { resourceLoader } from '../../loading.ts';
import { connectionOf } from '../../resource-queries.ts';

/** Backing shape of `Alert`: a row of `listAlerts`. */
export type AlertRow = Row<'listAlerts'>;

/** Alerts by id; for operators. */
export const alerts = resourceLoader({ command: 'listAlerts' });

export const Alert = builder.node(builder.objectRef<AlertRow>('Alert'), {
  description: 'What CloudStack wants its operators to know: something fails, or runs short.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => alerts.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'What kind of alert: `ALERT.MEMORY`.', resolve: (row) => row.name ?? '' }),
    type: t.int({ description: "CloudStack's number of that kind.", resolve: (row) => row.type ?? 0 }),
    description: t.string({ description: 'What is the matter.', resolve: (row) => row.description ?? '' }),
    sentAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was raised.', resolve: (row) => row.sent ?? null }),
  }),
});

export const ALERT = { one: 'an alert', many: 'alerts' };
export const AlertConnection = connectionOf(Alert, ALERT);
