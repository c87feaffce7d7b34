import { describe, expect, it } from 'vitest';
import { startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

describe('networks, live', () => {
  it('are read anew after a change, past the list that is kept for seconds', async () => {
    const harness = await startHarness();
    try {
      const read = async () => {
        const { data } = await harness.query<{ networks: { nodes: { id: string; name: string }[] } }>(
          '{ networks { nodes { id name } } }',
          {},
          { as: 'alice' },
        );
        return data.networks.nodes;
      };
      const [network] = await read();
      await mutate(harness, 'updateNetwork', { id: network?.id, name: 'renamed', waitSeconds: 30 });
      expect((await read()).find((node) => node.id === network?.id)?.name).toBe('renamed');
    } finally {
      await harness.close();
    }
  });
});
