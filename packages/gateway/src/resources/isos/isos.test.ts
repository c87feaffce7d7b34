import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let zoneId: string;
let osTypeId: string;
let machine: string;

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<Record<string, { nodes: { id: string }[] }>>(
    '{ zones { nodes { id } } osTypes(first: 1) { nodes { id } } virtualMachines(filter: { state: [RUNNING] }) { nodes { id } } }',
    {},
    { as: 'alice' },
  );
  [zoneId, osTypeId, machine] = ['zones', 'osTypes', 'virtualMachines'].map((name) => data[name]?.nodes[0]?.id ?? '') as [
    string,
    string,
    string,
  ];
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const url = 'https://files.example.net/debian.iso';
const register = (input: object, ask?: { as: 'alice' | 'bob' }) =>
  mutate(
    harness,
    'registerIso',
    { name: 'debian', url, zoneId, osTypeId, ...input },
    'iso { id name isReady isBootable osName zone { id } actions { name disabledReason } }',
    ask,
  );

async function untilReady(id: string): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    const { data } = await harness.query<{ iso: { isReady: boolean } }>(
      'query($id: ID!) { iso(id: $id) { isReady } }',
      { id },
      { as: 'alice' },
    );
    if (data.iso.isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the ISO never became ready');
}

describe('ISOs', () => {
  let iso: string;

  it('are registered and visible before they are downloaded', async () => {
    const made = await register({});
    expect(made).toMatchObject({ __typename: 'RegisterIsoSuccess', iso: { name: 'debian', isBootable: true, zone: { id: zoneId } } });
    iso = (made.iso as { id: string }).id;
    await untilReady(iso);
  });

  it('are listed by visibility', async () => {
    const count = async (visibility: string, as: 'alice' | 'bob') => {
      const { data } = await harness.query<{ isos: { nodes: { id: string }[] } }>(
        'query($filter: IsoFilter) { isos(filter: $filter) { nodes { id } } }',
        { filter: { visibility } },
        { as },
      );
      return data.isos.nodes.filter((node) => node.id === iso).length;
    };
    expect([await count('OWN', 'alice'), await count('USABLE', 'alice'), await count('OWN', 'bob'), await count('USABLE', 'bob')]).toEqual([
      1, 1, 0, 0,
    ]);
  });

  it('refuses ALL to a user, in words', async () => {
    const { errors } = await harness.query('{ isos(filter: { visibility: ALL }) { totalCount } }', {}, { as: 'alice' });
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('USABLE'), extensions: { code: 'FORBIDDEN' } });
    const asAdmin = await harness.query('{ isos(filter: { visibility: ALL }) { totalCount } }', {}, { as: 'admin' });
    expect(asAdmin.errors).toBeUndefined();
  });

  it('of somebody else are null', async () => {
    const { data } = await harness.query('query($id: ID!) { iso(id: $id) { id } }', { id: iso }, { as: 'bob' });
    expect(data).toEqual({ iso: null });
  });

  it('go into a machine, and come out again', async () => {
    expect(
      await mutate(harness, 'attachIso', { id: iso, virtualMachineId: machine, waitSeconds: 30 }, 'virtualMachine { iso { id name } }'),
    ).toMatchObject({
      __typename: 'AttachIsoSuccess',
      virtualMachine: { iso: { id: iso, name: 'debian' } },
    });
    expect(await mutate(harness, 'deleteIso', { id: iso })).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringContaining('Detach it there first'),
    });
    expect(harness.simulator.calls.of('deleteIso')).toBe(0);
    expect(
      await mutate(harness, 'detachIso', { virtualMachineId: machine, waitSeconds: 30 }, 'virtualMachine { iso { id } }'),
    ).toMatchObject({
      __typename: 'DetachIsoSuccess',
      virtualMachine: { iso: null },
    });
    expect(await mutate(harness, 'detachIso', { virtualMachineId: machine })).toMatchObject({
      __typename: 'InvalidStateError',
      state: 'Running',
    });
  });

  it('are deleted', async () => {
    expect(await mutate(harness, 'deleteIso', { id: iso, waitSeconds: 30 }, 'isoId')).toMatchObject({
      __typename: 'DeleteIsoSuccess',
      isoId: iso,
    });
    expect((await mutate(harness, 'deleteIso', { id: iso })).__typename).toBe('NotFoundError');
  });

  it.each([
    [{ url: 'ftp//bad' }, 'url'],
    [{ url: 'file:///etc/passwd' }, 'url'],
    [{ url: 'http://127.0.0.1:8899/debian.iso' }, 'url'],
    [{ url: 'http://nosuchhost.invalid/a.iso' }, 'url'],
    [{ osTypeId: null }, 'osTypeId'],
    [{ name: '' }, 'name'],
    [{ name: 'a\\u0041b' }, 'name'],
    [{ zoneId: 'Iso:00000000-0000-4000-8000-000000000000' }, 'zoneId'],
  ])('are not registered with %j, and the argument is named', async (input, field) => {
    expect(await register(input)).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', field], message: expect.any(String) }],
    });
  });

  it('may lack an operating system when they are not bootable', async () => {
    expect(await register({ osTypeId: null, isBootable: false })).toMatchObject({
      __typename: 'RegisterIsoSuccess',
      iso: { isBootable: false },
    });
  });
});
