import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { m } from '#lib/paraglide/messages.js';
import { isIpv4 } from './addresses/rule-form.ts';
import type { NetworkOffering } from './network-documents.ts';

/** What the create page holds; '' means "not chosen". */
export interface NetworkValues {
  name: string;
  displayText: string;
  zoneId: string;
  kind: string;
  networkOfferingId: string;
  gateway: string;
  netmask: string;
  startIp: string;
  endIp: string;
  vlan: string;
  domainName: string;
}

type Optional = 'displayText' | 'gateway' | 'netmask' | 'startIp' | 'endIp' | 'vlan' | 'domainName';
/** Variables of createNetwork; the same shape as the graph's CreateNetworkInput. */
export type NetworkInput = { name: string; zoneId: string; networkOfferingId: string } & Partial<Record<Optional, string>>;

export const emptyNetwork: NetworkValues = {
  name: '',
  displayText: '',
  zoneId: '',
  kind: '',
  networkOfferingId: '',
  gateway: '',
  netmask: '',
  startIp: '',
  endIp: '',
  vlan: '',
  domainName: '',
};

/** The order in which kinds are offered: what most people want first. */
const kindOrder = ['Isolated', 'L2', 'Shared'];

/** The offerings that the caller can use at all: only operators may give a VLAN. */
export const usableOfferings = (offerings: readonly NetworkOffering[], mayGiveVlan: boolean): NetworkOffering[] =>
  offerings.filter((offering) => mayGiveVlan || !offering.needsVlan);

/** The kinds that these offerings make. */
export function kindsOf(offerings: readonly NetworkOffering[]): string[] {
  const kinds = [...new Set(offerings.map((offering) => offering.kind))];
  const place = (kind: string) => (kindOrder.includes(kind) ? kindOrder.indexOf(kind) : kindOrder.length);
  return kinds.sort((a, b) => place(a) - place(b));
}

/** The offering to begin with: one that goes out by an address of its own and is guarded, else the only one. */
export function firstChoice(offerings: readonly NetworkOffering[], kind: string): string {
  const ofKind = offerings.filter((offering) => offering.kind === kind);
  const usual = ofKind.find((offering) => ['SourceNat', 'Firewall'].every((service) => offering.services.includes(service)));
  return (usual ?? (ofKind.length === 1 ? ofKind[0] : undefined))?.id ?? '';
}

/** Which fields a network of an offering takes. */
export function fieldsOf(offering: NetworkOffering | undefined) {
  const isL2 = offering?.kind === 'L2';
  const needsRange = offering?.needsAddressRange ?? false;
  return {
    vlan: offering?.needsVlan ?? false,
    range: !isL2 && (needsRange || offering?.services.includes('Dhcp') === true),
    needsRange: !isL2 && needsRange,
    domainName: offering?.services.includes('Dns') ?? false,
  };
}

/** Whether a text is a netmask: ones before zeros. */
export function isNetmask(text: string): boolean {
  if (!isIpv4(text)) return false;
  const bits = text
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  return /^1+0*$/.test(bits);
}

/** Everything that is wrong with the form; an empty list means it may be sent. */
export function networkProblems(values: NetworkValues, offering: NetworkOffering | undefined): FieldProblem[] {
  const problems: FieldProblem[] = [...nameProblems(values)];
  if (!values.zoneId) problems.push(problem('zoneId', m.deploy_choose_zone()));
  if (!offering) problems.push(problem('networkOfferingId', m.network_choose_offering()));
  const shown = fieldsOf(offering);
  if (shown.vlan && !values.vlan.trim()) problems.push(problem('vlan', m.network_vlan_missing()));
  if (shown.range) problems.push(...rangeProblems(values, shown.needsRange));
  return problems;
}

/** What is wrong with a name and a description. */
export function nameProblems({ name, displayText }: { name: string; displayText: string }): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!name.trim()) problems.push(problem('name', m.resource_name_missing()));
  else if (name.trim().length > 255) problems.push(problem('name', m.resource_name_too_long({ max: 255 })));
  if (displayText.trim().length > 255) problems.push(problem('displayText', m.resource_name_too_long({ max: 255 })));
  return problems;
}

function rangeProblems(values: NetworkValues, needed: boolean): FieldProblem[] {
  const [gateway, netmask, startIp, endIp] = [values.gateway, values.netmask, values.startIp, values.endIp].map((text) => text.trim());
  const problems: FieldProblem[] = [];
  if ((gateway || netmask || needed) && !isIpv4(gateway ?? '')) problems.push(problem('gateway', m.network_address_wrong()));
  if ((gateway || netmask || needed) && !isNetmask(netmask ?? '')) problems.push(problem('netmask', m.network_netmask_wrong()));
  if (!needed) return problems;
  if (!isIpv4(startIp ?? '')) problems.push(problem('startIp', m.network_address_wrong()));
  if (endIp && !isIpv4(endIp)) problems.push(problem('endIp', m.network_address_wrong()));
  return problems;
}

/** The form as the mutation wants it; fields that the offering does not take are left out, whatever was typed. */
export function networkInput(values: NetworkValues, offering: NetworkOffering): NetworkInput {
  const shown = fieldsOf(offering);
  const given = (field: Optional, when: boolean) => (when && values[field].trim() ? { [field]: values[field].trim() } : {});
  return {
    name: values.name.trim(),
    zoneId: values.zoneId,
    networkOfferingId: offering.id,
    ...given('displayText', true),
    ...given('gateway', shown.range),
    ...given('netmask', shown.range),
    ...given('startIp', shown.needsRange),
    ...given('endIp', shown.needsRange),
    ...given('vlan', shown.vlan),
    ...given('domainName', shown.domainName),
  };
}
