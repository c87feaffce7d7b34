/** SSH key pairs of a VM, found by name among its owner's. */
import type { Cloud } from '../../cloud.ts';
import { invalid } from '../../errors.ts';
import { keyPairOf } from '../ssh-key-pairs/ssh-key-pair-handlers.ts';

/** What a VM's details say of its keys; nothing when it has none. */
export function keyDetails(cloud: Cloud, accountId: number, names: readonly string[]): Record<string, string> {
  if (names.length === 0) return {};
  const keys = names.map((name) => {
    const pair = keyPairOf(cloud.store, accountId, name);
    if (pair === undefined) throw invalid(`A key pair with name '${name}' does not exist or is not available for the account.`);
    return pair.publicKey;
  });
  return { 'SSH.PublicKey': keys.join('\n'), 'SSH.KeyPairNames': names.join(',') };
}
