import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { m } from '#lib/paraglide/messages.js';

export type Protocol = 'TCP' | 'UDP' | 'ICMP' | 'ALL';

/** What the dialog of a firewall or egress rule holds; numbers as they are typed, '' means "not given". */
export interface TrafficValues {
  protocol: Protocol;
  startPort: string;
  endPort: string;
  icmpType: string;
  icmpCode: string;
  /** Ranges, parted by commas, spaces or lines. */
  cidrs: string;
  destinationCidrs: string;
}

/** The traffic of a rule as the graph's inputs take it. */
export interface TrafficInput {
  protocol: Protocol;
  startPort?: number;
  endPort?: number;
  icmpType?: number;
  icmpCode?: number;
  cidrs?: string[];
  destinationCidrs?: string[];
}

/** What the dialog of a forwarding rule holds. */
export interface ForwardingValues {
  protocol: 'TCP' | 'UDP';
  publicPort: string;
  publicEndPort: string;
  privatePort: string;
  virtualMachineId: string;
  openFirewall: boolean;
}

export const emptyTraffic: TrafficValues = {
  protocol: 'TCP',
  startPort: '',
  endPort: '',
  icmpType: '',
  icmpCode: '',
  cidrs: '',
  destinationCidrs: '',
};
export const emptyForwarding: ForwardingValues = {
  protocol: 'TCP',
  publicPort: '',
  publicEndPort: '',
  privatePort: '',
  virtualMachineId: '',
  openFirewall: true,
};

/** Ports that people open most, to be filled in by one press. */
export const usualPorts: readonly { label: string; port: string }[] = [
  { label: 'SSH', port: '22' },
  { label: 'HTTP', port: '80' },
  { label: 'HTTPS', port: '443' },
  { label: 'RDP', port: '3389' },
];

/** The ranges in a text; a bare address stands for itself alone. */
export function cidrList(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((part) => (part.includes('/') ? part : part.includes(':') ? `${part}/128` : `${part}/32`));
}

const isPart = (text: string) => /^\d{1,3}$/.test(text) && Number(text) < 256;
/** Whether a text is an IPv4 address in four parts. */
export const isIpv4 = (text: string): boolean => text.split('.').length === 4 && text.split('.').every(isPart);

function isCidr(text: string): boolean {
  const [address = '', length = ''] = text.split('/');
  if (!/^\d{1,3}$/.test(length)) return false;
  if (address.includes(':')) return /^[0-9a-f:.]+$/i.test(address) && Number(length) <= 128;
  return isIpv4(address) && Number(length) <= 32;
}

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

function portProblems(start: [path: string, text: string], end: [path: string, text: string]): FieldProblem[] {
  const [first, last] = [start[1].trim(), end[1].trim()];
  if (!isPort(first)) return [problem(start[0], m.network_port_range())];
  if (last === '') return [];
  if (!isPort(last)) return [problem(end[0], m.network_port_range())];
  return Number(last) < Number(first) ? [problem(end[0], m.network_port_order())] : [];
}

function icmpProblems(values: TrafficValues): FieldProblem[] {
  const wrong = (text: string) => text.trim() !== '' && !(/^-?\d{1,3}$/.test(text.trim()) && Number(text) >= -1 && Number(text) <= 255);
  return (['icmpType', 'icmpCode'] as const).filter((field) => wrong(values[field])).map((field) => problem(field, m.network_icmp_range()));
}

function cidrProblems(path: string, text: string): FieldProblem[] {
  const wrong = cidrList(text).filter((cidr) => !isCidr(cidr));
  return wrong.length > 0 ? [problem(path, m.network_cidr_wrong({ cidr: wrong.join(', ') }))] : [];
}

/** Everything that is wrong with the traffic of a rule; an empty list means it may be sent. */
export function trafficProblems(values: TrafficValues): FieldProblem[] {
  const hasPorts = values.protocol === 'TCP' || values.protocol === 'UDP';
  return [
    ...(hasPorts ? portProblems(['startPort', values.startPort], ['endPort', values.endPort]) : []),
    ...(values.protocol === 'ICMP' ? icmpProblems(values) : []),
    ...cidrProblems('cidrs', values.cidrs),
    ...cidrProblems('destinationCidrs', values.destinationCidrs),
  ];
}

/** The traffic as the mutations want it: what does not belong to the protocol is left out. */
export function trafficInput(values: TrafficValues): TrafficInput {
  const { protocol } = values;
  const number = (field: 'startPort' | 'endPort' | 'icmpType' | 'icmpCode') =>
    values[field].trim() === '' ? {} : { [field]: Number(values[field]) };
  const list = (field: 'cidrs' | 'destinationCidrs') => {
    const ranges = cidrList(values[field]);
    return ranges.length > 0 ? { [field]: ranges } : {};
  };
  return {
    protocol,
    ...(protocol === 'TCP' || protocol === 'UDP' ? { ...number('startPort'), ...number('endPort') } : {}),
    ...(protocol === 'ICMP' ? { ...number('icmpType'), ...number('icmpCode') } : {}),
    ...list('cidrs'),
    ...list('destinationCidrs'),
  };
}

/** Everything that is wrong with a forwarding rule. */
export function forwardingProblems(values: ForwardingValues): FieldProblem[] {
  const publicPorts = portProblems(['publicPort', values.publicPort], ['publicEndPort', values.publicEndPort]);
  const inner = values.privatePort.trim();
  const wrongInner = inner !== '' && (!isPort(inner) || Number(inner) + span(values) > 65_535);
  return [
    ...(values.virtualMachineId ? [] : [problem('virtualMachineId', m.network_choose_instance())]),
    ...publicPorts,
    ...(wrongInner ? [problem('privatePort', m.network_port_range())] : []),
  ];
}

const span = ({ publicPort, publicEndPort }: ForwardingValues) =>
  publicEndPort.trim() === '' ? 0 : Number(publicEndPort) - Number(publicPort);

/** The rule as the mutation wants it. Without an inner port it is the same as outside; a range keeps its length. */
export function forwardingInput(publicIpAddressId: string, values: ForwardingValues) {
  const publicPort = Number(values.publicPort);
  const privatePort = values.privatePort.trim() === '' ? publicPort : Number(values.privatePort);
  const range =
    values.publicEndPort.trim() === '' ? {} : { publicEndPort: Number(values.publicEndPort), privateEndPort: privatePort + span(values) };
  return {
    publicIpAddressId,
    virtualMachineId: values.virtualMachineId,
    protocol: values.protocol,
    publicPort,
    privatePort,
    ...range,
    openFirewall: values.openFirewall,
  };
}
