import { m } from '../paraglide/messages.js';
import { toasts } from '../ui/toasts.svelte.ts';
import { type Problem, problemLine } from './problems.ts';

/** How many mutations of a bulk action are under way at once: CloudStack saturates at its cores, more would only queue. */
const AT_ONCE = 4;

/** How one of them went; what `act` answers says more. */
export type Done = { ok: true } | { ok: false; problem: Problem };

/** Does one thing to each of several resources, a few at a time; what was refused is told apart from what was done. */
export async function actOnAll<Row>(rows: readonly Row[], run: (row: Row) => Promise<Done>): Promise<{ row: Row; problem: Problem }[]> {
  const waiting = [...rows];
  const refused: { row: Row; problem: Problem }[] = [];
  const worker = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      const outcome = await run(row);
      if (!outcome.ok) refused.push({ row, problem: outcome.problem });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows.length) }, worker));
  return refused;
}

/** Says in the corner what was refused: one by its reason, several by their number and the first reason. */
export function tellRefusals<Row>(title: string, total: number, refused: readonly { row: Row; problem: Problem }[]): void {
  const [first] = refused;
  if (!first) return;
  const detail = problemLine(first.problem);
  if (total === 1) toasts.show({ tone: 'bad', title: `${title}: ${first.problem.text}`, detail: first.problem.detail });
  else
    toasts.show({
      tone: 'bad',
      title: `${title}: ${m.resource_done_some({ done: total - refused.length, total, failed: refused.length })}`,
      detail,
    });
}
