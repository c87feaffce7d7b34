/** The domain that the machines of a network, an account or a domain are in. */
import { invalid } from '../../errors.ts';

/** Refuses what is not made of labels, each of which a host could be named. */
export function checkNetworkDomain(name: string | undefined): void {
  if (name === undefined) return;
  const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
  if (name.length <= 190 && name.split('.').every((part) => label.test(part))) return;
  throw invalid(
    "Invalid network domain. Total length shouldn't exceed 190 chars. Each domain label must be between 1 and 63 characters long, can contain ASCII letters 'a' through 'z', the digits '0' through '9', and the hyphen ('-'); can't start or end with \"-\"",
  );
}
