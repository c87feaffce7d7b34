/** Which rules exclude each other on one address. */
import { ApiError, invalid } from '../../errors.ts';
import type { Store } from '../../store.ts';
import { type FirewallRuleRecord, firewallRules, type RulePurpose } from './firewall-rule-records.ts';

/** What a new rule wants of an address. */
export interface Wanted {
  readonly purpose: RulePurpose;
  readonly addressId: number;
  readonly protocol: string;
  readonly startPort: number | undefined;
  readonly endPort: number | undefined;
}

/** 537 where an existing rule of the kind has one of the ports; firewall rules stand beside all others. */
export function checkConflict(store: Store, wanted: Wanted): void {
  const found = store
    .table(firewallRules)
    .by('address', wanted.addressId)
    .find((rule) => conflicts(rule, wanted));
  if (found === undefined) return;
  const described = JSON.stringify({
    id: found.id,
    networkId: found.networkId,
    purpose: found.purpose,
    state: found.state,
    uuid: found.uuid,
  });
  const ranges = `${wanted.startPort}-${wanted.endPort}, conflicts with rule FirewallRule ${described} which has ${found.startPort}-${found.endPort}`;
  throw new ApiError(537, 4360, `The range specified, ${ranges}`);
}

/** Start and end of a range of ports; the end may be left out. */
export function portRange(start: number | undefined, end: number | undefined): { startPort?: number; endPort?: number } {
  if (start === undefined) return {};
  const last = end ?? start;
  for (const port of [start, last]) {
    if (port < 1 || port > 65535) throw invalid(`Invalid port number: ${port}`);
  }
  if (start > last) throw invalid(`Start port can't be bigger than end port`);
  return { startPort: start, endPort: last };
}

function conflicts(rule: FirewallRuleRecord, wanted: Wanted): boolean {
  if ((rule.purpose === 'Firewall') !== (wanted.purpose === 'Firewall') || rule.protocol !== wanted.protocol) return false;
  if (rule.startPort === undefined || wanted.startPort === undefined) return rule.startPort === wanted.startPort;
  return rule.startPort <= (wanted.endPort ?? wanted.startPort) && wanted.startPort <= (rule.endPort ?? rule.startPort);
}
