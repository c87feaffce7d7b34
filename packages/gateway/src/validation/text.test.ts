import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems.ts';
import { hostName, resourceName, tags, text } from './text.ts';

const accepts = (schema: Parameters<typeof problemsOf>[0], value: unknown) => expect(problemsOf(schema, value)).toEqual([]);
const refuses = (schema: Parameters<typeof problemsOf>[0], value: unknown, message: RegExp) =>
  expect(problemsOf(schema, value)[0]?.message).toMatch(message);

describe('hostName', () => {
  it.each(['web-1', 'a', 'A1', `a${'b'.repeat(62)}`])('accepts %s', (name) => accepts(hostName, name));
  it.each(['bad_name!', '1web', '-web', 'web-', '', `a${'b'.repeat(63)}`, 'été', 'a.b'])('refuses %s with the rule', (name) =>
    refuses(hostName, name, /1 to 63 letters/),
  );
  it('names the invalid JSON that an escape would cause before the host rule', () => refuses(hostName, 'a\\u0041b', /invalid JSON/));
});

describe('text', () => {
  it.each(['C:\\users\\bob', 'Web one é ünï ☁ "quoted" <b>', 'line1\nline2', ''])('accepts %j, as CloudStack does', (value) =>
    accepts(text(), value),
  );
  it('refuses a tab, as CloudStack does', () => refuses(text(), 'tab\there', /control character/));
  it('refuses an escape that CloudStack would give back as invalid JSON', () => refuses(text(), 'nul\\u0000x', /invalid JSON/));
  it('refuses half a character', () => refuses(text(), 'a\ud83d', /lone surrogate/));
  it('accepts a whole one beyond the basic plane', () => accepts(text(), 'a😀'));
  it('refuses more than the maximum', () => refuses(text(3), 'abcd', /at most 3/));
});

describe('resourceName', () => {
  it('refuses blanks', () => refuses(resourceName(), '  ', /Must not be blank/));
});

describe('tags', () => {
  it('names the tag and its field', () => {
    expect(problemsOf(tags, [{ key: 'env', value: '' }], ['input', 'tags'])).toEqual([
      { path: ['input', 'tags', '0', 'value'], message: 'Must not be empty. Give a value.' },
    ]);
  });
  it('refuses the same key twice, at the second one', () => {
    const problems = problemsOf(
      tags,
      [
        { key: 'env', value: 'a' },
        { key: 'env', value: 'b' },
      ],
      ['input', 'tags'],
    );
    expect(problems).toEqual([{ path: ['input', 'tags', '1', 'key'], message: 'The key "env" comes twice. Keep one.' }]);
  });
});
