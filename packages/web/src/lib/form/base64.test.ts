import { expect, it } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';

it('carries any text there and back', () => {
  const text = '#cloud-config\nmotd: « déjà vu » 🚀\n';
  expect(toBase64('#cloud-config')).toBe('I2Nsb3VkLWNvbmZpZw==');
  expect(fromBase64(toBase64(text))).toBe(text);
  expect(fromBase64('aGVs\nbG8=')).toBe('hello');
});

it('says when it is no text', () => expect([fromBase64('/w=='), fromBase64('not base64!')]).toEqual([null, null]));
