import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEnVQrYPqPXmyX9DqMJYoGTXTV9vcHFLDvLtn1CkZdMV me@laptop';
const idIn = (result: Record<string, unknown>, field: string) => (result[field] as { id: string }).id;

describe('SSH key pairs', () => {
  let pair: string;

  it('are made, with the private key shown once', async () => {
    const made = await mutate(
      harness,
      'createSshKeyPair',
      { name: 'laptop' },
      'privateKey sshKeyPair { id name fingerprint owner { account } actions { name } }',
    );
    expect(made).toMatchObject({
      __typename: 'CreateSshKeyPairSuccess',
      privateKey: expect.stringContaining('PRIVATE KEY'),
      sshKeyPair: { name: 'laptop', owner: { account: 'alice' }, actions: [{ name: 'DELETE' }] },
    });
    pair = idIn(made, 'sshKeyPair');
  });

  it('are registered, listed and found by id', async () => {
    const blob = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.from([0, 0, 0, 32]), Buffer.alloc(32, 7)]);
    const valid = `ssh-ed25519 ${blob.toString('base64')} me@laptop`;
    expect(await mutate(harness, 'registerSshKeyPair', { name: 'second', publicKey: valid }, 'sshKeyPair { name }')).toMatchObject({
      sshKeyPair: { name: 'second' },
    });
    const { data } = await harness.query<{ sshKeyPairs: { nodes: { name: string }[] }; node: object }>(
      'query($id: ID!) { sshKeyPairs { nodes { name } } sshKeyPair(id: $id) { name } node(id: $id) { id } }',
      { id: pair },
      { as: 'alice' },
    );
    expect(data).toMatchObject({ sshKeyPair: { name: 'laptop' }, node: { id: pair } });
    expect(data.sshKeyPairs.nodes.map((node) => node.name)).toEqual(expect.arrayContaining(['laptop', 'second']));
  });

  it.each([
    [{ name: ' ', publicKey }, 'name'],
    [{ name: 'x', publicKey: 'hello' }, 'publicKey'],
    [{ name: 'x', publicKey: '-----BEGIN OPENSSH PRIVATE KEY-----' }, 'publicKey'],
    [{ name: 'x', publicKey: publicKey.slice(0, 30) }, 'publicKey'],
  ])('are not registered as %j', async (input, field) => {
    expect(await mutate(harness, 'registerSshKeyPair', input)).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', field] }],
    });
  });

  it('are not made twice under one name', async () => {
    expect((await mutate(harness, 'createSshKeyPair', { name: 'laptop' })).__typename).toMatch(/InvalidInputError|ConflictError/);
  });

  it('are deleted, but not by somebody else', async () => {
    expect((await mutate(harness, 'deleteSshKeyPair', { id: pair }, '', { as: 'bob' })).__typename).toBe('NotFoundError');
    expect(await mutate(harness, 'deleteSshKeyPair', { id: pair }, 'sshKeyPairId')).toMatchObject({ sshKeyPairId: pair });
  });
});

describe('instance groups', () => {
  it('are made, hold machines, are renamed and deleted', async () => {
    const made = await mutate(
      harness,
      'createInstanceGroup',
      { name: 'front' },
      'instanceGroup { id name virtualMachines { totalCount } }',
    );
    const id = idIn(made, 'instanceGroup');
    expect(made).toMatchObject({ instanceGroup: { name: 'front', virtualMachines: { totalCount: 0 } } });
    const { data } = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
      '{ virtualMachines(first: 1) { nodes { id } } }',
      {},
      { as: 'alice' },
    );
    await mutate(harness, 'updateVirtualMachine', { id: data.virtualMachines.nodes[0]?.id, group: 'front' });
    const { data: after } = await harness.query(
      'query($id: ID!) { instanceGroup(id: $id) { virtualMachines { nodes { id group instanceGroup { id name } } } } }',
      { id },
      { as: 'alice' },
    );
    expect(after).toEqual({
      instanceGroup: {
        virtualMachines: { nodes: [{ id: data.virtualMachines.nodes[0]?.id, group: 'front', instanceGroup: { id, name: 'front' } }] },
      },
    });
    const { data: listed } = await harness.query('{ instanceGroups { nodes { id name } } }', {}, { as: 'alice' });
    expect(listed).toMatchObject({ instanceGroups: { nodes: expect.arrayContaining([{ id, name: 'front' }]) } });
    expect(await mutate(harness, 'updateInstanceGroup', { id, name: 'edge' }, 'instanceGroup { name }')).toMatchObject({
      instanceGroup: { name: 'edge' },
    });
    expect(await mutate(harness, 'updateInstanceGroup', { id, name: '' })).toMatchObject({ fields: [{ path: ['input', 'name'] }] });
    expect(await mutate(harness, 'deleteInstanceGroup', { id }, 'instanceGroupId')).toMatchObject({ instanceGroupId: id });
    expect((await mutate(harness, 'deleteInstanceGroup', { id })).__typename).toBe('NotFoundError');
  });
});

describe('affinity groups', () => {
  it('are made of a kind that the cloud has, hold machines, and are deleted', async () => {
    const { data } = await harness.query<{ affinityGroupKinds: string[]; virtualMachines: { nodes: { id: string }[] } }>(
      '{ affinityGroupKinds virtualMachines(first: 1, filter: { state: [STOPPED, RUNNING] }) { nodes { id } } }',
      {},
      { as: 'alice' },
    );
    const [kind] = data.affinityGroupKinds;
    const machine = data.virtualMachines.nodes[0]?.id;
    const made = await mutate(harness, 'createAffinityGroup', { name: 'apart', kind, waitSeconds: 30 }, 'affinityGroup { id name kind }');
    expect(made).toMatchObject({ affinityGroup: { name: 'apart', kind } });
    const id = idIn(made, 'affinityGroup');
    await mutate(harness, 'stopVirtualMachine', { id: machine, waitSeconds: 60 });
    expect(
      await mutate(
        harness,
        'setVirtualMachineAffinityGroups',
        { id: machine, affinityGroupIds: [id], waitSeconds: 30 },
        'virtualMachine { affinityGroups { id name kind } }',
      ),
    ).toMatchObject({ virtualMachine: { affinityGroups: [{ id, name: 'apart', kind }] } });
    const { data: after } = await harness.query(
      'query($id: ID!) { affinityGroup(id: $id) { virtualMachines { id } } affinityGroups { totalCount } }',
      { id },
      { as: 'alice' },
    );
    expect(after).toMatchObject({ affinityGroup: { virtualMachines: [{ id: machine }] } });
    await mutate(harness, 'setVirtualMachineAffinityGroups', { id: machine, affinityGroupIds: [], waitSeconds: 30 });
    expect(await mutate(harness, 'deleteAffinityGroup', { id, waitSeconds: 30 }, 'affinityGroupId')).toMatchObject({ affinityGroupId: id });
    expect(await mutate(harness, 'createAffinityGroup', { name: 'x', kind: 'no such kind', waitSeconds: 30 })).toMatchObject({
      __typename: expect.stringMatching(/InvalidInputError|JobFailedError/),
    });
  });
});

describe('user data', () => {
  it('is kept, given to a machine, and deleted', async () => {
    const content = Buffer.from('#cloud-config\n').toString('base64');
    const made = await mutate(
      harness,
      'registerUserData',
      { name: 'base', content, parameters: ['domain'] },
      'userData { id name content parameters }',
    );
    expect(made).toMatchObject({ userData: { name: 'base', content, parameters: ['domain'] } });
    const id = idIn(made, 'userData');
    const { data } = await harness.query(
      'query($id: ID!) { userData(id: $id) { name } userDataList { nodes { id } } }',
      { id },
      { as: 'alice' },
    );
    expect(data).toMatchObject({ userData: { name: 'base' }, userDataList: { nodes: expect.arrayContaining([{ id }]) } });
    expect(await mutate(harness, 'registerUserData', { name: 'bad', content: '#cloud-config' })).toMatchObject({
      fields: [{ path: ['input', 'content'] }],
    });

    const { data: machines } = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
      '{ virtualMachines(first: 1, filter: { state: [STOPPED] }) { nodes { id } } }',
      {},
      { as: 'alice' },
    );
    const machine = machines.virtualMachines.nodes[0]?.id;
    expect(await mutate(harness, 'resetVirtualMachineUserData', { id: machine })).toMatchObject({
      fields: [{ path: ['input', 'userDataId'] }],
    });
    expect(await mutate(harness, 'resetVirtualMachineUserData', { id: machine, content }, '')).toMatchObject({
      __typename: 'ForbiddenError',
    });
    expect(
      await mutate(harness, 'resetVirtualMachineUserData', { id: machine, content }, 'virtualMachine { userData }', { as: 'admin' }),
    ).toMatchObject({
      virtualMachine: { userData: content },
    });
    expect(await mutate(harness, 'deleteUserData', { id }, 'userDataId')).toMatchObject({ userDataId: id });
  });
});
