/** What jobs of autoscaling have in common. */
import type { Body, Call, JobPlan } from '../../command.ts';
import type { Entity, TableDefinition } from '../../store.ts';

const quick = 300;

interface Words {
  /** `AUTOSCALEPOLICY` */
  readonly type: string;
  readonly words: string;
}

/** A job on one thing whose event names no resource that others know. */
export function autoScalePlan(
  { type, words }: Words,
  action: string,
  doing: string,
  ownerId: number | undefined,
  finish: () => Body,
): JobPlan {
  const event = { type: `${type}.${action}`, description: `${doing} ${words}`, scheduled: `${doing} ${words}`, resourceType: 'None' };
  return {
    instance: { type: 'None' },
    milliseconds: quick,
    event: { ...event, ...(ownerId === undefined ? {} : { ownerId }) },
    finish,
  };
}

/** A creation: the row is there at once, the job only says so. */
export function creation(words: Words, row: Entity, object: string, build: () => Body): JobPlan {
  return { resourceId: row.uuid, ...autoScalePlan(words, 'CREATE', 'creating', row.accountId, () => ({ [object]: build() })) };
}

export function removal<R extends Entity, I extends string>(call: Call, words: Words, table: TableDefinition<R, I>, row: R): JobPlan {
  return autoScalePlan(words, 'DELETE', 'deleting', row.accountId, () => {
    call.cloud.store.table(table).remove(row);
    return { success: true };
  });
}
