import type { ActionRule } from './actions.ts';
import type { Types } from './builder.ts';
import { Action, Owner, type OwnerRow } from './interfaces.ts';
import { offeredActions } from './rules.ts';

/** What most rows of CloudStack's resources carry. */
interface CommonRow extends OwnerRow {
  id: string;
  name?: string | undefined;
  created?: string | undefined;
}

/** The fields of the interface `Resource` for rows that carry them under CloudStack's usual names. */
export const resourceFields = <R extends CommonRow>(
  t: PothosSchemaTypes.ObjectFieldBuilder<Types, R>,
  rules: readonly ActionRule<NoInfer<R>>[],
) => ({
  name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
  owner: t.field({ type: Owner, description: 'Who it belongs to.', resolve: (row) => row }),
  createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was created.', resolve: (row) => row.created ?? null }),
  actions: t.field({
    type: [Action],
    description: 'What may be done to it, and why not at the moment.',
    resolve: (row, _args, context) => offeredActions(context, rules, row),
  }),
});

/** A rule without a condition: CloudStack takes the action in every state. */
export function always(name: ActionRule<object>['name'], command: string): ActionRule<object> {
  return { name, command, refusal: () => null };
}
