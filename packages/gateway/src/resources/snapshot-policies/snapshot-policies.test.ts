import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let volumeId: string;
beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{ volumes: { nodes: { id: string }[] } }>(
    '{ volumes(first: 1) { nodes { id } } }',
    {},
    { as: 'alice' },
  );
  volumeId = data.volumes.nodes[0]?.id ?? '';
});
afterAll(() => harness.close());

const good = { interval: 'DAILY', schedule: '30:03', timeZone: 'Europe/Paris', maximumSnapshots: 3 };
const create = (input: object) =>
  mutate(
    harness,
    'createSnapshotPolicy',
    { volumeId, ...good, ...input },
    'snapshotPolicy { id interval schedule timeZone maximumSnapshots volume { id } }',
  );

describe('snapshot policies', () => {
  let policy: string;

  it('are made, and replaced by one of the same interval', async () => {
    const made = await create({});
    expect(made).toMatchObject({ __typename: 'CreateSnapshotPolicySuccess', snapshotPolicy: { ...good, volume: { id: volumeId } } });
    policy = (made.snapshotPolicy as { id: string }).id;
    expect(await create({ maximumSnapshots: 5 })).toMatchObject({ snapshotPolicy: { id: policy, maximumSnapshots: 5 } });
  });

  it('are found under their volume, in the list, and by id', async () => {
    const { data } = await harness.query(
      'query($volume: ID!, $id: ID!) { volume(id: $volume) { snapshotPolicies { id } } snapshotPolicies(filter: { volumeId: $volume }) { totalCount nodes { id } } node(id: $id) { id } }',
      { volume: volumeId, id: policy },
      { as: 'alice' },
    );
    expect(data).toMatchObject({
      volume: { snapshotPolicies: [{ id: policy }] },
      snapshotPolicies: { nodes: [{ id: policy }] },
      node: { id: policy },
    });
  });

  it.each([
    [{ schedule: '99:99' }, 'schedule'],
    [{ interval: 'WEEKLY' }, 'schedule'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ maximumSnapshots: 0 }, 'maximumSnapshots'],
    [{ maximumSnapshots: 999 }, 'maximumSnapshots'],
  ])('are refused with %j', async (input, field) => {
    expect(await create(input)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['input', field] }] });
  });

  it('are changed, and stay the same policy', async () => {
    const update = (input: object) =>
      mutate(
        harness,
        'updateSnapshotPolicy',
        { id: policy, ...input },
        'snapshotPolicy { id interval schedule timeZone maximumSnapshots }',
      );
    expect(await update({ schedule: '15:22', timeZone: 'UTC' })).toMatchObject({
      snapshotPolicy: { id: policy, interval: 'DAILY', schedule: '15:22', timeZone: 'UTC', maximumSnapshots: 5 },
    });
    expect(await update({ maximumSnapshots: 2 })).toMatchObject({ snapshotPolicy: { schedule: '15:22', maximumSnapshots: 2 } });
    expect(await update({ schedule: '30' })).toMatchObject({ fields: [{ path: ['input', 'schedule'] }] });
    expect(await update({ timeZone: 'Mars/Olympus' })).toMatchObject({ fields: [{ path: ['input', 'timeZone'] }] });
    expect(await update({ id: '00000000-0000-4000-8000-000000000000' })).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('are deleted, by their owner only', async () => {
    const notBob = await mutate(harness, 'deleteSnapshotPolicy', { id: policy }, '', { as: 'bob' });
    expect(notBob.__typename).toMatch(/NotFoundError|ForbiddenError/);
    expect(await mutate(harness, 'deleteSnapshotPolicy', { id: policy }, 'snapshotPolicyId')).toMatchObject({ snapshotPolicyId: policy });
    expect((await mutate(harness, 'deleteSnapshotPolicy', { id: policy })).__typename).toBe('NotFoundError');
  });
});
