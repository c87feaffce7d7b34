import { reasonText } from '../i18n/reasons.ts';
import type { ActionItem, Icon } from './action.ts';

/** What the graph says may be done to a resource. */
export interface Offered {
  name: string;
  disabledReason: string | null;
}

/** How a page draws and does one of the graph's actions. */
export interface ActionFace {
  label: string;
  icon?: Icon;
  danger?: boolean;
  separated?: boolean;
  run: () => void | Promise<void>;
}

/**
 * Menu entries in the page's order, for those actions that the graph offers this caller. What cannot be done now stays,
 * with the reason; what the caller's role does not have at all is left out.
 */
export function actionItems(offered: readonly Offered[], faces: readonly (readonly [name: string, face: ActionFace])[]): ActionItem[] {
  return faces.flatMap(([name, face], index) => {
    const action = offered.find((each) => each.name === name);
    return action ? [{ id: `${name}-${index}`, ...face, disabledReason: reasonText(action.disabledReason) }] : [];
  });
}

/** Why none of several can take an action, or null when at least one can: then it is done to those that can. */
export function bulkReason(rows: readonly { actions: readonly Offered[] }[], name: string): string | null {
  const reasons = rows.map((row) => row.actions.find((action) => action.name === name)?.disabledReason);
  return reasons.includes(null) ? null : reasonText(reasons.find((reason) => typeof reason === 'string') ?? null);
}

/** Those of several that can take an action now. */
export const able = <Row extends { actions: readonly Offered[] }>(rows: readonly Row[], name: string): Row[] =>
  rows.filter((row) => row.actions.some((action) => action.name === name && action.disabledReason === null));
