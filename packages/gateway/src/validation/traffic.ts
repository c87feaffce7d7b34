import * as z from 'zod';
import { cidrs, icmpNumber, port, portOrder } from './addresses.ts';

/** What a firewall rule lets through; the fields of {@link trafficRule}. */
export const trafficShape = {
  protocol: z.string(),
  startPort: port.nullish(),
  endPort: port.nullish(),
  icmpType: icmpNumber.nullish(),
  icmpCode: icmpNumber.nullish(),
  cidrs: cidrs.nullish(),
};

/** Ports belong to TCP and UDP, type and code to ICMP; CloudStack's refusals of mixtures name no argument. */
export function checkTraffic(input: z.infer<z.ZodObject<typeof trafficShape>>, issues: z.RefinementCtx): void {
  const refuse = (field: string, message: string) => issues.addIssue({ code: 'custom', path: [field], message });
  const given = (field: keyof typeof trafficShape) => input[field] !== null && input[field] !== undefined;
  const protocol = input.protocol.toLowerCase();
  if (protocol === 'tcp' || protocol === 'udp') {
    for (const field of ['icmpType', 'icmpCode'] as const) if (given(field)) refuse(field, 'Only ICMP has this. Leave it out.');
    portOrder('startPort', 'endPort')(input, issues);
    return;
  }
  for (const field of ['startPort', 'endPort'] as const) if (given(field)) refuse(field, 'Only TCP and UDP have ports. Leave it out.');
  if (protocol === 'icmp') return;
  for (const field of ['icmpType', 'icmpCode'] as const) if (given(field)) refuse(field, 'Only ICMP has this. Leave it out.');
}

/** The rule of {@link trafficShape}. */
export const trafficRule = z.object(trafficShape).superRefine(checkTraffic);
