/** Before a CloudStack of 4.18, which lacks what came later. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './test/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ simulator: { version: '4.18' } });
});
afterAll(() => harness.close());

const signIn = async (): Promise<string> => {
  const { response } = await harness.query(
    `mutation { signIn(input: { username: "bob", password: "bob", domain: "/acme" }) { __typename } }`,
  );
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
};

const page = `{
  virtualMachines(first: 5) { nodes { id name actions { name } zone { name allocationState } template { name } volumes { nodes { id } } } }
  zones { nodes { name } }
}`;

describe.each(['a key pair', 'a session'])('with %s', (kind) => {
  const ask = async () => (kind === 'a key pair' ? { as: 'bob' as const } : { cookie: await signIn() });

  it('says which feature the cloud lacks, and goes on', async () => {
    const who = await ask();
    const { errors } = await harness.query(`{ webhooks { totalCount } }`, {}, who);
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('listWebhooks'), extensions: { code: 'UNSUPPORTED' } });
    const machine = await harness.query<{ virtualMachines: { nodes: { name: string }[] } }>(
      `{ virtualMachines(first: 1) { nodes { name schedules { schedule } } } }`,
      {},
      who,
    );
    expect(machine.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNSUPPORTED']);
    const after = await harness.query<{ virtualMachines: { nodes: { volumes: { nodes: unknown[] } }[] } }>(page, {}, who);
    expect(after.errors).toBeUndefined();
    expect(after.data.virtualMachines.nodes).toHaveLength(5);
    expect(after.data.virtualMachines.nodes[0]?.volumes.nodes.length).toBeGreaterThan(0);
  });
});
