import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
const admin = { as: 'admin' } as const;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 2, volumes: 2 } });
});
afterAll(() => harness.close());

interface Address {
  id: string;
  ipAddress: string;
  state: string;
  actions: { name: string; disabledReason: string | null }[];
}

async function addresses(state: string, ask: Ask = admin): Promise<Address[]> {
  const { data, errors } = await harness.query<{ publicIpAddresses: { nodes: Address[] } }>(
    'query($state: String) { publicIpAddresses(first: 500, filter: { state: $state }) { nodes { id ipAddress state actions { name disabledReason } } } }',
    { state },
    ask,
  );
  expect(errors).toBeUndefined();
  return data.publicIpAddresses.nodes;
}

describe('a public address', () => {
  let address: Address | undefined;
  const change = (name: string, input: object, select = '', ask: Ask = admin) =>
    mutate(harness, name, { id: address?.id, ...input }, select, ask);

  it('that nobody has can be kept for somebody', async () => {
    const free = await addresses('Free');
    address = free[0];
    expect(address).toMatchObject({ state: 'Free' });
    const allocated = await addresses('Allocated');
    expect(free.filter((one) => allocated.some((other) => other.ipAddress === one.ipAddress))).toEqual([]);
    const { data } = await harness.query<{ domains: { nodes: { id: string }[] } }>(
      '{ domains(filter: { name: "acme" }) { nodes { id } } }',
      {},
      admin,
    );
    const owner = { account: 'alice', domainId: data.domains.nodes[0]?.id };
    expect(await change('reservePublicIpAddress', owner, 'publicIpAddress { ipAddress state owner { account } }')).toMatchObject({
      publicIpAddress: { ipAddress: address?.ipAddress, state: 'Reserved', owner: { account: 'alice' } },
    });
    expect(await change('reservePublicIpAddress', owner)).toMatchObject({ __typename: 'InvalidStateError', state: 'Reserved' });
    expect((await addresses('Free')).map((one) => one.id)).not.toContain(address?.id);
  });

  it('that is kept is seen by its owner, and does nothing yet', async () => {
    const [own] = await addresses('Reserved', { as: 'alice' });
    expect(own?.id).toBe(address?.id);
    expect(own?.actions).toContainEqual({ name: 'RELEASE', disabledReason: 'The address is only kept for its owner: acquire it first.' });
    expect(await addresses('Reserved', { as: 'bob' })).toEqual([]);
    expect(await change('unreservePublicIpAddress', {}, '', { as: 'bob' })).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('that is kept is free again when it is not needed, and can be acquired by its owner until then', async () => {
    expect(await change('unreservePublicIpAddress', {}, 'publicIpAddressId')).toMatchObject({ publicIpAddressId: address?.id });
    expect((await addresses('Free')).map((one) => one.ipAddress)).toContain(address?.ipAddress);
    expect(await change('reservePublicIpAddress', {}, 'publicIpAddress { state }', { as: 'alice' })).toMatchObject({
      publicIpAddress: { state: 'Reserved' },
    });
    const { data } = await harness.query<{ virtualMachines: { nodes: { nics: { network: { id: string } }[] }[] } }>(
      '{ virtualMachines(filter: { state: [RUNNING] }) { nodes { nics { network { id } } } } }',
      {},
      { as: 'alice' },
    );
    const networkId = data.virtualMachines.nodes[0]?.nics[0]?.network.id;
    const acquired = { networkId, ipAddress: address?.ipAddress, waitSeconds: 30 };
    expect(await mutate(harness, 'acquirePublicIpAddress', acquired, 'publicIpAddress { id state }')).toMatchObject({
      publicIpAddress: { id: address?.id, state: 'Allocated' },
    });
    expect(await change('unreservePublicIpAddress', {})).toMatchObject({ __typename: 'InvalidStateError', state: 'Allocated' });
  });
});
