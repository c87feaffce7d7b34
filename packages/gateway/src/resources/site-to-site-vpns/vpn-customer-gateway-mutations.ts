import * as z from 'zod';
import { builder, type Types } from '../../builder.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { idField, waitField, waitRule } from '../../payloads.ts';
import { jobCreation, jobMutation, type Kind } from '../../resource-mutations.ts';
import { ipv4Cidr } from '../../validation/addresses.ts';
import { resourceName, text } from '../../validation/text.ts';
import { type VpnCustomerGatewayRow, vpnCustomerGateways } from './site-to-site-vpn-loader.ts';
import { VpnCustomerGateway, vpnCustomerGatewayRules } from './site-to-site-vpn-type.ts';

const kind: Kind<VpnCustomerGatewayRow> = {
  typename: 'VpnCustomerGateway',
  words: 'gateway of a customer',
  field: 'vpnCustomerGateway',
  type: VpnCustomerGateway,
  loader: vpnCustomerGateways,
  rules: vpnCustomerGatewayRules,
  feature: 'Site-to-site VPN',
};

export const IkeVersionEnum = builder.enumType('IkeVersion', {
  description: 'Which version of the key exchange a VPN speaks.',
  values: {
    ANY: { value: 'ike', description: 'Both, the newer one first.' },
    IKEV1: { value: 'ikev1', description: 'The older one.' },
    IKEV2: { value: 'ikev2', description: 'The newer one.' },
  } as const,
});

/** What may be said of both a new and a known other end. */
const tunnelFields = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  ikeLifetimeSeconds: t.int({ description: 'How long exchanged keys are good, 1 to 86,400 seconds; usual: 86,400.' }),
  espLifetimeSeconds: t.int({ description: 'How long keys of the tunnel are good, 1 to 86,400 seconds; usual: 3,600.' }),
  ikeVersion: t.field({ type: IkeVersionEnum, description: 'Which version of the key exchange it speaks; usual: any.' }),
  deadPeerDetection: t.boolean({ description: 'Whether to look whether the other end is still there; usual: no.' }),
  forceEncapsulation: t.boolean({ description: 'Whether to put everything into UDP, for ends behind NAT; usual: no.' }),
  splitConnections: t.boolean({ description: 'Whether each network behind it gets a tunnel of its own; usual: no.' }),
});

const fields = {
  gateway: { description: 'Its public address or host name.' },
  cidrs: { description: 'The networks behind it, as CIDR; at least one.' },
  presharedKey: { description: 'The secret that both ends know, up to 255 characters. It is not shown again.' },
  ikePolicy: { description: 'How keys are exchanged, like `aes128-sha1;modp1536`.' },
  espPolicy: { description: 'How what is sent is enciphered, like `aes128-sha1`, or `aes128-sha1;modp1536` for forward secrecy.' },
} as const;

const CreateVpnCustomerGatewayInput = builder.inputType('CreateVpnCustomerGatewayInput', {
  description: 'The other end of VPN tunnels to come.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, unique in the account.' }),
    gateway: t.string({ ...fields.gateway, required: true }),
    cidrs: t.stringList({ ...fields.cidrs, required: true }),
    presharedKey: t.string({ ...fields.presharedKey, required: true }),
    ikePolicy: t.string({ ...fields.ikePolicy, required: true }),
    espPolicy: t.string({ ...fields.espPolicy, required: true }),
    ...tunnelFields(t),
    ...ownerFields(t),
    waitSeconds: t.int(waitField),
  }),
});

const UpdateVpnCustomerGatewayInput = builder.inputType('UpdateVpnCustomerGatewayInput', {
  description: 'What to change of the other end of VPN tunnels. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    gateway: t.string(fields.gateway),
    cidrs: t.stringList(fields.cidrs),
    presharedKey: t.string(fields.presharedKey),
    ikePolicy: t.string(fields.ikePolicy),
    espPolicy: t.string(fields.espPolicy),
    ...tunnelFields(t),
    waitSeconds: t.int(waitField),
  }),
});

const CIPHER = '(?:3des|aes128|aes192|aes256)-(?:md5|sha1|sha256|sha384|sha512)';
const GROUP = 'modp(?:1024|1536|2048|3072|4096|6144|8192)';
const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$/;

const seconds = z.number().int('Give whole seconds.').min(1, 'At least 1 second.').max(86_400, 'At most 86,400 seconds, a day.');
const rules = {
  gateway: z.string().regex(HOST, 'Not an address or host name. Write it like "198.51.100.7" or "vpn.example.org".'),
  cidrs: z.array(ipv4Cidr).min(1, 'Name one network at least.'),
  presharedKey: text()
    .min(1, 'Must not be empty.')
    .regex(/^[^"\n]*$/, 'Must not hold quotation marks or line breaks.'),
  ikePolicy: z.string().regex(new RegExp(`^${CIPHER};${GROUP}$`), 'Not an IKE policy. Write it like "aes128-sha1;modp1536".'),
  espPolicy: z.string().regex(new RegExp(`^${CIPHER}(?:;${GROUP})?$`), 'Not an ESP policy. Write it like "aes128-sha1".'),
};
const optional = { ikeLifetimeSeconds: seconds.nullish(), espLifetimeSeconds: seconds.nullish(), ...waitRule };
const argumentPaths = {
  cidrlist: ['input', 'cidrs'],
  ipsecpsk: ['input', 'presharedKey'],
  ikelifetime: ['input', 'ikeLifetimeSeconds'],
  esplifetime: ['input', 'espLifetimeSeconds'],
  dpd: ['input', 'deadPeerDetection'],
  forceencap: ['input', 'forceEncapsulation'],
};

jobCreation(kind, {
  name: 'createVpnCustomerGateway',
  description: 'Makes the other end of VPN tunnels known: a router elsewhere, and the networks behind it.',
  input: CreateVpnCustomerGatewayInput,
  validate: z.object({ name: resourceName(), ...rules, ...optional }),
  command: 'createVpnCustomerGateway',
  argumentPaths,
  parameters: (input, context) => ({
    ...ownerParameters(context.cloud.identity, input),
    name: input.name,
    gateway: input.gateway,
    cidrlist: input.cidrs.join(','),
    ipsecpsk: input.presharedKey,
    ikepolicy: input.ikePolicy,
    esppolicy: input.espPolicy,
    ikelifetime: input.ikeLifetimeSeconds ?? undefined,
    esplifetime: input.espLifetimeSeconds ?? undefined,
    ikeversion: input.ikeVersion ?? undefined,
    dpd: input.deadPeerDetection ?? undefined,
    forceencap: input.forceEncapsulation ?? undefined,
    splitconnections: input.splitConnections ?? undefined,
  }),
});

jobMutation(kind, {
  name: 'updateVpnCustomerGateway',
  description: 'Changes the other end of VPN tunnels. Tunnels to it follow when they are reset.',
  input: UpdateVpnCustomerGatewayInput,
  validate: z.object({
    name: resourceName().nullish(),
    gateway: rules.gateway.nullish(),
    cidrs: rules.cidrs.nullish(),
    presharedKey: rules.presharedKey.nullish(),
    ikePolicy: rules.ikePolicy.nullish(),
    espPolicy: rules.espPolicy.nullish(),
    ...optional,
  }),
  action: 'UPDATE',
  command: 'updateVpnCustomerGateway',
  argumentPaths,
  // CloudStack wants everything again: what is left out would go back to its default.
  parameters: (row, input) => ({
    id: row.id,
    name: input.name ?? row.name,
    gateway: input.gateway ?? row.gateway ?? '',
    cidrlist: input.cidrs?.join(',') ?? row.cidrlist ?? '',
    ipsecpsk: input.presharedKey ?? row.ipsecpsk ?? '',
    ikepolicy: input.ikePolicy ?? row.ikepolicy ?? '',
    esppolicy: input.espPolicy ?? row.esppolicy ?? '',
    ikelifetime: input.ikeLifetimeSeconds ?? row.ikelifetime,
    esplifetime: input.espLifetimeSeconds ?? row.esplifetime,
    ikeversion: input.ikeVersion ?? row.ikeversion,
    dpd: input.deadPeerDetection ?? row.dpd,
    forceencap: input.forceEncapsulation ?? row.forceencap,
    splitconnections: input.splitConnections ?? row.splitconnections,
  }),
});

jobMutation(kind, {
  name: 'deleteVpnCustomerGateway',
  description: 'Forgets the other end of VPN tunnels. Tunnels to it must be gone.',
  action: 'DELETE',
  gone: true,
  command: 'deleteVpnCustomerGateway',
});
