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

it('shows the rules of one address by port, what lets in before what leads on', () => {
  const publicIpAddress = { id: 'PublicIpAddress:a' };
  const rules: NetworkRules = {
    id: 'Network:n',
    firewallRules: [
      {
        ...noPorts,
        __typename: 'FirewallRule',
        id: 'f1',
        protocol: 'TCP',
        startPort: 443,
        endPort: 443,
        cidrs: ['0.0.0.0/0'],
        state: 'Active',
        publicIpAddress,
      },
      {
        ...noPorts,
        __typename: 'FirewallRule',
        id: 'other',
        protocol: 'ICMP',
        cidrs: [],
        state: 'Active',
        publicIpAddress: { id: 'PublicIpAddress:b' },
      },
    ],
    portForwardingRules: [
      {
        __typename: 'PortForwardingRule',
        id: 'p1',
        protocol: 'TCP',
        publicPort: 443,
        publicEndPort: 443,
        privatePort: 8443,
        privateEndPort: 8443,
        cidrs: [],
        state: 'Active',
        publicIpAddress,
        virtualMachine: { id: 'VirtualMachine:v', name: 'web-1', displayName: 'Web one' },
      },
    ],
    loadBalancerRules: [
      {
        __typename: 'LoadBalancerRule',
        id: 'l1',
        name: 'edge',
        protocol: 'TCP',
        publicPort: 80,
        privatePort: 8080,
        algorithm: 'ROUND_ROBIN',
        cidrs: ['203.0.113.0/24'],
        state: 'Add',
        publicIpAddress,
      },
    ],
  };
  expect(ruleLines('PublicIpAddress:a', rules)).toEqual([
    {
      id: 'l1',
      kind: 'balancing',
      protocol: 'TCP',
      ports: '80',
      target: { label: 'edge (in turn)', href: null, port: '8080' },
      cidrs: ['203.0.113.0/24'],
      state: 'Add',
    },
    { id: 'f1', kind: 'firewall', protocol: 'TCP', ports: '443', target: null, cidrs: [], state: 'Active' },
    {
      id: 'p1',
      kind: 'forwarding',
      protocol: 'TCP',
      ports: '443',
      target: { label: 'Web one', href: '/instances/v', port: '8443' },
      cidrs: [],
      state: 'Active',
    },
  ]);
});

it('says nothing of what is in order', () => {
  expect([ruleState('Active'), addressState('Allocated')]).toEqual([null, null]);
  expect([ruleState('Add')?.tone, ruleState('Revoke')?.tone, addressState('Releasing')?.tone]).toEqual(['busy', 'busy', 'busy']);
  expect(ruleState('Melting')).toEqual({ tone: 'idle', label: 'Melting' });
});
