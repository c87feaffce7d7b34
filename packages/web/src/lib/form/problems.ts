/** Something wrong with one field of a form. `path` is the way to it in the input of the mutation. */
export interface FieldProblem {
  path: string[];
  message: string;
}

/** A problem at a dotted path: `problem('nics.0.network', …)`. */
export const problem = (path: string, message: string): FieldProblem => ({ path: path.split('.'), message });

/** The sentences of a field, or of anything inside it; a server's path may begin with `input`. */
export function problemsOf(problems: readonly FieldProblem[], path: string): string[] {
  const wanted = path.split('.');
  return problems
    .filter((p) => {
      const at = p.path[0] === 'input' ? p.path.slice(1) : p.path;
      return wanted.every((part, i) => at[i] === part);
    })
    .map((p) => p.message);
}
