import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { type Problem, problemLine } from '#lib/graph/problems.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the create page and the edit dialog hold. */
export interface ProjectValues {
  name: string;
  displayText: string;
}

/** What is wrong with the name and text of a project. */
export function projectProblems({ name, displayText }: ProjectValues): FieldProblem[] {
  return [...(name.trim() ? tooLong('name', name) : [problem('name', m.resource_name_missing())]), ...tooLong('displayText', displayText)];
}

/** The same as the mutation wants it; without a text CloudStack takes the name. */
export function projectInput({ name, displayText }: ProjectValues): { name: string; displayText?: string } {
  return { name: name.trim(), ...(displayText.trim() ? { displayText: displayText.trim() } : {}) };
}

/** CloudStack refuses a name that another project of the domain has: that is told at the field. */
export const atName = (refusal: Problem): Problem =>
  refusal.code === 'CONFLICT' ? { ...refusal, fields: [problem('name', m.project_name_taken())] } : refusal;

/** A refusal for the foot of a dialog; what stands at a field is not said twice. */
export const refusalLine = (refusal: Problem): string => (refusal.fields.length > 0 ? refusal.text : problemLine(refusal));

export type MemberKind = 'account' | 'user' | 'email';
export type MemberRole = 'ADMIN' | 'REGULAR';

/** What the dialog holds that adds a member. */
export interface MemberValues {
  kind: MemberKind;
  account: string;
  username: string;
  email: string;
  role: MemberRole;
}

export const emptyMember: MemberValues = { kind: 'account', account: '', username: '', email: '', role: 'REGULAR' };

/** What is missing; whether there is such a person is CloudStack's to say. */
export function memberProblems(values: MemberValues): FieldProblem[] {
  if (values.kind === 'account') return values.account.trim() ? [] : [problem('account', m.project_member_account_missing())];
  if (values.kind === 'user') return values.username.trim() ? [] : [problem('username', m.project_member_user_missing())];
  return /^\S+@\S+\.\S+$/.test(values.email.trim()) ? [] : [problem('email', m.project_member_email_wrong())];
}

const tooLong = (path: string, text: string): FieldProblem[] =>
  text.trim().length > 255 ? [problem(path, m.resource_name_too_long({ max: 255 }))] : [];
