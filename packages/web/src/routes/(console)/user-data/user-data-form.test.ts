import { expect, it } from 'vitest';
import { userDataInput, userDataProblems } from './user-data-form.ts';

const values = (given: Partial<Parameters<typeof userDataInput>[0]> = {}) => ({
  name: 'web',
  text: '#cloud-config\n',
  variables: '',
  ...given,
});
const at = (given: Parameters<typeof values>[0]) => userDataProblems(values(given)).map(({ path }) => path[0]);

it('wants a name and a text that CloudStack keeps', () => {
  expect(at({})).toEqual([]);
  expect(at({ name: ' ', text: '\n' })).toEqual(['name', 'content']);
  expect(at({ text: 'é'.repeat(16_384) })).toEqual([]);
  expect(at({ text: 'é'.repeat(16_385) })).toEqual(['content']);
});

it('is sent in Base64, with the variables only where there are any', () => {
  expect(userDataInput(values())).toEqual({ name: 'web', content: 'I2Nsb3VkLWNvbmZpZwo=' });
  expect(userDataInput(values({ variables: 'host, port  user,' })).parameters).toEqual(['host', 'port', 'user']);
});
