import { describe, expect, it } from 'vitest';
import { makeProblem } from '#lib/graph/problems.ts';
import { type KeyValues, keyFileName, keyProblems, nameFromKey, publicKeyProblem, refusedFields } from './ssh-key-form.ts';

/** A line as OpenSSH writes it: the kind, and a blob that begins with the kind. */
const line = (kind: string, inside = kind, comment = '') =>
  `${kind} ${btoa(`\0\0\0${String.fromCharCode(inside.length)}${inside}\0\0\0\u0004abcd`)} ${comment}`.trim();

const values = (given: Partial<KeyValues>): KeyValues => ({ how: 'register', name: 'laptop', publicKey: line('ssh-ed25519'), ...given });
const at = (given: Partial<KeyValues>) => keyProblems(values(given)).map(({ path }) => path.join('.'));

describe('a public key', () => {
  it('is taken in every kind that OpenSSH writes, with a comment or without', () => {
    for (const kind of ['ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp256', 'sk-ssh-ed25519@openssh.com'])
      expect([publicKeyProblem(line(kind)), publicKeyProblem(` ${line(kind, kind, 'alice@laptop')}\n`)], kind).toEqual([null, null]);
  });

  it('is told apart from a private one, from other text and from a damaged one', () => {
    const said = ['', '-----BEGIN OPENSSH PRIVATE KEY-----', 'hello', line('ssh-rsa', 'ssh-dss'), line('ssh-ed25519').slice(0, -4)];
    const words = said.map(publicKeyProblem);
    expect(words).not.toContain(null);
    expect(new Set(words).size).toBe(4);
    expect(words[3]).toBe(words[4]);
  });

  it('gives a name from its comment', () => {
    expect(nameFromKey(`${line('ssh-rsa')} alice at home `)).toBe('alice at home');
    expect([nameFromKey(line('ssh-rsa')), nameFromKey('alice')]).toEqual(['', '']);
  });
});

describe('the form of a key', () => {
  it('wants a name, and a public key only of who has one', () => {
    expect(at({})).toEqual([]);
    expect(at({ name: ' ', publicKey: 'x' })).toEqual(['name', 'publicKey']);
    expect(at({ name: 'x'.repeat(256) })).toEqual(['name']);
    expect(at({ how: 'create', publicKey: 'x' })).toEqual([]);
  });

  it('shows what is taken at the name', () => {
    expect(refusedFields(makeProblem('CONFLICT'))).toMatchObject([{ path: ['name'] }]);
    expect(refusedFields(makeProblem('FORBIDDEN'))).toEqual([]);
  });

  it('names the file of the private half after the key', () => {
    expect(['web 1/2', 'clé', '../x', '  '].map(keyFileName)).toEqual(['web-1-2.pem', 'clé.pem', 'x.pem', 'key.pem']);
  });
});
