import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { instanceName } from '../../instances/instance-view.ts';
import type { EgressRule, NetworkRules } from '../network-documents.ts';

export type RuleKind = 'firewall' | 'forwarding' | 'balancing';

/** A rule of a public address as its table shows it, of whichever kind. */
export interface RuleLine {
  id: string;
  kind: RuleKind;
  protocol: string;
  /** "22", "8000–8010", "all". */
  ports: string;
  /** Where it leads to, with the port there; null: the rule only lets in. */
  target: { label: string; href: string | null; port: string } | null;
  /** From where; empty: from anywhere. */
  cidrs: string[];
  /** It leads on what the firewall does not let in. */
  shut: boolean;
  state: string;
}

type Traffic = Pick<EgressRule, 'protocol' | 'startPort' | 'endPort' | 'icmpType' | 'icmpCode'>;

/** One port or a range of them. */
export const portRange = (first: number, last: number | null): string =>
  last === null || last === first ? `${first}` : `${first}–${last}`;

/** Which part of its protocol a rule is about. */
export function trafficText({ protocol, startPort, endPort, icmpType, icmpCode }: Traffic): string {
  if (protocol === 'ICMP') {
    if (icmpType === null || icmpType < 0) return m.network_icmp_all();
    return icmpCode === null || icmpCode < 0
      ? m.network_icmp_type({ type: icmpType })
      : m.network_icmp_type_code({ type: icmpType, code: icmpCode });
  }
  return startPort === null ? m.network_all_ports() : portRange(startPort, endPort);
}

/** The ranges without those that mean everybody: empty is "anywhere". */
export const narrowed = (cidrs: readonly string[]): string[] => cidrs.filter((cidr) => cidr !== '0.0.0.0/0' && cidr !== '::/0');

const algorithms = {
  ROUND_ROBIN: m.network_balance_round_robin,
  LEAST_CONNECTIONS: m.network_balance_least_connections,
  SOURCE: m.network_balance_source,
};

/**
 * The rules of one address, by port; what lets in stands before what leads on. Where a firewall guards the network, what leads on
 * says from where that lets it in.
 */
export function ruleLines(addressId: string, rules: NetworkRules, guarded: boolean): RuleLine[] {
  const ours = <Rule extends { publicIpAddress: { id: string } | null }>(list: readonly Rule[]) =>
    list.filter((rule) => rule.publicIpAddress?.id === addressId);
  const firewall = ours(rules.firewallRules);
  const opened = (protocol: string, first: number, last: number) => {
    const opening = firewall.filter((rule) => lets(rule, protocol, first, last));
    const open = opening.some((rule) => narrowed(rule.cidrs).length === 0);
    return { shut: guarded && opening.length === 0, from: open ? [] : [...new Set(opening.flatMap((rule) => rule.cidrs))] };
  };
  const lines: (RuleLine & { first: number })[] = [
    ...firewall.map((rule) => ({
      ...plain(rule),
      kind: 'firewall' as const,
      ports: trafficText(rule),
      first: rule.startPort ?? 0,
      target: null,
      shut: false,
    })),
    ...ours(rules.portForwardingRules).map((rule) => ({
      ...leading(rule, opened(rule.protocol, rule.publicPort, rule.publicEndPort)),
      kind: 'forwarding' as const,
      ports: portRange(rule.publicPort, rule.publicEndPort),
      first: rule.publicPort,
      target: {
        label: rule.virtualMachine ? instanceName(rule.virtualMachine) : '–',
        href: rule.virtualMachine ? `/instances/${rule.virtualMachine.id.replace(/^.*:/, '')}` : null,
        port: portRange(rule.privatePort, rule.privateEndPort),
      },
    })),
    ...ours(rules.loadBalancerRules).map((rule) => ({
      ...leading(rule, opened(rule.protocol === 'UDP' ? 'UDP' : 'TCP', rule.publicPort, rule.publicPort)),
      kind: 'balancing' as const,
      ports: portRange(rule.publicPort, null),
      first: rule.publicPort,
      target: { label: `${rule.name} (${algorithms[rule.algorithm]()})`, href: null, port: portRange(rule.privatePort, null) },
    })),
  ];
  return lines.sort((a, b) => a.first - b.first || order.indexOf(a.kind) - order.indexOf(b.kind)).map(({ first: _, ...line }) => line);
}

/** Whether a firewall rule lets in all of these ports. */
function lets(rule: Traffic, protocol: string, first: number, last: number): boolean {
  if (rule.protocol === 'ALL') return true;
  return rule.protocol === protocol && (rule.startPort === null || (rule.startPort <= first && (rule.endPort ?? rule.startPort) >= last));
}

const order: readonly RuleKind[] = ['firewall', 'forwarding', 'balancing'];

const plain = ({ id, protocol, cidrs, state }: Leading) => ({
  id,
  protocol,
  cidrs: narrowed(cidrs),
  state,
});

interface Leading {
  id: string;
  protocol: string;
  cidrs: string[];
  state: string;
}

/** What leads on may narrow what the firewall lets in. */
const leading = (rule: Leading, { shut, from }: { shut: boolean; from: string[] }) => {
  const own = plain(rule);
  return { ...own, shut, cidrs: own.cidrs.length > 0 ? own.cidrs : from };
};

const kinds: Record<RuleKind, () => string> = {
  firewall: m.network_rule_firewall,
  forwarding: m.network_rule_forwarding,
  balancing: m.network_rule_balancing,
};

/** What a rule does, in a word or two. */
export const ruleKind = (kind: RuleKind): string => kinds[kind]();

/** A rule in words for a question about it: "TCP 22". */
export const ruleName = (rule: { protocol: string; ports: string }): string => `${rule.protocol} ${rule.ports}`;

/** A rule's state; null for the one that needs no word: in force. */
export function ruleState(state: string): { tone: Tone; label: string } | null {
  if (state === 'Active') return null;
  if (state === 'Add' || state === 'Staged') return { tone: 'busy', label: m.network_rule_adding() };
  if (state === 'Deleting' || state === 'Revoke') return { tone: 'busy', label: m.network_state_destroy() };
  return { tone: 'idle', label: state };
}

/** An address's state; null for the usual one: it is yours and in order. */
export function addressState(state: string): { tone: Tone; label: string } | null {
  if (state === 'Allocated') return null;
  if (state === 'Allocating') return { tone: 'busy', label: m.network_address_allocating() };
  if (state === 'Releasing') return { tone: 'busy', label: m.network_address_releasing() };
  return { tone: 'idle', label: state };
}
