import { expect, it } from 'vitest';
import { problem, problemsOf } from './problems.ts';

it('shows a problem at its field, and one inside it too', () => {
  const problems = [problem('name', 'Too long.'), problem('nics.0.network', 'Gone.'), { path: ['input', 'name'], message: 'Taken.' }];
  expect(problemsOf(problems, 'name')).toEqual(['Too long.', 'Taken.']);
  expect(problemsOf(problems, 'nics')).toEqual(['Gone.']);
  expect(problemsOf(problems, 'nics.1')).toEqual([]);
});
