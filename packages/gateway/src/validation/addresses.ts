import ipaddr from 'ipaddr.js';
import * as z from 'zod';

const MAC = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i;

/** True for `10.1.0.0/16` or `fd00::/64`; strict about host bits when asked. */
function isCidr(value: string, family: 'ipv4' | 'ipv6' | 'any'): boolean {
  if (!ipaddr.isValidCIDR(value)) return false;
  const [address] = ipaddr.parseCIDR(value);
  if (address.kind() === 'ipv4' && !ipaddr.IPv4.isValidFourPartDecimal(value.split('/')[0] ?? '')) return false;
  return family === 'any' || address.kind() === family;
}

function isIpv4(value: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(value);
}

/** An IPv4 address in four decimal parts. */
export const ipv4Address = z.string().refine(isIpv4, 'Not an IPv4 address. Write it like "10.1.1.20".');
/** An IPv6 address. */
export const ipv6Address = z.string().refine((value) => ipaddr.IPv6.isValid(value), 'Not an IPv6 address. Write it like "fd00::20".');
/** An IPv4 or IPv6 address. */
export const ipAddress = z
  .string()
  .refine((value) => isIpv4(value) || ipaddr.IPv6.isValid(value), 'Not an IP address. Write it like "10.1.1.20" or "fd00::20".');

/** An IPv4 or IPv6 range in CIDR form. */
export const cidr = z.string().refine((value) => isCidr(value, 'any'), 'Not a CIDR. Write it like "10.1.0.0/16" or "fd00::/64".');
/** An IPv4 range in CIDR form. */
export const ipv4Cidr = z.string().refine((value) => isCidr(value, 'ipv4'), 'Not an IPv4 CIDR. Write it like "10.1.0.0/16".');
/** Ranges in CIDR form, each problem at its own index. */
export const cidrs = z.array(cidr);

/** An IPv4 netmask whose ones come first. */
export const netmask = z
  .string()
  .refine(
    (value) => isIpv4(value) && ipaddr.IPv4.parse(value).prefixLengthFromSubnetMask() !== null,
    'Not a netmask. Write it like "255.255.255.0".',
  );

/** A MAC address of six pairs of hexadecimal digits. */
export const macAddress = z.string().regex(MAC, 'Not a MAC address. Write it like "02:01:00:cc:00:01".');

/** A TCP or UDP port. */
export const port = z
  .number()
  .int('A port is a whole number from 1 to 65535.')
  .min(1, 'A port is a whole number from 1 to 65535.')
  .max(65_535, 'A port is a whole number from 1 to 65535.');

/**
 * Refuses a range whose end lies before its start.
 * @param start name of the field with the first port
 * @param end name of the field with the last port; the problem is reported there
 */
export function portOrder(start: string, end: string) {
  return (value: Record<string, unknown>, context: z.RefinementCtx): void => {
    const [from, to] = [value[start], value[end]];
    if (typeof from === 'number' && typeof to === 'number' && to < from) {
      context.addIssue({ code: 'custom', path: [end], message: `The last port (${to}) lies before the first (${from}). Swap them.` });
    }
    if (typeof from !== 'number' && typeof to === 'number') {
      context.addIssue({ code: 'custom', path: [start], message: 'The first port is missing. Give both ends of the range.' });
    }
  };
}

/** ICMP type or code: -1 stands for all. */
export const icmpNumber = z
  .number()
  .int('Must be a whole number from -1 (all) to 255.')
  .min(-1, 'Must be a whole number from -1 (all) to 255.')
  .max(255, 'Must be a whole number from -1 (all) to 255.');
