import { builder } from '../../builder.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { ALERT, Alert, AlertConnection, alerts } from './alert-type.ts';

export const AlertFilter = builder.inputType('AlertFilter', {
  description: 'Which alerts. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the text.' }),
    name: t.string({ description: 'Only of this kind, by name.' }),
    type: t.int({ description: "Only of this kind, by CloudStack's number." }),
  }),
});

resourceQueries({
  type: Alert,
  connection: AlertConnection,
  words: ALERT,
  single: 'alert',
  plural: 'alerts',
  command: 'listAlerts',
  loader: alerts,
  filter: AlertFilter,
  note: 'For operators. Those that were put aside are not in it.',
  select: (filter) => ({
    parameters: {
      keyword: filter?.keyword ?? undefined,
      name: filter?.name ?? undefined,
      type: typeof filter?.type === 'number' ? String(filter.type) : undefined,
    },
  }),
});
