import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../actions.ts';
import { type PublicIpAddressState, publicIpAddressRules } from './public-ip-address-rules.ts';

const free: PublicIpAddressState = { state: 'Allocated', issourcenat: false, isstaticnat: false, hasrules: false };
const reason = (name: (typeof publicIpAddressRules)[number]['name'], row: PublicIpAddressState) =>
  refusalOf(publicIpAddressRules, name, row);

describe('public IP address rules', () => {
  it('takes static NAT or release on an unused one', () => {
    expect(reason('ENABLE_STATIC_NAT', free)).toBeNull();
    expect(reason('RELEASE', free)).toBeNull();
    expect(reason('DISABLE_STATIC_NAT', free)).toMatch(/not on/);
  });
  it('keeps the source NAT address', () => {
    expect(reason('RELEASE', { ...free, issourcenat: true })).toMatch(/goes with the network/);
    expect(reason('ENABLE_STATIC_NAT', { ...free, issourcenat: true })).toMatch(/another one/);
  });
  it('wants rules gone before static NAT, and static NAT off before another', () => {
    expect(reason('ENABLE_STATIC_NAT', { ...free, hasrules: true })).toMatch(/Delete them first/);
    expect(reason('ENABLE_STATIC_NAT', { ...free, isstaticnat: true })).toMatch(/Disable it first/);
    expect(reason('DISABLE_STATIC_NAT', { ...free, isstaticnat: true })).toBeNull();
  });
  it.each(['Allocating', 'Releasing'])('waits in state %s', (state) => expect(reason('RELEASE', { ...free, state })).toMatch(/busy/));
});
