import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';

const states: Record<string, { tone: Tone; label: () => string }> = {
  Implemented: { tone: 'ok', label: m.network_state_implemented },
  Setup: { tone: 'ok', label: m.network_state_setup },
  Allocated: { tone: 'idle', label: m.network_state_allocated },
  Implementing: { tone: 'busy', label: m.network_state_implementing },
  Shutdown: { tone: 'busy', label: m.network_state_shutdown },
  Destroy: { tone: 'busy', label: m.network_state_destroy },
};

/** A state in words; one that CloudStack adds later keeps its own name. */
export function networkState(state: string): { tone: Tone; label: string } {
  const known = states[state];
  return known ? { tone: known.tone, label: known.label() } : { tone: 'idle', label: state };
}

const kinds: Record<string, () => string> = { Isolated: m.network_kind_isolated, Shared: m.network_kind_shared };

/** `L2` and what comes later are names. */
export const networkKind = (kind: string): string => kinds[kind]?.() ?? kind;

interface Offering {
  kind: string;
  services: readonly string[];
  vpc?: unknown;
}

/** Whether public addresses can lead to a network. */
export const hasAddresses = ({ services }: Offering): boolean =>
  ['SourceNat', 'StaticNat', 'PortForwarding', 'Lb'].some((service) => services.includes(service));

/** Whether rules say what may go out of it; in a VPC its access lists do. */
export const hasEgress = ({ kind, services, vpc }: Offering): boolean => kind === 'Isolated' && !vpc && services.includes('Firewall');

const services: Record<string, () => string> = {
  Dhcp: () => 'DHCP',
  Dns: () => 'DNS',
  SourceNat: m.network_service_source_nat,
  StaticNat: m.network_service_static_nat,
  PortForwarding: m.network_service_forwarding,
  Lb: m.network_service_balancing,
  Firewall: m.network_service_firewall,
  Vpn: () => 'VPN',
  UserData: m.network_service_user_data,
  NetworkACL: m.network_service_acl,
  SecurityGroup: m.network_service_security_groups,
};
const serviceOrder = Object.keys(services);

/** The services of a network in words, the telling ones first; unknown ones keep their names. */
export function serviceNames(names: readonly string[]): string {
  const place = (name: string) => (serviceOrder.includes(name) ? serviceOrder.indexOf(name) : serviceOrder.length);
  return [...names]
    .sort((a, b) => place(a) - place(b))
    .map((name) => services[name]?.() ?? name)
    .join(', ');
}

/** The address by which a network goes out, or null. */
export const sourceNatAddress = (addresses: readonly { ipAddress: string; isSourceNat: boolean }[]): string | null =>
  addresses.find((address) => address.isSourceNat)?.ipAddress ?? null;

/** Addresses as people look for them: the one by which the network goes out, then by number. */
export const byUse = <Address extends { ipAddress: string; isSourceNat: boolean }>(addresses: readonly Address[]): Address[] =>
  [...addresses].sort(
    (a, b) => Number(b.isSourceNat) - Number(a.isSourceNat) || a.ipAddress.localeCompare(b.ipAddress, undefined, { numeric: true }),
  );

/** The interface by which an instance is on a network. */
export const nicOn = <Nic extends { network: { id: string } | null }>(
  network: { id: string },
  vm: { nics: readonly Nic[] },
): Nic | undefined => vm.nics.find((nic) => nic.network?.id === network.id);

const kindWords: Record<string, { title: () => string; text: () => string }> = {
  Isolated: { title: m.network_kind_title_isolated, text: m.network_kind_text_isolated },
  L2: { title: m.network_kind_title_l2, text: m.network_kind_text_l2 },
  Shared: { title: m.network_kind_title_shared, text: m.network_kind_text_shared },
};

/** A kind as a choice names it. */
export const networkKindTitle = (kind: string): string => kindWords[kind]?.title() ?? kind;

/** What a kind means to somebody who has to choose one. */
export const networkKindText = (kind: string): string | null => kindWords[kind]?.text() ?? null;
