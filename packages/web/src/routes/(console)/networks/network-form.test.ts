import { describe, expect, it } from 'vitest';
import type { NetworkOffering } from './network-documents.ts';
import {
  emptyNetwork,
  firstChoice,
  isNetmask,
  kindsOf,
  type NetworkValues,
  networkInput,
  networkProblems,
  usableOfferings,
} from './network-form.ts';

const offering = (id: string, kind: string, more: Partial<NetworkOffering> = {}): NetworkOffering => ({
  id,
  name: id,
  displayText: id,
  kind,
  needsVlan: false,
  needsAddressRange: false,
  services: [],
  ...more,
});
const guarded = offering('guarded', 'Isolated', { services: ['Dhcp', 'Dns', 'SourceNat', 'Firewall'] });
const bare = offering('bare', 'Isolated', { services: ['Dhcp'] });
const cable = offering('cable', 'L2');
const shared = offering('shared', 'Shared', { services: ['Dhcp'], needsVlan: true, needsAddressRange: true });
const all = [shared, cable, bare, guarded];

const filled: NetworkValues = { ...emptyNetwork, name: ' office ', zoneId: 'Zone:z', kind: 'Isolated', networkOfferingId: 'guarded' };
const paths = (values: NetworkValues, of: NetworkOffering | undefined) => networkProblems(values, of).map((each) => each.path.join('.'));

describe('offerings', () => {
  it('that want a VLAN are for those who may give one', () => {
    expect(usableOfferings(all, false).map(({ id }) => id)).toEqual(['cable', 'bare', 'guarded']);
    expect(usableOfferings(all, true)).toHaveLength(4);
  });

  it('make kinds, the usual one first, and the usual offering is chosen to begin with', () => {
    expect(kindsOf(all)).toEqual(['Isolated', 'L2', 'Shared']);
    expect(['Isolated', 'L2'].map((kind) => firstChoice(all, kind))).toEqual(['guarded', 'cable']);
    expect(firstChoice([bare, offering('other', 'Isolated')], 'Isolated')).toBe('');
  });
});

describe('create a network', () => {
  it('asks for name, zone and offering', () => {
    expect(paths(emptyNetwork, undefined)).toEqual(['name', 'zoneId', 'networkOfferingId']);
    expect(paths(filled, guarded)).toEqual([]);
  });

  it.each([
    [{ gateway: '10.1.1.1' }, ['netmask']],
    [{ netmask: '255.255.255.0' }, ['gateway']],
    [{ gateway: '10.1.1', netmask: '255.0.255.0' }, ['gateway', 'netmask']],
    [{ gateway: '10.1.1.1', netmask: '255.255.255.0' }, []],
  ])('takes gateway and netmask together: %j', (more, wrong) => {
    expect(paths({ ...filled, ...more }, guarded)).toEqual(wrong);
  });

  it('wants range and VLAN where the offering does', () => {
    expect(paths(filled, shared)).toEqual(['vlan', 'gateway', 'netmask', 'startIp']);
    const values = { ...filled, vlan: '50', gateway: '10.9.0.1', netmask: '255.255.255.0', startIp: '10.9.0.10', endIp: '10.9.0.300' };
    expect(paths(values, shared)).toEqual(['endIp']);
  });

  it('sends what the offering takes, whatever else was typed', () => {
    const typed = {
      ...filled,
      gateway: ' 10.1.1.1 ',
      netmask: '255.255.255.0',
      startIp: '10.1.1.10',
      vlan: '50',
      domainName: 'office.internal',
    };
    const base = { name: 'office', zoneId: 'Zone:z' };
    expect(networkInput(typed, guarded)).toEqual({
      ...base,
      networkOfferingId: 'guarded',
      gateway: '10.1.1.1',
      netmask: '255.255.255.0',
      domainName: 'office.internal',
    });
    expect(networkInput(typed, cable)).toEqual({ ...base, networkOfferingId: 'cable' });
    expect(networkInput(typed, shared)).toMatchObject({ startIp: '10.1.1.10', vlan: '50' });
  });

  it('knows a netmask', () => {
    expect(['255.255.255.0', '255.255.254.0', '0.0.0.0', '255.0.255.0', '255.255.255'].map(isNetmask)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
