import { describe, expect, it } from 'vitest';
import type { NetworkRules } from '../network-documents.ts';
import { addressState, portRange, ruleLines, ruleState, trafficText } from './rule-view.ts';

const noPorts = { startPort: null, endPort: null, icmpType: null, icmpCode: null };

describe('which traffic a rule is about', () => {
  it.each([
    [{ ...noPorts, protocol: 'TCP', startPort: 22, endPort: 22 }, '22'],
    [{ ...noPorts, protocol: 'UDP', startPort: 8000, endPort: 8010 }, '8000–8010'],
    [{ ...noPorts, protocol: 'TCP' }, 'all ports'],
    [{ ...noPorts, protocol: 'ICMP', icmpType: -1, icmpCode: -1 }, 'all'],
    [{ ...noPorts, protocol: 'ICMP', icmpType: 8, icmpCode: -1 }, 'type 8'],
    [{ ...noPorts, protocol: 'ICMP', icmpType: 8, icmpCode: 0 }, 'type 8, code 0'],
  ])('%j', (traffic, words) => {
    expect(trafficText(traffic)).toBe(words);
  });

  it('says a range of one port as that port', () => {
    expect([portRange(80, null), portRange(80, 80), portRange(80, 81)]).toEqual(['80', '80', '80–81']);
  });
});

const publicIpAddress = { id: 'PublicIpAddress:a' };
const common = { state: 'Active', protocol: 'TCP', cidrs: [] as string[], publicIpAddress };
const opening = { ...noPorts, ...common, __typename: 'FirewallRule' as const };
const forwarding = {
  ...common,
  __typename: 'PortForwardingRule' as const,
  id: 'p1',
  publicPort: 443,
  publicEndPort: 443,
  privatePort: 8443,
  privateEndPort: 8443,
  virtualMachine: { id: 'VirtualMachine:v', name: 'web-1', displayName: 'Web one' },
};
const balancing = {
  ...common,
  __typename: 'LoadBalancerRule' as const,
  id: 'l1',
  name: 'edge',
  publicPort: 80,
  privatePort: 8080,
  algorithm: 'ROUND_ROBIN' as const,
};
const rules = (firewallRules: NetworkRules['firewallRules']): NetworkRules => ({
  id: 'Network:n',
  firewallRules,
  portForwardingRules: [forwarding],
  loadBalancerRules: [balancing],
});

describe('the rules of an address', () => {
  it('stand by port, what lets in before what leads on', () => {
    const own = { ...opening, id: 'f1', startPort: 443, endPort: 443, cidrs: ['0.0.0.0/0'] };
    const others = { ...opening, id: 'other', publicIpAddress: { id: 'PublicIpAddress:b' } };
    const plain = { protocol: 'TCP', cidrs: [], state: 'Active' };
    const edge = { label: 'edge (in turn)', href: null, port: '8080' };
    const web = { label: 'Web one', href: '/instances/v', port: '8443' };
    expect(ruleLines('PublicIpAddress:a', rules([own, others]), true)).toEqual([
      { ...plain, id: 'l1', kind: 'balancing', ports: '80', target: edge, shut: true },
      { ...plain, id: 'f1', kind: 'firewall', ports: '443', target: null, shut: false },
      { ...plain, id: 'p1', kind: 'forwarding', ports: '443', target: web, shut: false },
    ]);
  });

  /** From where the forwarding of port 443 is reached, or that it is not. */
  const reach = (firewall: NetworkRules['firewallRules'], guarded = true) => {
    const line = ruleLines('PublicIpAddress:a', rules(firewall), guarded).find(({ id }) => id === 'p1');
    return line?.shut ? 'shut' : line?.cidrs;
  };
  const office = { ...opening, id: 'f1', startPort: 443, endPort: 443, cidrs: ['203.0.113.0/24'] };

  it('say from where the firewall lets in what leads on', () => {
    expect(reach([office])).toEqual(['203.0.113.0/24']);
    expect(reach([office, { ...opening, id: 'f2', startPort: 400, endPort: 500 }])).toEqual([]);
    expect(reach([{ ...opening, id: 'f3', protocol: 'ALL' }])).toEqual([]);
  });

  it('say when the firewall does not let it in at all, where there is one', () => {
    expect(reach([])).toBe('shut');
    expect(reach([{ ...office, protocol: 'UDP' }])).toBe('shut');
    expect(reach([{ ...office, startPort: 444, endPort: 500 }])).toBe('shut');
    expect(reach([], false)).toEqual([]);
  });
});

it('says nothing of what is in order', () => {
  expect([ruleState('Active'), addressState('Allocated')]).toEqual([null, null]);
  expect([ruleState('Add')?.tone, ruleState('Revoke')?.tone, addressState('Releasing')?.tone]).toEqual(['busy', 'busy', 'busy']);
  expect(ruleState('Melting')).toEqual({ tone: 'idle', label: 'Melting' });
});
