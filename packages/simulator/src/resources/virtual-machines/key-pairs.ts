/** SSH key pairs of a VM, found by name among its owner's. */
import type { Cloud } from '../../cloud.ts';
import { invalid } from '../../errors.ts';
import type { AccountRecord } from '../accounts/account-records.ts';

/** What a VM's details say of its keys; nothing when it has none. */
export function keyDetails(cloud: Cloud, owner: AccountRecord, names: readonly string[]): Record<string, string> {
  if (names.length === 0) return {};
  const present = cloud.store.named('SSHKeyPair')?.ofAccount(owner.id) ?? [];
  const keys = names.map((name) => {
    const pair = present.find((row) => 'name' in row && row.name === name);
    if (pair === undefined || !('publicKey' in pair))
      throw invalid(`A key pair with name '${name}' does not exist or is not available for the account.`);
    return String(pair.publicKey);
  });
  return { 'SSH.PublicKey': keys.join('\n'), 'SSH.KeyPairNames': names.join(',') };
}
