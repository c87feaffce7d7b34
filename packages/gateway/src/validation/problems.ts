import type * as z from 'zod';

/** One refused argument: where it stands in the query (`["input", "ports", "0"]`) and what is wrong, with the remedy. */
export interface FieldProblem {
  path: string[];
  message: string;
}

/**
 * Checks a value against a schema.
 *
 * @param schema the rule; its messages say what is wrong and what would be right
 * @param value the argument as it came
 * @param path where the argument stands, `["input"]` for the one argument of a mutation
 * @returns every problem found, none when the value is good
 */
export function problemsOf(schema: z.ZodType, value: unknown, path: readonly string[] = ['input']): FieldProblem[] {
  const verdict = schema.safeParse(value);
  if (verdict.success) return [];
  const problems = verdict.error.issues.map((issue) => ({
    path: [...path, ...issue.path.map(String)],
    message: issue.message,
  }));
  return uniqueByPath(problems);
}

/** One argument may break several rules; the first says enough, the rest is noise in a form. */
function uniqueByPath(problems: readonly FieldProblem[]): FieldProblem[] {
  const first = new Map<string, FieldProblem>();
  for (const problem of problems) {
    const key = problem.path.join('\u0000');
    if (!first.has(key)) first.set(key, problem);
  }
  return [...first.values()];
}
