import * as z from 'zod';
import { builder } from '../../builder.ts';
import { uuidOf } from '../../ids.ts';
import { ownerFields, ownerOf, ownerParameters } from '../../ownership.ts';
import { waitField, waitRule } from '../../payloads.ts';
import { jobCreation, jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { ipv4Address } from '../../validation/addresses.ts';
import { type RemoteAccessVpnRow, remoteAccessVpns, type VpnUserRow, vpnUsers } from './remote-access-vpn-loader.ts';
import { RemoteAccessVpn, remoteAccessVpnRules, VpnUser, vpnUserRules } from './remote-access-vpn-type.ts';

const kind: Kind<RemoteAccessVpnRow> = {
  typename: 'RemoteAccessVpn',
  words: 'remote access VPN',
  field: 'remoteAccessVpn',
  type: RemoteAccessVpn,
  loader: remoteAccessVpns,
  rules: remoteAccessVpnRules,
  feature: 'VPN for people',
};

const userKind: Kind<VpnUserRow> = {
  typename: 'VpnUser',
  words: 'user of a VPN',
  field: 'vpnUser',
  type: VpnUser,
  loader: vpnUsers,
  rules: vpnUserRules,
  feature: 'VPN for people',
};

const CreateRemoteAccessVpnInput = builder.inputType('CreateRemoteAccessVpnInput', {
  description: 'At which address to let people in.',
  fields: (t) => ({
    publicIpAddressId: t.id({ required: true, description: 'The address: of a network, or that by which a VPC goes out.' }),
    clientRange: t.string({ description: 'The addresses that they get, like `10.1.2.1-10.1.2.8`; left out, CloudStack chooses.' }),
    openFirewall: t.boolean({ defaultValue: true, description: 'Whether to open the firewall of the address for it.' }),
    waitSeconds: t.int(waitField),
  }),
});

const AddVpnUserInput = builder.inputType('AddVpnUserInput', {
  description: 'Who may come in.',
  fields: (t) => ({
    username: t.string({ required: true, description: 'The user name: 3 to 64 letters, digits, `@`, `.`, `-` or `_`.' }),
    password: t.string({ required: true, description: 'The password: 3 to 32 letters, digits, `@`, `+`, `=`, `.`, `-` or `_`.' }),
    ...ownerFields(t),
    waitSeconds: t.int(waitField),
  }),
});

const isRange = (text: string) => {
  const ends = text.split('-');
  return ends.length === 2 && ends.every((end) => ipv4Address.safeParse(end).success);
};

jobCreation(kind, {
  name: 'createRemoteAccessVpn',
  description: 'Lets people into a network by VPN, at a public address. They sign in as one of the `vpnUsers`.',
  input: CreateRemoteAccessVpnInput,
  validate: z.object({
    clientRange: z.string().refine(isRange, 'Not a range of IPv4 addresses. Write it like "10.1.2.1-10.1.2.8".').nullish(),
    ...waitRule,
  }),
  command: 'createRemoteAccessVpn',
  argumentPaths: { publicipid: ['input', 'publicIpAddressId'], iprange: ['input', 'clientRange'] },
  touches: (input) => touching('PublicIpAddress', uuidOf('PublicIpAddress', input.publicIpAddressId, ['input', 'publicIpAddressId'])),
  parameters: (input) => ({
    publicipid: uuidOf('PublicIpAddress', input.publicIpAddressId, ['input', 'publicIpAddressId']),
    iprange: input.clientRange ?? undefined,
    openfirewall: input.openFirewall ?? true,
  }),
});

jobMutation(kind, {
  name: 'deleteRemoteAccessVpn',
  description: 'Lets nobody in any more. Those who are in are thrown out; the users stay.',
  action: 'DELETE',
  gone: true,
  command: 'deleteRemoteAccessVpn',
  parameters: (row) => ({ publicipid: row.publicipid ?? '' }),
  touches: (row) => touching('PublicIpAddress', row.publicipid),
});

jobCreation(userKind, {
  name: 'addVpnUser',
  description: 'Lets somebody come in by all remote access VPNs of the owner.',
  input: AddVpnUserInput,
  validate: z.object({
    username: z
      .string()
      .regex(/^[a-zA-Z0-9][a-zA-Z0-9@._-]{2,63}$/, 'Write 3 to 64 letters, digits, "@", ".", "-" or "_"; the first a letter or digit.'),
    password: z
      .string()
      .regex(
        /^[a-zA-Z0-9][a-zA-Z0-9@+=._-]{2,31}$/,
        'Write 3 to 32 letters, digits, "@", "+", "=", ".", "-" or "_"; the first a letter or digit.',
      ),
    ...waitRule,
  }),
  command: 'addVpnUser',
  argumentPaths: { name: ['input', 'username'] },
  parameters: (input, context) => ({
    ...ownerParameters(context.cloud.identity, input),
    username: input.username,
    password: input.password,
  }),
});

jobMutation(userKind, {
  name: 'removeVpnUser',
  description: 'Keeps somebody from coming in by VPN.',
  action: 'DELETE',
  gone: true,
  command: 'removeVpnUser',
  parameters: (row, _input, context) => ({ ...ownerOf(context.cloud.identity, row), username: row.username ?? '' }),
});
