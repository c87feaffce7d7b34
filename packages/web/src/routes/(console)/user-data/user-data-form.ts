import { toBase64 } from '#lib/form/base64.ts';
import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the dialog of user data holds. */
export interface UserDataValues {
  name: string;
  text: string;
  /** Names, parted by commas or spaces. */
  variables: string;
}

/** CloudStack's default for `vm.userdata.max.length`. */
const MOST_BYTES = 32_768;

/** Everything that is wrong with the dialog; an empty list means it may be sent. */
export function userDataProblems({ name, text }: UserDataValues): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!name.trim()) problems.push(problem('name', m.resource_name_missing()));
  else if (name.trim().length > 255) problems.push(problem('name', m.resource_name_too_long({ max: 255 })));
  if (!text.trim()) problems.push(problem('content', m.user_data_text_missing()));
  else if (new TextEncoder().encode(text).length > MOST_BYTES) problems.push(problem('content', m.user_data_too_long()));
  return problems;
}

/** The dialog as the mutation wants it. */
export function userDataInput(values: UserDataValues): { name: string; content: string; parameters?: string[] } {
  const parameters = values.variables.split(/[\s,;]+/).filter(Boolean);
  return { name: values.name.trim(), content: toBase64(values.text), ...(parameters.length > 0 ? { parameters } : {}) };
}
