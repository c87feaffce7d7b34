/** Alerts: what the cloud tells its root admins. */

import { timestamp } from '../../clock.ts';
import type { Cloud } from '../../cloud.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import { defineTable, type Entity } from '../../store.ts';

/** The kinds of alert that occur here, by their numbers. */
export const alertTypes = {
  0: 'ALERT.MEMORY',
  1: 'ALERT.CPU',
  2: 'ALERT.STORAGE',
  3: 'ALERT.STORAGE.ALLOCATED',
  7: 'ALERT.COMPUTE.HOST',
  8: 'ALERT.USERVM',
  9: 'ALERT.SERVICE.DOMAINROUTER',
  10: 'ALERT.SERVICE.CONSOLEPROXY',
  14: 'ALERT.MANAGEMENT',
  19: 'ALERT.SERVICE.SSVM',
} as const;

export type AlertType = keyof typeof alertTypes;

export interface AlertRecord extends Entity {
  type: AlertType;
  text: string;
  sent: number;
}

export const alerts = defineTable<AlertRecord>()({ name: 'Alert', parameters: ['alertid'] });

export function raiseAlert(cloud: Cloud, type: AlertType, text: string, sent = cloud.clock.now()): void {
  cloud.store.table(alerts).insert({ type, text, sent });
}

/** Newest first. */
function listAlerts(call: Call): Body {
  const { params, cloud } = call;
  const test = all<AlertRecord>(
    when(params.row(alerts, 'id'), (row, one) => row === one),
    when(params.text('type'), (row, type) => String(row.type) === type || alertTypes[row.type] === type),
    when(params.text('name'), (row, name) => same(alertTypes[row.type], name)),
    when(params.like('keyword'), (row, like) => like(row.text)),
  );
  const rows = [...cloud.store.table(alerts).all()].sort((a, b) => b.sent - a.sent || a.id - b.id);
  return listBody(call, 'alert', test === undefined ? rows : rows.filter(test), (row) => ({
    id: row.uuid,
    type: row.type,
    name: alertTypes[row.type],
    description: row.text,
    sent: timestamp(row.sent),
  }));
}

/** Archived and deleted alerts are gone from the list alike; that none matches is no error. */
function remove(call: Call): Body {
  const { params, cloud } = call;
  const table = cloud.store.table(alerts);
  const ids = params.rows(alerts, 'ids');
  const type = params.text('type');
  const until = params.date('enddate');
  const since = params.date('startdate');
  if (ids === undefined && type === undefined && until === undefined) throw invalid('either ids, type or enddate must be specified');
  for (const alert of [...table.all()]) {
    const meant =
      (ids?.includes(alert) ?? true) &&
      (type === undefined || String(alert.type) === type) &&
      alert.sent <= (until ?? alert.sent) &&
      alert.sent >= (since ?? alert.sent);
    if (meant) table.remove(alert);
  }
  return { success: true };
}

export const alertResource: ResourceModule = {
  tables: [alerts],
  commands: {
    listAlerts: sync(listAlerts, { entities: { id: alerts } }),
    archiveAlerts: sync(remove, { entities: { ids: alerts } }),
    deleteAlerts: sync(remove, { entities: { ids: alerts } }),
  },
};
