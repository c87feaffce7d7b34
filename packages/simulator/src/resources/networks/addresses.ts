/** Arithmetic on IPv4 addresses and blocks. */
import { addressToNumber, numberToAddress } from './nics.ts';

/** The address `host` places after the first of a block: (`10.1.1.0/24`, 5) → `10.1.1.5`. */
export function addressIn(cidr: string, host: number): string {
  return numberToAddress(addressToNumber(cidr.split('/')[0] ?? '') + host);
}

/** `255.255.255.0` of `10.1.1.0/24`. */
export function netmaskOf(cidr: string): string {
  const bits = Number(cidr.split('/')[1] ?? 32);
  return numberToAddress(bits === 0 ? 0 : 0x1_0000_0000 - 2 ** (32 - bits));
}

/** The block an address and its netmask make: (`10.1.1.7`, `255.255.255.0`) → `10.1.1.0/24`. */
export function cidrOf(address: string, netmask: string): string {
  const mask = addressToNumber(netmask);
  const bits = mask.toString(2).split('1').length - 1;
  const size = 2 ** (32 - bits);
  return `${numberToAddress(Math.floor(addressToNumber(address) / size) * size)}/${bits}`;
}

/** Whether `inner` lies wholly in `outer`. */
export function contains(outer: string, inner: string): boolean {
  const [outerRange, innerRange] = [rangeOf(outer), rangeOf(inner)];
  return innerRange.first >= outerRange.first && innerRange.last <= outerRange.last;
}

export function overlaps(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a.first <= b.last && b.first <= a.last;
}

/** True of `10.1.1.0/24`, false of anything that is no IPv4 block. */
export function isCidr(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  return match?.slice(1, 5).every((part) => Number(part) < 256) === true && Number(match[5]) <= 32;
}

/** True of `10.1.1.7`. */
export const isAddress = (text: string): boolean => isCidr(`${text}/32`);

/** True of `255.255.255.0`, false where a one follows a zero. */
export const isNetmask = (text: string): boolean => isAddress(text) && /^1+0*$/.test(addressToNumber(text).toString(2).padStart(32, '0'));

function rangeOf(cidr: string): { first: number; last: number } {
  const [address = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(addressToNumber(address) / size) * size;
  return { first, last: first + size - 1 };
}
