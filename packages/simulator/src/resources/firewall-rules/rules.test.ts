import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Content, type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let [alice, bob] = [] as unknown as [TestCaller, TestCaller];
let network: Row;
let machines: Row[];
let address: Row;

const result = (job: Content, object: string): Row => (job.jobresult as Record<string, Row>)[object] as Row;

beforeAll(async () => {
  cloud = await startTestCloud();
  [alice, bob] = [cloud.as('alice'), cloud.as('bob')];
  network = (await alice.list('listNetworks'))[0] as Row;
  machines = await alice.list('listVirtualMachines');
  address = result(await alice.job('associateIpAddress', { networkid: network.id }), 'ipaddress');
});

afterAll(() => cloud.close());

describe('public addresses', () => {
  test('belong to a network, are unique, and come back when they are released', async () => {
    const taken = result(await alice.job('associateIpAddress', { networkid: network.id }), 'ipaddress');
    expect(taken.ipaddress).not.toBe(address.ipaddress);
    await alice.job('disassociateIpAddress', { id: taken.id });
    expect(await alice.list('listPublicIpAddresses', { id: taken.id })).toEqual([]);
    const again = result(await alice.job('associateIpAddress', { networkid: network.id }), 'ipaddress');
    expect([again.ipaddress, again.id]).toEqual([taken.ipaddress, taken.id]);
    await alice.job('disassociateIpAddress', { id: again.id });
  });

  test('the source NAT address stays, and others are none of bob’s business', async () => {
    const [source] = await alice.list('listPublicIpAddresses', { issourcenat: true });
    expect(await alice.job('disassociateIpAddress', { id: String(source?.id) })).toMatchObject({ jobstatus: 2, jobresultcode: 431 });
    expect((await bob.send('disassociateIpAddress', { id: address.id })).status).toBe(531);
  });

  test('static NAT gives an address to one machine, which excludes forwarding', async () => {
    const own = result(await alice.job('associateIpAddress', { networkid: network.id }), 'ipaddress');
    const virtualmachineid = String(machines[0]?.id);
    await alice.call('enableStaticNat', { ipaddressid: own.id, virtualmachineid });
    const [row] = await alice.list('listPublicIpAddresses', { id: own.id });
    expect(row).toMatchObject({ isstaticnat: true, virtualmachineid, virtualmachinename: machines[0]?.name });
    const forward = { ipaddressid: own.id, protocol: 'tcp', publicport: 80, privateport: 80, virtualmachineid };
    expect((await alice.send('createPortForwardingRule', forward)).status).toBe(431);
    await alice.job('disableStaticNat', { ipaddressid: own.id });
    expect((await alice.list('listPublicIpAddresses', { id: own.id }))[0]).toMatchObject({ isstaticnat: false });
  });

  test('an account has a limit of them', async () => {
    const [account] = await alice.list('listAccounts');
    await cloud.as('admin').call('updateResourceLimit', { resourcetype: 1, account: 'alice', domainid: String(account?.domainid), max: 2 });
    expect((await alice.send('associateIpAddress', { networkid: network.id })).status).toBe(535);
    await cloud
      .as('admin')
      .call('updateResourceLimit', { resourcetype: 1, account: 'alice', domainid: String(account?.domainid), max: -1 });
  });
});

describe('rules', () => {
  test('forwarding opens the firewall for its ports, unless told not to', async () => {
    const rule = { ipaddressid: address.id, protocol: 'tcp', virtualmachineid: String(machines[0]?.id) };
    await alice.job('createPortForwardingRule', {
      ...rule,
      publicport: 8000,
      publicendport: 8010,
      privateport: 8000,
      privateendport: 8010,
    });
    await alice.job('createPortForwardingRule', { ...rule, publicport: 9000, privateport: 90, openfirewall: false });
    const open = await alice.list('listFirewallRules', { ipaddressid: address.id });
    expect(open.map(({ startport, endport }) => [startport, endport])).toEqual([[8000, 8010]]);
  });

  test('ports that overlap conflict; a firewall rule stands beside a forwarding one', async () => {
    const rule = { ipaddressid: address.id, protocol: 'tcp', virtualmachineid: String(machines[1]?.id) };
    const answer = await alice.send('createPortForwardingRule', { ...rule, publicport: 8005, privateport: 22 });
    expect([answer.status, answer.text.includes('conflicts with rule')]).toEqual([537, true]);
    expect(
      (await alice.send('createFirewallRule', { ipaddressid: address.id, protocol: 'tcp', startport: 8001, endport: 8002 })).status,
    ).toBe(537);
    await alice.job('createFirewallRule', { ipaddressid: address.id, protocol: 'tcp', startport: 9000, cidrlist: '198.51.100.0/24' });
    expect(
      (await alice.send('createFirewallRule', { ipaddressid: address.id, protocol: 'tcp', startport: 1, cidrlist: 'everywhere' })).status,
    ).toBe(431);
  });

  test('forwarding can be turned to another machine', async () => {
    const [rule] = await alice.list('listPortForwardingRules', { ipaddressid: address.id });
    const job = await alice.job('updatePortForwardingRule', {
      id: String(rule?.id),
      virtualmachineid: String(machines[1]?.id),
      privateport: 81,
    });
    expect(result(job, 'portforwardingrule')).toMatchObject({
      virtualmachineid: machines[1]?.id,
      vmguestip: machines[1]?.ipaddress,
      privateport: '81',
    });
    await alice.job('deletePortForwardingRule', { id: String(rule?.id) });
    expect((await alice.send('deletePortForwardingRule', { id: String(rule?.id) })).status).toBe(431);
  });

  test('a balancer takes machines of its network and lets them go', async () => {
    const values = { publicipid: address.id, name: 'front', algorithm: 'leastconn', publicport: 443, privateport: 8443 };
    const rule = result(await alice.job('createLoadBalancerRule', values), 'loadbalancer');
    expect(rule).toMatchObject({ name: 'front', algorithm: 'leastconn', publicport: '443', privateport: '8443', state: 'Active' });
    const events = await alice.list('listEvents', { type: 'LB.CREATE', page: 1, pagesize: 2 });
    expect(events.map(({ state, resourcetype, resourceid }) => [state, resourcetype, resourceid])).toEqual([
      ['Started', 'FirewallRule', rule.id],
      ['Completed', 'LoadBalancer', undefined],
    ]);
    const ids = machines.slice(0, 2).map(({ id }) => id);
    await alice.job('assignToLoadBalancerRule', { id: rule.id, virtualmachineids: ids.join(',') });
    expect((await alice.list('listLoadBalancerRuleInstances', { id: rule.id })).map(({ id }) => id)).toEqual(ids);
    const withAddresses = await alice.list('listLoadBalancerRuleInstances', { id: rule.id, lbvmips: true });
    expect(withAddresses.map(({ lbvmipaddresses }) => (lbvmipaddresses as string[]).length)).toEqual([1, 1]);
    expect(await alice.job('assignToLoadBalancerRule', { id: rule.id, virtualmachineids: String(ids[0]) })).toMatchObject({
      jobstatus: 2,
      jobresultcode: 431,
    });
    await alice.job('removeFromLoadBalancerRule', { id: rule.id, virtualmachineids: String(ids[0]) });
    expect((await alice.list('listLoadBalancerRuleInstances', { id: rule.id })).map(({ id }) => id)).toEqual([ids[1]]);
    expect(await alice.list('listLoadBalancerRules', { virtualmachineid: String(ids[1]) })).toMatchObject(
      expect.arrayContaining([{ id: rule.id }].map((row) => expect.objectContaining(row))),
    );
    expect((await alice.send('createLoadBalancerRule', { ...values, name: 'other', publicport: 443 })).status).toBe(537);
    await alice.job('deleteLoadBalancerRule', { id: rule.id });
    expect(await alice.list('listLoadBalancerRules', { publicipid: address.id })).toEqual([]);
  });

  test('releasing an address takes its rules along', async () => {
    await alice.job('disassociateIpAddress', { id: address.id });
    const rules = [...(await alice.list('listFirewallRules')), ...(await alice.list('listPortForwardingRules'))];
    expect(rules.filter(({ ipaddress }) => ipaddress === address.ipaddress)).toEqual([]);
  });
});
