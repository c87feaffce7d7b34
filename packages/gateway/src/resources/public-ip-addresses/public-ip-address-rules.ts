import { type ActionRule, firstOf } from '../../actions.ts';

/** What the rules read of a row of `listPublicIpAddresses`. */
export interface PublicIpAddressState {
  state?: string | undefined;
  issourcenat?: boolean | undefined;
  isstaticnat?: boolean | undefined;
  issystem?: boolean | undefined;
  hasrules?: boolean | undefined;
}

function unlessAllocated(address: PublicIpAddressState): string | null {
  if (address.state === 'Allocated') return null;
  if (address.state === 'Free') return 'The address is not yours: acquire it first.';
  if (address.state === 'Reserved') return 'The address is only kept for its owner: acquire it first.';
  return `CloudStack is busy with the address (${address.state ?? 'unknown'}). Wait until it is done.`;
}

const release = (address: PublicIpAddressState) =>
  firstOf(
    address.issourcenat && 'This is the source NAT address of its network: it goes with the network.',
    address.issystem && 'CloudStack gave this address by itself: disable static NAT to release it.',
    unlessAllocated(address),
  );

const enableStaticNat = (address: PublicIpAddressState) =>
  firstOf(
    address.issourcenat && 'This is the source NAT address of its network: acquire another one for static NAT.',
    address.isstaticnat && 'Static NAT is on already. Disable it first.',
    address.hasrules && 'The address has port-forwarding or load-balancer rules. Delete them first.',
    unlessAllocated(address),
  );

/** When CloudStack takes an action on a public IP address. */
export const publicIpAddressRules: readonly ActionRule<PublicIpAddressState>[] = [
  { name: 'ENABLE_STATIC_NAT', command: 'enableStaticNat', refusal: enableStaticNat },
  {
    name: 'DISABLE_STATIC_NAT',
    command: 'disableStaticNat',
    refusal: (address) => (address.isstaticnat ? null : 'Static NAT is not on.'),
  },
  {
    name: 'RESERVE',
    command: 'reserveIpAddress',
    refusal: (address) => (address.state === 'Free' ? null : 'Only an address that nobody has can be reserved.'),
  },
  {
    name: 'UNRESERVE',
    command: 'releaseIpAddress',
    refusal: (address) => (address.state === 'Reserved' ? null : 'The address is not reserved.'),
  },
  { name: 'RELEASE', command: 'disassociateIpAddress', refusal: release },
];
