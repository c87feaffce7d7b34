import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Content, type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let [admin, bob] = [] as unknown as [TestCaller, TestCaller];
let [zone, tierOffering, isolatedOffering] = [] as unknown as [Row, Row, Row];
let vpc: Row;

const result = (job: Content, object: string): Row => (job.jobresult as Record<string, Row>)[object] as Row;
const tier = (name: string, block: string, more = {}) => ({
  ...{
    name,
    displaytext: name,
    zoneid: zone.id,
    networkofferingid: tierOffering.id,
    vpcid: vpc.id,
    gateway: `${block}.1`,
    netmask: '255.255.255.0',
  },
  ...more,
});

beforeAll(async () => {
  cloud = await startTestCloud();
  [admin, bob] = [cloud.as('admin'), cloud.as('bob')];
  zone = (await bob.list('listZones'))[0] as Row;
  tierOffering = (await bob.list('listNetworkOfferings', { forvpc: true, name: 'DefaultIsolatedNetworkOfferingForVpcNetworks' }))[0] as Row;
  isolatedOffering = (await bob.list('listNetworkOfferings', { name: 'DefaultIsolatedNetworkOfferingWithSourceNatService' }))[0] as Row;
  const [offering] = await bob.list('listVPCOfferings', { isdefault: true });
  const job = await bob.job('createVPC', {
    name: 'v',
    displaytext: 'V',
    cidr: '10.9.0.0/16',
    zoneid: zone.id,
    vpcofferingid: String(offering?.id),
  });
  vpc = result(job, 'vpc');
});

afterAll(() => cloud.close());

describe('a VPC', () => {
  test('has a router and a source NAT address of its own', async () => {
    expect(await admin.list('listRouters', { listall: true, vpcid: vpc.id })).toMatchObject([
      { vpcname: 'v', account: 'bob', state: 'Running' },
    ]);
    expect(await bob.list('listPublicIpAddresses', { vpcid: vpc.id })).toMatchObject([{ issourcenat: true, vpcname: 'v' }]);
  });

  test('takes tiers within its block, beside each other, of offerings for VPCs', async () => {
    const { network } = await bob.call('createNetwork', tier('web', '10.9.1'));
    expect(network).toMatchObject({ vpcid: vpc.id, cidr: '10.9.1.0/24', type: 'Isolated' });
    for (const wrong of [
      tier('out', '10.10.1'),
      tier('twice', '10.9.1'),
      tier('plain', '10.9.2', { networkofferingid: isolatedOffering.id }),
    ]) {
      expect((await bob.send('createNetwork', wrong)).status).toBe(431);
    }
    const { vpcid: _, ...alone } = tier('alone', '10.9.3');
    expect((await bob.send('createNetwork', alone)).status).toBe(431);
    expect(await bob.list('listVPCs', { id: vpc.id })).toMatchObject([{ network: [{ name: 'web' }] }]);
  });

  test('is not deleted before its tiers', async () => {
    expect(await bob.job('deleteVPC', { id: vpc.id })).toMatchObject({ jobstatus: 2, jobresultcode: 431 });
    const spare = result(
      await bob.job('createVPC', { name: 'spare', cidr: '10.8.0.0/16', zoneid: zone.id, vpcofferingid: String(vpc.vpcofferingid) }),
      'vpc',
    );
    await bob.job('deleteVPC', { id: spare.id });
    expect(await bob.list('listVPCs', { id: spare.id })).toEqual([]);
    expect(await admin.list('listRouters', { listall: true, vpcid: spare.id }).catch(() => [])).toEqual([]);
  });

  test('is renamed and restarted', async () => {
    expect(result(await bob.job('updateVPC', { id: vpc.id, name: 'v2', displaytext: 'Second' }), 'vpc')).toMatchObject({
      name: 'v2',
      displaytext: 'Second',
    });
    expect((await bob.job('restartVPC', { id: vpc.id })).jobresult).toEqual({ success: true });
    expect((await cloud.as('alice').send('updateVPC', { id: vpc.id, name: 'mine' })).status).toBe(531);
  });
});

describe('access lists', () => {
  test('the two default ones are everybody’s and nobody’s to change', async () => {
    const lists = await bob.list('listNetworkACLLists');
    expect(lists.map(({ name }) => name)).toEqual(expect.arrayContaining(['default_deny', 'default_allow']));
    const deny = lists.find(({ name }) => name === 'default_deny');
    expect(await bob.job('deleteNetworkACLList', { id: String(deny?.id) })).toMatchObject({ jobstatus: 2, jobresultcode: 431 });
    expect(
      (await bob.list('listNetworkACLs', { aclid: String(deny?.id) })).map(({ action, traffictype }) => [action, traffictype]),
    ).toEqual([
      ['Deny', 'Ingress'],
      ['Deny', 'Egress'],
    ]);
  });

  test('own ones have numbered rules and are put in front of a tier', async () => {
    const list = result(await bob.job('createNetworkACLList', { name: 'web', description: 'Web tier', vpcid: vpc.id }), 'networkacllist');
    const allow = {
      aclid: list.id,
      protocol: 'tcp',
      startport: 443,
      endport: 443,
      cidrlist: '0.0.0.0/0',
      traffictype: 'ingress',
      action: 'allow',
    };
    const item = result(await bob.job('createNetworkACL', { ...allow, number: 10, reason: 'HTTPS' }), 'networkacl');
    expect(item).toMatchObject({ number: 10, action: 'Allow', traffictype: 'Ingress', reason: 'HTTPS', aclname: 'web' });
    expect(result(await bob.job('createNetworkACL', { ...allow, startport: 80, endport: 80 }), 'networkacl')).toMatchObject({ number: 11 });
    expect((await bob.send('createNetworkACL', { ...allow, number: 10 })).status).toBe(431);
    const changed = result(await bob.job('updateNetworkACLItem', { id: item.id, action: 'deny', number: 5 }), 'networkacl');
    expect(changed).toMatchObject({ number: 5, action: 'Deny', startport: '443', cidrlist: '0.0.0.0/0' });
    const [network] = await bob.list('listNetworks', { vpcid: vpc.id });
    await bob.job('replaceNetworkACLList', { aclid: list.id, networkid: String(network?.id) });
    expect((await bob.list('listNetworkACLs', { networkid: String(network?.id) })).map(({ number }) => number)).toEqual([5, 11]);
    expect(await bob.job('deleteNetworkACLList', { id: list.id })).toMatchObject({ jobstatus: 2, jobresultcode: 530 });
    await bob.job('deleteNetworkACL', { id: item.id });
    expect(await bob.list('listNetworkACLs', { aclid: list.id })).toHaveLength(1);
    expect(await cloud.as('alice').list('listNetworkACLLists', { name: 'web' })).not.toContainEqual(
      expect.objectContaining({ id: list.id }),
    );
  });
});
