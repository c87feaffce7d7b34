import { expect, it } from 'vitest';
import { authenticatorAddress, passwordProblems } from './account-form.ts';

it('asks for both passwords', () => {
  expect(passwordProblems({ currentPassword: '', password: '' }).map(({ path }) => path)).toEqual([['currentPassword'], ['password']]);
  expect(passwordProblems({ currentPassword: 'old', password: 'new' })).toEqual([]);
});

it('hands the key to an authenticator app', () => {
  expect(authenticatorAddress('bob & co', 'JBSWY3DP====')).toBe(
    'otpauth://totp/CloudStack%3Abob%20%26%20co?secret=JBSWY3DP&issuer=CloudStack',
  );
});
