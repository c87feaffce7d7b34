import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { defaultCommands } from './role-commands.ts';
import { type Harness, startHarness } from './test/harness.ts';
import { mutate } from './test/mutate.ts';

let harness: Harness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

it('what default roles may do is as recorded', () => {
  const recorded = JSON.parse(readFileSync(new URL('../../../recordings/role-commands.json', import.meta.url), 'utf8')) as {
    User: string[];
    DomainAdmin: string[];
  };
  expect([...(defaultCommands('User') ?? [])]).toEqual(recorded.User);
  expect([...(defaultCommands('DomainAdmin') ?? [])]).toEqual(recorded.DomainAdmin);
  expect(defaultCommands('Admin')).toBeUndefined();
});

it('actions that the role does not have are not offered, and nobody is asked for that', async () => {
  harness = await startHarness();
  const offered = async (as: 'bob' | 'dana' | 'admin') => {
    interface Found {
      virtualMachines: { nodes: { actions: { name: string }[] }[] };
      volumes: { nodes: { actions: { name: string }[] }[] };
    }
    const { data, errors } = await (harness as Harness).query<Found>(
      '{ virtualMachines(first: 1) { nodes { actions { name } } } volumes(first: 1) { nodes { actions { name } } } }',
      {},
      { as },
    );
    expect(errors).toBeUndefined();
    const names = ({ nodes }: { nodes: { actions: { name: string }[] }[] }) => nodes[0]?.actions.map(({ name }) => name) ?? [];
    return { machine: names(data.virtualMachines), volume: names(data.volumes) };
  };
  const [bob, dana, admin] = [await offered('bob'), await offered('dana'), await offered('admin')];
  expect(bob.machine).toEqual(expect.arrayContaining(['START', 'STOP', 'SNAPSHOT', 'DESTROY']));
  const beyond = (all: string[], some: string[]) => all.filter((name) => !some.includes(name));
  expect(beyond(admin.machine, bob.machine)).toEqual(['RESET_USER_DATA', 'ASSIGN', 'MIGRATE']);
  expect(beyond(dana.machine, bob.machine)).toEqual(['ASSIGN']);
  expect(beyond(admin.volume, bob.volume)).toEqual(['ASSIGN', 'MIGRATE', 'UPDATE']);
  expect(harness.simulator.calls.of('listApis')).toBe(0);
});

it('a role that somebody has made is asked about once, behind the page that shows the role', async () => {
  harness = await startHarness();
  const { simulator, query } = harness;
  const role = await mutate(harness, 'createRole', { name: 'Operators of acme', kind: 'USER' }, 'role { id }', { as: 'admin' });
  const { data } = await query<{ domains: { nodes: { id: string; path: string }[] } }>(
    '{ domains { nodes { id path } } }',
    {},
    { as: 'admin' },
  );
  const acme = data.domains.nodes.find(({ path }) => path === '/acme')?.id;
  const person = { username: 'erin', password: 'erin-secret', firstName: 'Erin', lastName: 'E', email: 'erin@example.org' };
  const input = { ...person, name: 'erin', domainId: acme, roleId: (role.role as { id: string }).id };
  expect(await mutate(harness, 'createAccount', input, 'account { id }', { as: 'admin' })).toMatchObject({
    __typename: 'CreateAccountSuccess',
  });
  const signedIn = await query('mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }', {
    input: { username: 'erin', password: 'erin-secret', domain: '/acme' },
  });
  const cookie = signedIn.response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  simulator.calls.reset();
  for (let page = 0; page < 3; page++) {
    expect((await query('{ viewer { role } }', {}, { cookie })).data).toEqual({ viewer: { role: 'Operators of acme' } });
  }
  await vi.waitFor(() => expect(simulator.calls.of('listApis')).toBe(1));
});
