import { type FieldProblem, problem } from '#lib/form/problems.ts';
import type { Problem } from '#lib/graph/problems.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the dialog of a new key holds. */
export interface KeyValues {
  how: 'register' | 'create';
  name: string;
  publicKey: string;
}

const LINE =
  /^(?<kind>ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)\s+(?<blob>[A-Za-z0-9+/]+={0,2})(?:\s+(?<comment>.*))?$/;

/** What is wrong with the text of a public key, or null. */
export function publicKeyProblem(text: string): string | null {
  const key = text.trim();
  if (!key) return m.ssh_key_public_missing();
  if (/PRIVATE KEY/.test(key)) return m.ssh_key_is_private();
  const parts = LINE.exec(key)?.groups;
  if (!parts) return m.ssh_key_not_public();
  return isWhole(parts.blob ?? '', parts.kind ?? '') ? null : m.ssh_key_damaged();
}

/**
 * A key is parts, each with its length before it, and the first is the name of its kind: so a line that is cut off or mixed up
 * shows.
 */
function isWhole(blob: string, kind: string): boolean {
  const bytes = bytesOf(blob);
  let at = 0;
  let parts = 0;
  while (at + 4 <= bytes.length) {
    const length = [...bytes.slice(at, at + 4)].reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0);
    if (parts === 0 && bytes.slice(4, 4 + length) !== kind) return false;
    at += 4 + length;
    parts++;
  }
  return parts > 1 && at === bytes.length;
}

function bytesOf(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

/** A name for a key from its comment (`alice@laptop`); '' when it has none. */
export const nameFromKey = (text: string): string => LINE.exec(text.trim())?.groups?.comment?.trim().slice(0, 255) ?? '';

/** Everything that is wrong with the form; an empty list means it may be sent. */
export function keyProblems(values: KeyValues): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const name = values.name.trim();
  if (!name) problems.push(problem('name', m.resource_name_missing()));
  else if (name.length > 255) problems.push(problem('name', m.resource_name_too_long({ max: 255 })));
  const wrong = values.how === 'register' ? publicKeyProblem(values.publicKey) : null;
  if (wrong) problems.push(problem('publicKey', wrong));
  return problems;
}

/** What the server found, at the field that it means: of two of one name it says no field. */
export function refusedFields(refusal: Problem): FieldProblem[] {
  return refusal.code === 'CONFLICT' ? [problem('name', m.ssh_key_taken())] : refusal.fields;
}

/** The name of the file that a private key is kept in. */
export const keyFileName = (name: string): string => `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|-+$/g, '') || 'key'}.pem`;
