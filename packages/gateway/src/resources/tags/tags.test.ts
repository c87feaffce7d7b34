import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let machines: string[];
let volume: string;
beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{ virtualMachines: { nodes: { id: string }[] }; volumes: { nodes: { id: string }[] } }>(
    '{ virtualMachines(first: 2) { nodes { id } } volumes(first: 1) { nodes { id } } }',
    {},
    { as: 'alice' },
  );
  machines = data.virtualMachines.nodes.map((node) => node.id);
  volume = data.volumes.nodes[0]?.id ?? '';
});
afterAll(() => harness.close());

const select = 'resources { id ... on VirtualMachine { tags { key value } } ... on Volume { tags { key value } } }';

describe('tags', () => {
  const tags = [
    { key: 'tested', value: "a b+c&d=*~'()!" },
    { key: 'été', value: 'oui' },
  ];

  it('are put on several things of one type at once', async () => {
    const added = await mutate(harness, 'addTags', { ids: machines, tags, waitSeconds: 30 }, select);
    expect(added).toMatchObject({ __typename: 'AddTagsSuccess', job: { status: 'SUCCEEDED' } });
    for (const resource of added.resources as { tags: object[] }[]) expect(resource.tags).toEqual(expect.arrayContaining(tags));
    expect((await mutate(harness, 'addTags', { ids: [volume], tags: [tags[0]], waitSeconds: 30 })).__typename).toBe('AddTagsSuccess');
  });

  it('are listed with what they are on, and found by filters', async () => {
    const { data } = await harness.query<{ tags: { nodes: { resource: { id: string } }[] }; virtualMachines: { nodes: { id: string }[] } }>(
      '{ tags(filter: { key: "tested", resourceType: "VirtualMachine" }) { nodes { key value resourceType resource { id } } } virtualMachines(filter: { tags: [{ key: "été" }] }) { nodes { id } } }',
      {},
      { as: 'alice' },
    );
    expect(data.tags.nodes.map((node) => node.resource.id).sort()).toEqual([...machines].sort());
    expect(data.virtualMachines.nodes.map((node) => node.id)).toEqual(machines);
  });

  it('say with the job that a key is there already', async () => {
    expect(await mutate(harness, 'addTags', { ids: [machines[0]], tags: [tags[0]], waitSeconds: 30 })).toMatchObject({
      __typename: 'JobFailedError',
      message: expect.stringContaining('tested'),
    });
  });

  it('are taken off', async () => {
    const removed = await mutate(harness, 'removeTags', { ids: machines, keys: ['tested', 'été'], waitSeconds: 30 }, select);
    for (const resource of removed.resources as { tags: { key: string }[] }[])
      expect(resource.tags.map((tag) => tag.key)).not.toContain('tested');
  });

  it.each([
    [{ ids: [], tags }, ['input', 'ids']],
    [{ ids: ['M', 'V'], tags }, ['input', 'ids', '1']],
    [{ ids: ['Zone:00000000-0000-4000-8000-000000000000'], tags }, ['input', 'ids', '0']],
    [{ ids: ['00000000-0000-4000-8000-000000000000'], tags }, ['input', 'ids', '0']],
    [{ ids: ['M'], tags: [] }, ['input', 'tags']],
    [{ ids: ['M'], tags: [{ key: '', value: 'x' }] }, ['input', 'tags', '0', 'key']],
    [{ ids: ['M'], tags: [{ key: 'a\\u0041', value: 'x' }] }, ['input', 'tags', '0', 'key']],
  ])('are refused as %j', async (input, path) => {
    const ids = input.ids.map((id) => (id === 'M' ? machines[0] : id === 'V' ? volume : id));
    expect(await mutate(harness, 'addTags', { ...input, ids })).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path }] });
  });
});
