/** Giving an address back, with everything that hangs on it. */
import type { Store } from '../../store.ts';
import { firewallRules } from '../firewall-rules/firewall-rule-records.ts';
import { remoteAccessVpns } from '../remote-access-vpns/remote-access-vpn-records.ts';
import { type PublicIpRecord, publicIps } from './public-ip-records.ts';

/** Removes the rules and the VPN on the address, and the address itself. */
export function release(store: Store, address: PublicIpRecord): void {
  const table = store.table(firewallRules);
  for (const rule of [...table.by('address', address.id)]) table.remove(rule);
  for (const vpn of [...store.table(remoteAccessVpns).by('address', address.id)]) store.table(remoteAccessVpns).remove(vpn);
  store.table(publicIps).remove(address);
}
