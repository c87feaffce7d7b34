import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the dialog of a group holds. */
export interface GroupValues {
  name: string;
  kind: string;
  description: string;
}

const kinds: Record<string, { title: () => string; text: () => string }> = {
  'host anti-affinity': { title: m.affinity_apart, text: m.affinity_apart_text },
  'non-strict host anti-affinity': { title: m.affinity_apart_soft, text: m.affinity_apart_soft_text },
  'host affinity': { title: m.affinity_together, text: m.affinity_together_text },
  'non-strict host affinity': { title: m.affinity_together_soft, text: m.affinity_together_soft_text },
};
const order = Object.keys(kinds);

/** A kind in words; one that CloudStack adds later keeps its own name. */
export const groupKind = (kind: string): string => kinds[kind]?.title() ?? kind;

/** The kinds as choices, in the order in which people want them. Only operators make groups of dedicated resources. */
export function kindChoices(known: readonly string[]): { value: string; label: string; note: string | null }[] {
  const place = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return known
    .filter((kind) => kind !== 'ExplicitDedication')
    .toSorted((a, b) => place(a) - place(b))
    .map((kind) => ({ value: kind, label: groupKind(kind), note: kinds[kind]?.text() ?? null }));
}

/** Everything that is wrong with the dialog; an empty list means it may be sent. */
export function groupProblems({ name, kind }: GroupValues): FieldProblem[] {
  const wrong = !name.trim() ? m.resource_name_missing() : name.trim().length > 255 ? m.resource_name_too_long({ max: 255 }) : null;
  return [...(wrong ? [problem('name', wrong)] : []), ...(kind ? [] : [problem('kind', m.affinity_kind_missing())])];
}

/** The dialog as the mutation wants it. */
export function groupInput({ name, kind, description }: GroupValues): { name: string; kind: string; description?: string } {
  return { name: name.trim(), kind, ...(description.trim() ? { description: description.trim() } : {}) };
}
