import { builder, type Types } from './builder.ts';

/** Protocols that rules are made for; the values are CloudStack's words. */
export const ProtocolEnum = builder.enumType('Protocol', {
  description: 'A protocol that rules are made for.',
  values: {
    TCP: { value: 'tcp', description: 'TCP, with ports.' },
    UDP: { value: 'udp', description: 'UDP, with ports.' },
    ICMP: { value: 'icmp', description: 'ICMP, with type and code.' },
    ALL: { value: 'all', description: 'Every protocol; not for every kind of rule.' },
  } as const,
});

/** What the traffic fields read of a row. */
export interface TrafficRow {
  protocol?: string;
  startport?: number | string;
  endport?: number | string;
  icmptype?: number;
  icmpcode?: number;
  cidrlist?: string;
}

const number = (value: number | string | undefined) => (value === undefined || value === '' ? null : Number(value));

/** Ranges that CloudStack writes with commas. */
export const listOf = (text: string | undefined): string[] => (text ? text.split(',').map((item) => item.trim()) : []);

/** Fields of a rule that say which traffic it is about. */
export const trafficFields = <R extends TrafficRow>(t: PothosSchemaTypes.ObjectFieldBuilder<Types, R>) => ({
  protocol: t.string({
    description: '`TCP`, `UDP`, `ICMP`, `ALL`, or the number of another protocol.',
    resolve: (row) => (row.protocol ?? '').toUpperCase(),
  }),
  startPort: t.int({ nullable: true, description: 'The first port; null: all.', resolve: (row) => number(row.startport) }),
  endPort: t.int({ nullable: true, description: 'The last port; null: all.', resolve: (row) => number(row.endport) }),
  icmpType: t.int({ nullable: true, description: 'The ICMP type; -1: all.', resolve: (row) => row.icmptype ?? null }),
  icmpCode: t.int({ nullable: true, description: 'The ICMP code; -1: all.', resolve: (row) => row.icmpcode ?? null }),
  cidrs: t.stringList({ description: 'From where, like `203.0.113.0/24`; empty: from anywhere.', resolve: (row) => listOf(row.cidrlist) }),
});

/** Input fields that say which traffic a rule is about. */
export const trafficInput = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  protocol: t.field({ type: ProtocolEnum, required: true, description: 'The protocol.' }),
  startPort: t.int({ description: 'The first port, 1 to 65535; of TCP and UDP.' }),
  endPort: t.int({ description: 'The last port; left out: the first.' }),
  icmpType: t.int({ description: 'The ICMP type, -1 (all) to 255; of ICMP.' }),
  icmpCode: t.int({ description: 'The ICMP code, -1 (all) to 255; of ICMP.' }),
  cidrs: t.stringList({ description: 'From where, like `203.0.113.0/24`; left out: from anywhere.' }),
});

interface TrafficInput {
  protocol: string;
  startPort?: number | null | undefined;
  endPort?: number | null | undefined;
  icmpType?: number | null | undefined;
  icmpCode?: number | null | undefined;
  cidrs?: string[] | null | undefined;
}

/** The traffic of an input in CloudStack's words. ICMP without type and code means all of it. */
export function trafficParameters(input: TrafficInput) {
  const icmp = input.protocol === 'icmp';
  return {
    protocol: input.protocol,
    startport: input.startPort ?? undefined,
    endport: input.endPort ?? input.startPort ?? undefined,
    icmptype: input.icmpType ?? (icmp ? -1 : undefined),
    icmpcode: input.icmpCode ?? (icmp ? -1 : undefined),
    cidrlist: input.cidrs?.length ? input.cidrs : undefined,
  };
}

/** Where CloudStack's names of traffic come from in an input. */
export const trafficPaths = { cidrlist: ['input', 'cidrs'] } as const;
