import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
// The default role User may make security groups, but not rename them.
const admin = { as: 'admin' } as const;
let zoneId: string;
let vpcOfferingId: string;
let tierOfferingId: string;

beforeAll(async () => {
  harness = await startHarness();
  const { data, errors } = await harness.query<Record<string, { nodes: { id: string; isDefault?: boolean; services?: string[] }[] }>>(
    '{ zones { nodes { id } } vpcOfferings { nodes { id isDefault state } } networkOfferings(filter: { isForVpc: true, state: "Enabled" }) { nodes { id services } } }',
    {},
    { as: 'alice' },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  zoneId = data.zones?.nodes[0]?.id ?? '';
  const offerings = data.vpcOfferings?.nodes ?? [];
  vpcOfferingId = (offerings.find((offering) => offering.isDefault) ?? offerings[0])?.id ?? '';
  tierOfferingId = data.networkOfferings?.nodes.find((offering) => offering.services?.includes('NetworkACL'))?.id ?? '';
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const idIn = (result: Record<string, unknown>, field: string) => (result[field] as { id: string }).id;
const create = (input: object) =>
  mutate(
    harness,
    'createVpc',
    { name: 'prod', zoneId, vpcOfferingId, cidr: '10.20.0.0/16', waitSeconds: 60, ...input },
    'vpc { id name cidr state offering { id name } zone { id } networks { id } }',
  );

describe('VPCs', () => {
  let vpc: string;
  let list: string;
  let tier: string;

  it('are created, changed and restarted', async () => {
    const made = await create({});
    expect(made).toMatchObject({
      __typename: 'CreateVpcSuccess',
      vpc: { name: 'prod', cidr: '10.20.0.0/16', offering: { id: vpcOfferingId }, networks: [] },
    });
    vpc = idIn(made, 'vpc');
    expect(await mutate(harness, 'updateVpc', { id: vpc, name: 'production', waitSeconds: 30 }, 'vpc { name }')).toMatchObject({
      vpc: { name: 'production' },
    });
    expect((await mutate(harness, 'restartVpc', { id: vpc, cleanup: true, waitSeconds: 60 })).__typename).toBe('RestartVpcSuccess');
    const { data } = await harness.query(
      'query($id: ID!) { vpcs { nodes { id } } vpc(id: $id) { name } node(id: $id) { id } }',
      { id: vpc },
      { as: 'alice' },
    );
    expect(data).toMatchObject({ vpcs: { nodes: expect.arrayContaining([{ id: vpc }]) }, vpc: { name: 'production' }, node: { id: vpc } });
  });

  it.each([
    [{ cidr: '10.20.0.0' }, 'cidr'],
    [{ cidr: 'fd00::/64' }, 'cidr'],
    [{ name: ' ' }, 'name'],
    [{ zoneId: 'x' }, 'zoneId'],
  ])('are not created with %j', async (input, field) => {
    expect(await create(input)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['input', field] }] });
    expect(harness.simulator.calls.of('createVPC')).toBe(0);
  });

  it('have ACL lists with rules', async () => {
    const made = await mutate(
      harness,
      'createNetworkAclList',
      { vpcId: vpc, name: 'web', waitSeconds: 30 },
      'networkAclList { id name vpc { id } rules { id } }',
    );
    expect(made).toMatchObject({ networkAclList: { name: 'web', vpc: { id: vpc }, rules: [] } });
    list = idIn(made, 'networkAclList');
    const rule = (input: object) =>
      mutate(
        harness,
        'createNetworkAclRule',
        { aclListId: list, number: 10, protocol: 'TCP', startPort: 443, endPort: 443, cidrs: ['0.0.0.0/0'], waitSeconds: 30, ...input },
        'networkAclRule { id number action direction protocol startPort endPort cidrs reason list { id } }',
      );
    const first = await rule({ reason: 'https' });
    expect(first).toMatchObject({
      networkAclRule: {
        number: 10,
        action: 'ALLOW',
        direction: 'INGRESS',
        protocol: 'TCP',
        startPort: 443,
        endPort: 443,
        cidrs: ['0.0.0.0/0'],
        reason: 'https',
        list: { id: list },
      },
    });
    await rule({ number: 5, action: 'DENY', direction: 'EGRESS', protocol: 'UDP', startPort: 53, endPort: 53 });
    expect(await rule({ number: 0 })).toMatchObject({ fields: [{ path: ['input', 'number'] }] });
    expect(await rule({ startPort: 90, endPort: 80 })).toMatchObject({ fields: [{ path: ['input', 'endPort'] }] });
    const id = idIn(first, 'networkAclRule');
    expect(
      await mutate(harness, 'updateNetworkAclRule', { id, action: 'DENY', waitSeconds: 30 }, 'networkAclRule { action startPort }'),
    ).toMatchObject({
      networkAclRule: { action: 'DENY', startPort: 443 },
    });
    const { data } = await harness.query<{ vpc: { aclLists: { id: string; rules: { number: number }[] }[] } }>(
      'query($id: ID!) { vpc(id: $id) { aclLists { id name rules { number action } } } }',
      { id: vpc },
      { as: 'alice' },
    );
    expect(data.vpc.aclLists.find((item) => item.id === list)?.rules.map((item) => item.number)).toEqual([5, 10]);
    expect(await mutate(harness, 'deleteNetworkAclRule', { id, waitSeconds: 30 }, 'networkAclRuleId')).toMatchObject({
      networkAclRuleId: id,
    });
  });

  it('have tiers that use an ACL list', async () => {
    const made = await mutate(
      harness,
      'createNetwork',
      { name: 'tier-1', zoneId, networkOfferingId: tierOfferingId, vpcId: vpc, gateway: '10.20.1.1', netmask: '255.255.255.0' },
      'network { id vpc { id name } aclList { id } }',
    );
    expect(made).toMatchObject({ network: { vpc: { id: vpc, name: 'production' } } });
    tier = idIn(made, 'network');
    expect(
      await mutate(
        harness,
        'replaceNetworkAclList',
        { networkId: tier, aclListId: list, waitSeconds: 30 },
        'network { aclList { id name } }',
      ),
    ).toMatchObject({
      network: { aclList: { id: list, name: 'web' } },
    });
    const { data } = await harness.query('query($id: ID!) { vpc(id: $id) { networks { id name } } }', { id: vpc }, { as: 'alice' });
    expect(data).toEqual({ vpc: { networks: [{ id: tier, name: 'tier-1' }] } });
  });

  it('are deleted once their tiers are', async () => {
    expect(await mutate(harness, 'deleteVpc', { id: vpc, waitSeconds: 30 })).toMatchObject({
      __typename: expect.stringMatching(/JobFailedError|InvalidInputError|ConflictError/),
    });
    await mutate(harness, 'deleteNetwork', { id: tier, waitSeconds: 60 });
    expect(await mutate(harness, 'deleteNetworkAclList', { id: list, waitSeconds: 30 }, 'networkAclListId')).toMatchObject({
      networkAclListId: list,
    });
    expect(await mutate(harness, 'deleteVpc', { id: vpc, waitSeconds: 60 }, 'vpcId')).toMatchObject({ vpcId: vpc });
  });

  it('of others are not there', async () => {
    expect((await mutate(harness, 'updateVpc', { id: vpc, name: 'x' }, '', { as: 'bob' })).__typename).toBe('NotFoundError');
  });
});

describe('security groups', () => {
  it('are created, get and lose rules, and are deleted', async () => {
    const made = await mutate(
      harness,
      'createSecurityGroup',
      { name: 'ssh', description: 'SSH only' },
      'securityGroup { id name description ingressRules { uuid } owner { account } }',
    );
    expect(made).toMatchObject({ securityGroup: { name: 'ssh', description: 'SSH only', ingressRules: [], owner: { account: 'alice' } } });
    const id = idIn(made, 'securityGroup');
    const rules = 'securityGroup { ingressRules { uuid protocol startPort endPort cidr } egressRules { cidr } }';
    const added = await mutate(
      harness,
      'authorizeSecurityGroupIngress',
      { id, protocol: 'TCP', startPort: 22, endPort: 22, cidrs: ['203.0.113.0/24'], waitSeconds: 30 },
      rules,
    );
    expect(added).toMatchObject({
      securityGroup: { ingressRules: [{ protocol: 'TCP', startPort: 22, endPort: 22, cidr: '203.0.113.0/24' }], egressRules: [] },
    });
    const [rule] = (added.securityGroup as { ingressRules: { uuid: string }[] }).ingressRules;
    expect(await mutate(harness, 'authorizeSecurityGroupIngress', { id, protocol: 'TCP', startPort: 22 })).toMatchObject({
      fields: [{ path: ['input', 'cidrs'] }],
    });
    const out = await mutate(
      harness,
      'authorizeSecurityGroupEgress',
      { id, protocol: 'TCP', startPort: 443, cidrs: ['0.0.0.0/0'], waitSeconds: 30 },
      'securityGroup { egressRules { uuid cidr } }',
    );
    expect(out).toMatchObject({ securityGroup: { egressRules: [{ cidr: '0.0.0.0/0' }] } });
    const [egress] = (out.securityGroup as { egressRules: { uuid: string }[] }).egressRules;
    expect(await mutate(harness, 'revokeSecurityGroupEgress', { id, ruleUuid: egress?.uuid, waitSeconds: 30 }, rules)).toMatchObject({
      securityGroup: { egressRules: [] },
    });
    expect(await mutate(harness, 'revokeSecurityGroupIngress', { id, ruleUuid: rule?.uuid, waitSeconds: 30 }, rules)).toMatchObject({
      securityGroup: { ingressRules: [] },
    });
    const { data } = await harness.query<{ securityGroups: { nodes: { id: string }[] } }>(
      '{ securityGroups { nodes { id } } }',
      {},
      { as: 'alice' },
    );
    expect(data.securityGroups.nodes.map((node) => node.id)).toContain(id);
    expect(await mutate(harness, 'updateSecurityGroup', { id, name: 'shell' }, 'securityGroup { name }', admin)).toMatchObject({
      securityGroup: { name: 'shell' },
    });
    expect(await mutate(harness, 'updateSecurityGroup', { id, name: 'mine' })).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await mutate(harness, 'updateSecurityGroup', { id, name: ' ' }, '', admin)).toMatchObject({
      fields: [{ path: ['input', 'name'] }],
    });
    const { data: named } = await harness.query<{ securityGroups: { nodes: { id: string }[] } }>(
      '{ securityGroups(filter: { name: "default" }) { nodes { id } } }',
      {},
      { as: 'alice' },
    );
    const reserved = { id: named.securityGroups.nodes[0]?.id, name: 'mine' };
    expect(await mutate(harness, 'updateSecurityGroup', reserved, '', admin)).toMatchObject({
      __typename: 'InvalidStateError',
    });
    expect(await mutate(harness, 'deleteSecurityGroup', { id }, 'securityGroupId')).toMatchObject({ securityGroupId: id });
    expect((await mutate(harness, 'deleteSecurityGroup', { id })).__typename).toBe('NotFoundError');
  });
});
