import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let zoneIds: string[];
let osTypeId: string;
let volume: { id: string; virtualMachine: { id: string } };

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{
    zones: { nodes: { id: string }[] };
    osTypes: { nodes: { id: string }[] };
    volumes: { nodes: { id: string; virtualMachine: { id: string; state: string } | null }[] };
  }>(
    '{ zones { nodes { id } } osTypes(first: 1) { nodes { id } } volumes(filter: { kind: ROOT }) { nodes { id virtualMachine { id state } } } }',
    {},
    { as: 'alice' },
  );
  zoneIds = data.zones.nodes.map((zone) => zone.id);
  osTypeId = data.osTypes.nodes[0]?.id ?? '';
  volume = data.volumes.nodes.find((node) => node.virtualMachine?.state === 'RUNNING') as typeof volume;
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const register = (input: object) =>
  mutate(
    harness,
    'registerTemplate',
    {
      name: 'mine',
      url: 'https://files.example.net/disk.qcow2',
      format: 'qcow2',
      hypervisor: 'KVM',
      zoneIds: zoneIds.slice(0, 1),
      osTypeId,
      ...input,
    },
    'template { id name isReady format }',
  );

async function untilReady(id: string, type: 'template' | 'iso'): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    const { data } = await harness.query<Record<string, { isReady: boolean }>>(
      `query($id: ID!) { ${type}(id: $id) { isReady } }`,
      { id },
      { as: 'alice' },
    );
    if (data[type]?.isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the ${type} never became ready`);
}

describe('the life of a template', () => {
  let template: string;

  it('begins with its registration', async () => {
    const made = await register({});
    expect(made).toMatchObject({ __typename: 'RegisterTemplateSuccess', template: { name: 'mine', format: 'QCOW2' } });
    template = (made.template as { id: string }).id;
    await untilReady(template, 'template');
  });

  it('goes on with changes of names and permissions', async () => {
    expect(
      await mutate(harness, 'updateTemplate', { id: template, name: 'ours', displayText: 'Ours' }, 'template { name displayText }'),
    ).toMatchObject({
      template: { name: 'ours', displayText: 'Ours' },
    });
    expect(
      await mutate(harness, 'updateTemplatePermissions', { id: template, isExtractable: true }, 'template { isExtractable }'),
    ).toMatchObject({
      template: { isExtractable: true },
    });
    const seen = async () =>
      (await harness.query<{ template: object | null }>('query($id: ID!) { template(id: $id) { id } }', { id: template }, { as: 'bob' }))
        .data.template;
    expect(await seen()).toBeNull();
    await mutate(harness, 'updateTemplatePermissions', { id: template, change: 'ADD', accounts: ['bob'] });
    expect(await seen()).not.toBeNull();
    await mutate(harness, 'updateTemplatePermissions', { id: template, change: 'RESET' });
    expect(await seen()).toBeNull();
  });

  it.each([
    [{}, 'isPublic'],
    [{ accounts: ['bob'] }, 'change'],
    [{ change: 'ADD' }, 'accounts'],
    [{ change: 'RESET', accounts: ['bob'] }, 'accounts'],
  ])('refuses permissions like %j', async (input, field) => {
    expect(await mutate(harness, 'updateTemplatePermissions', { id: template, ...input })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', field] }],
    });
  });

  it('is downloaded, and copied where there is another zone', async () => {
    expect(await mutate(harness, 'extractTemplate', { id: template, waitSeconds: 30 }, 'url')).toMatchObject({
      url: expect.stringMatching(/^https?:/),
    });
    expect(await mutate(harness, 'copyTemplate', { id: template, zoneIds: [] })).toMatchObject({
      fields: [{ path: ['input', 'zoneIds'] }],
    });
    const [, other] = zoneIds;
    if (other)
      expect((await mutate(harness, 'copyTemplate', { id: template, zoneIds: [other], waitSeconds: 30 })).__typename).toBe(
        'CopyTemplateSuccess',
      );
  });

  it('ends with its deletion', async () => {
    expect(await mutate(harness, 'deleteTemplate', { id: template, waitSeconds: 30 }, 'templateId')).toMatchObject({
      templateId: template,
    });
    expect((await mutate(harness, 'deleteTemplate', { id: template })).__typename).toBe('NotFoundError');
  });

  it.each([
    [{ url: 'ftp//bad' }, 'url'],
    [{ url: 'http://nosuchhost.invalid/x.qcow2' }, 'url'],
    [{ format: '' }, 'format'],
    [{ name: ' ' }, 'name'],
  ])('does not begin with %j', async (input, field) => {
    expect(await register(input)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['input', field] }] });
  });

  it('begins with a volume of a stopped machine, or a snapshot', async () => {
    const make = (input: object) =>
      mutate(harness, 'createTemplate', { name: 'made', osTypeId, waitSeconds: 60, ...input }, 'template { name isReady }');
    expect(await make({})).toMatchObject({ fields: [{ path: ['input', 'volumeId'] }] });
    expect(await make({ volumeId: volume.id })).toMatchObject({
      __typename: 'InvalidStateError',
      message: expect.stringContaining('Stop the instance'),
    });
    const snapshot = await mutate(harness, 'createSnapshot', { volumeId: volume.id, waitSeconds: 60 }, 'snapshot { id }');
    expect(await make({ snapshotId: (snapshot.snapshot as { id: string }).id })).toMatchObject({
      template: { name: 'made', isReady: true },
    });
    await mutate(harness, 'stopVirtualMachine', { id: volume.virtualMachine.id, waitSeconds: 60 });
    expect(await make({ volumeId: volume.id })).toMatchObject({ __typename: 'CreateTemplateSuccess', template: { isReady: true } });
  });

  it("leaves CloudStack's own alone", async () => {
    const { data } = await harness.query<{ templates: { nodes: { id: string; kind: string }[] } }>(
      '{ templates { nodes { id kind } } }',
      {},
      { as: 'alice' },
    );
    const builtIn = data.templates.nodes.find((node) => node.kind === 'BUILTIN');
    if (builtIn) expect((await mutate(harness, 'deleteTemplate', { id: builtIn.id })).__typename).toBe('InvalidStateError');
    expect(harness.simulator.calls.of('deleteTemplate')).toBe(0);
  });
});

describe('changes of an ISO', () => {
  it('are those of a template', async () => {
    const made = await mutate(
      harness,
      'registerIso',
      { name: 'x', url: 'https://files.example.net/x.iso', zoneId: zoneIds[0], osTypeId },
      'iso { id }',
    );
    const { id } = made.iso as { id: string };
    await untilReady(id, 'iso');
    expect(await mutate(harness, 'extractIso', { id })).toMatchObject({
      __typename: 'InvalidStateError',
      message: expect.stringContaining('not marked as downloadable'),
    });
    expect(await mutate(harness, 'updateIsoPermissions', { id, isExtractable: true }, 'iso { isExtractable }')).toMatchObject({
      iso: { isExtractable: true },
    });
    expect(await mutate(harness, 'extractIso', { id, waitSeconds: 30 }, 'url')).toMatchObject({ url: expect.any(String) });
    expect(await mutate(harness, 'updateIso', { id, displayText: 'X' }, 'iso { displayText }')).toMatchObject({
      iso: { displayText: 'X' },
    });
    expect((await mutate(harness, 'updateIso', { id, name: 'y' }, '', { as: 'bob' })).__typename).toBe('NotFoundError');
  });
});
