/** Giving an address back, with everything that hangs on it. */
import type { Store } from '../../store.ts';
import { firewallRules } from '../firewall-rules/firewall-rule-records.ts';
import { type PublicIpRecord, publicIps } from './public-ip-records.ts';

/** Removes the rules on the address and the address itself. */
export function release(store: Store, address: PublicIpRecord): void {
  const table = store.table(firewallRules);
  for (const rule of [...table.by('address', address.id)]) table.remove(rule);
  store.table(publicIps).remove(address);
}
