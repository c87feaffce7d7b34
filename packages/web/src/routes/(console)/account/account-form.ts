import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { m } from '#lib/paraglide/messages.js';

export interface PasswordValues {
  currentPassword: string;
  password: string;
}

/** What is missing before anything is sent; the rest is CloudStack's to judge. */
export function passwordProblems({ currentPassword, password }: PasswordValues): FieldProblem[] {
  return [
    ...(currentPassword ? [] : [problem('currentPassword', m.account_password_now_missing())]),
    ...(password ? [] : [problem('password', m.account_password_new_missing())]),
  ];
}

/** The address that hands an authenticator app its key (the format of Google Authenticator, which all of them read). */
export function authenticatorAddress(username: string, secret: string): string {
  const label = encodeURIComponent(`CloudStack:${username}`);
  return `otpauth://totp/${label}?secret=${secret.replace(/=+$/, '')}&issuer=CloudStack`;
}
