import { expect, it } from 'vitest';
import { byUse, hasAddresses, hasEgress, networkKind, networkState, nicOn, serviceNames, sourceNatAddress } from './network-view.ts';

it('words states and kinds, and leaves unknown ones as they are', () => {
  expect([networkState('Implemented'), networkState('Allocated'), networkState('Melting')]).toEqual([
    { tone: 'ok', label: 'In use' },
    { tone: 'idle', label: 'Idle' },
    { tone: 'idle', label: 'Melting' },
  ]);
  expect(['Isolated', 'Shared', 'L2'].map(networkKind)).toEqual(['isolated', 'shared', 'L2']);
});

it('knows what a network has room for', () => {
  const isolated = { kind: 'Isolated', services: ['SourceNat', 'Firewall'], vpc: null };
  expect([hasAddresses(isolated), hasEgress(isolated)]).toEqual([true, true]);
  expect(hasEgress({ ...isolated, vpc: { id: 'Vpc:v' } })).toBe(false);
  const cable = { kind: 'L2', services: [], vpc: null };
  expect([hasAddresses(cable), hasEgress(cable)]).toEqual([false, false]);
});

it('words services, the telling ones first, and leaves unknown ones as they are', () => {
  expect(serviceNames(['Warp', 'Firewall', 'Dhcp', 'SourceNat'])).toBe('DHCP, source NAT, firewall, Warp');
});

it('puts the address by which a network goes out first, the others by number', () => {
  const address = (ipAddress: string, isSourceNat = false) => ({ ipAddress, isSourceNat });
  const addresses = [address('203.0.113.100'), address('203.0.113.20'), address('203.0.113.30', true)];
  expect(byUse(addresses).map(({ ipAddress }) => ipAddress)).toEqual(['203.0.113.30', '203.0.113.20', '203.0.113.100']);
  expect([sourceNatAddress(addresses), sourceNatAddress([])]).toEqual(['203.0.113.30', null]);
});

it('finds the interface by which an instance is on a network', () => {
  const vm = {
    nics: [
      { id: '1', network: null },
      { id: '2', network: { id: 'Network:n' } },
    ],
  };
  expect([nicOn({ id: 'Network:n' }, vm)?.id, nicOn({ id: 'Network:m' }, vm)]).toEqual(['2', undefined]);
});
