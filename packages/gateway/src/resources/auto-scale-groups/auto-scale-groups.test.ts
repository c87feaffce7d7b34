import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf } from '../../actions.ts';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';
import { autoScaleGroupRules } from './auto-scale-group-rules.ts';

let harness: Harness;
let ruleId: string;
let counterId: string;
let group: string;
let serviceOfferingId: string;
let templateId: string;

const idIn = (made: Record<string, unknown>, field: string) => (made[field] as { id: string }).id;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 2, volumes: 2 } });
  interface Found {
    virtualMachines: { nodes: { nics: { network: { id: string } }[] }[] };
    serviceOfferings: { nodes: { id: string }[] };
    templates: { nodes: { id: string }[] };
    autoScaleCounters: { nodes: { uuid: string; source: string }[] };
  }
  const { data, errors } = await harness.query<Found>(
    `{ virtualMachines(filter: { state: [RUNNING] }) { nodes { nics { network { id } } } }
       serviceOfferings { nodes { id } } templates(first: 1) { nodes { id } }
       autoScaleCounters(filter: { provider: "VirtualRouter" }) { nodes { uuid name source provider } } }`,
    {},
    { as: 'alice' },
  );
  expect(errors).toBeUndefined();
  const networkId = data.virtualMachines.nodes[0]?.nics[0]?.network.id;
  [serviceOfferingId, templateId] = [data.serviceOfferings.nodes[0]?.id ?? '', data.templates.nodes[0]?.id ?? ''];
  counterId = data.autoScaleCounters.nodes.find(({ source }) => source === 'CPU')?.uuid ?? '';
  const address = await mutate(harness, 'acquirePublicIpAddress', { networkId, waitSeconds: 30 }, 'publicIpAddress { id }');
  const rule = { publicIpAddressId: idIn(address, 'publicIpAddress'), name: 'web', publicPort: 80, privatePort: 8080, waitSeconds: 30 };
  ruleId = idIn(await mutate(harness, 'createLoadBalancerRule', rule, 'loadBalancerRule { id }'), 'loadBalancerRule');
});
afterAll(() => harness.close());

const policy = (operator: string, threshold: number, more = {}) => ({
  durationSeconds: 120,
  conditions: [{ counterId, operator, threshold }],
  ...more,
});
const good = () => ({
  name: 'web',
  loadBalancerRuleId: ruleId,
  minMembers: 1,
  maxMembers: 4,
  serviceOfferingId,
  templateId,
  scaleUp: [policy('GREATER', 80, { name: 'busy', quietTimeSeconds: 60 })],
  scaleDown: [policy('LESS', 20)],
  waitSeconds: 60,
});
const select = `autoScaleGroup { id name state minMembers maxMembers runningMembers intervalSeconds
  scaleUp { uuid name durationSeconds quietTimeSeconds conditions { counterName operator threshold } }
  scaleDown { conditions { operator threshold } } loadBalancerRule { id name } network { id name } virtualMachines { id }
  owner { account } createdAt actions { name disabledReason } }`;
const create = (input: object) => mutate(harness, 'createAutoScaleGroup', { ...good(), ...input }, select);
const partsLeft = () =>
  ['Condition', 'AutoScalePolicy', 'AutoScaleVmProfile'].map((table) => harness.simulator.store.named(table)?.all().length ?? 0);

describe('autoscale groups', () => {
  it.each([
    [{ maxMembers: 0 }, ['maxMembers']],
    [{ minMembers: -1 }, ['minMembers']],
    [{ scaleUp: [] }, ['scaleUp']],
    [
      { scaleDown: [{ durationSeconds: 30, conditions: [{ counterId: 'x', operator: 'LESS', threshold: 1 }] }] },
      ['scaleDown', '0', 'durationSeconds'],
    ],
    [{ scaleUp: [{ durationSeconds: 90, conditions: [] }] }, ['scaleUp', '0', 'conditions']],
    [{ name: ' ' }, ['name']],
    [{ templateId: 'Iso:00000000-0000-4000-8000-000000000000' }, ['templateId']],
  ])('are refused with %j before anything is made', async (input, path) => {
    harness.simulator.calls.reset();
    expect(await create(input)).toMatchObject({ fields: [{ path: ['input', ...path] }] });
    expect(harness.simulator.calls.of('createAutoScaleVmProfile')).toBe(0);
  });

  it('leave nothing behind when they do not come to be', async () => {
    const wrong = [
      { durationSeconds: 120, conditions: [{ counterId: '00000000-0000-4000-8000-000000000000', operator: 'LESS', threshold: 1 }] },
    ];
    expect(await create({ scaleDown: wrong })).toMatchObject({ __typename: expect.stringMatching(/Error$/) });
    expect(partsLeft()).toEqual([0, 0, 0]);
    expect((await mutate(harness, 'createAutoScaleGroup', good(), '', { as: 'bob' })).__typename).toBe('NotFoundError');
  });

  it('are made with all that belongs to them', async () => {
    const made = await create({});
    expect(made).toMatchObject({
      autoScaleGroup: {
        name: 'web',
        state: 'ENABLED',
        minMembers: 1,
        maxMembers: 4,
        intervalSeconds: 60,
        scaleUp: [
          {
            name: 'busy',
            durationSeconds: 120,
            quietTimeSeconds: 60,
            conditions: [{ counterName: 'VM CPU - average percentage', operator: 'GREATER', threshold: 80 }],
          },
        ],
        scaleDown: [{ conditions: [{ operator: 'LESS', threshold: 20 }] }],
        loadBalancerRule: { id: ruleId, name: 'web' },
        virtualMachines: [],
        owner: { account: 'alice' },
      },
      job: { status: 'SUCCEEDED' },
    });
    group = idIn(made, 'autoScaleGroup');
    const parts = partsLeft();
    expect((await create({ name: 'second' })).__typename).toMatch(/Error$/);
    expect(partsLeft()).toEqual(parts);
  });

  it('are found with their load balancer', async () => {
    const { data } = await harness.query(
      `query($rule: ID!, $id: ID!) { loadBalancerRule(id: $rule) { autoScaleGroup { id } } autoScaleGroup(id: $id) { name }
        autoScaleGroups(filter: { loadBalancerRuleId: $rule, keyword: "we" }) { totalCount nodes { id } } }`,
      { rule: ruleId, id: group },
      { as: 'alice' },
    );
    expect(data).toEqual({
      loadBalancerRule: { autoScaleGroup: { id: group } },
      autoScaleGroup: { name: 'web' },
      autoScaleGroups: { totalCount: 1, nodes: [{ id: group }] },
    });
    const { data: strangers } = await harness.query('query($id: ID!) { autoScaleGroup(id: $id) { id } }', { id: group }, { as: 'bob' });
    expect(strangers).toEqual({ autoScaleGroup: null });
  });

  it('get other bounds while they are disabled', async () => {
    const update = (input: object) =>
      mutate(harness, 'updateAutoScaleGroup', { id: group, waitSeconds: 30, ...input }, 'autoScaleGroup { name minMembers maxMembers }');
    expect(await update({ name: 'front' })).toMatchObject({ autoScaleGroup: { name: 'front', maxMembers: 4 } });
    expect(await update({ maxMembers: 6 })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await mutate(harness, 'enableAutoScaleGroup', { id: group })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await mutate(harness, 'disableAutoScaleGroup', { id: group, waitSeconds: 30 }, 'autoScaleGroup { state }')).toMatchObject({
      autoScaleGroup: { state: 'DISABLED' },
    });
    expect(await update({ maxMembers: 6 })).toMatchObject({ autoScaleGroup: { minMembers: 1, maxMembers: 6 } });
    expect(await update({ minMembers: 7 })).toMatchObject({ fields: [{ path: ['input', 'maxMembers'] }] });
    expect(await update({ intervalSeconds: 0 })).toMatchObject({ fields: [{ path: ['input', 'intervalSeconds'] }] });
    expect(await mutate(harness, 'enableAutoScaleGroup', { id: group, waitSeconds: 30 }, 'autoScaleGroup { state }')).toMatchObject({
      autoScaleGroup: { state: 'ENABLED' },
    });
  });

  it('are deleted by their owner', async () => {
    expect(await mutate(harness, 'deleteAutoScaleGroup', { id: group }, '', { as: 'bob' })).toMatchObject({ __typename: 'NotFoundError' });
    const input = { id: group, withMachines: true, waitSeconds: 30 };
    expect(await mutate(harness, 'deleteAutoScaleGroup', input, 'autoScaleGroupId')).toMatchObject({ autoScaleGroupId: group });
  });
});

describe('rules of autoscale groups', () => {
  it.each([
    ['ENABLED', /already/, null],
    ['DISABLED', null, /already/],
    ['SCALING', /growing or shrinking/, /growing or shrinking/],
    ['NEW', /not set up/, /not set up/],
    ['REVOKE', /being deleted/, /being deleted/],
  ])('in state %s', (state, enable, disable) => {
    for (const [name, expected] of [
      ['ENABLE', enable],
      ['DISABLE', disable],
    ] as const) {
      const reason = refusalOf(autoScaleGroupRules, name, { state });
      if (expected === null) expect(reason).toBeNull();
      else expect(reason).toMatch(expected);
    }
  });
});
