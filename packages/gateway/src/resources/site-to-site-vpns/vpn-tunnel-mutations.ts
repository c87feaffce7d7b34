import * as z from 'zod';
import { builder } from '../../builder.ts';
import { uuidOf } from '../../ids.ts';
import { waitField, waitRule } from '../../payloads.ts';
import { jobCreation, jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { type VpnTunnelRow, vpnTunnels } from './site-to-site-vpn-loader.ts';
import { VpnTunnel, vpnTunnelRules } from './site-to-site-vpn-type.ts';

const kind: Kind<VpnTunnelRow> = {
  typename: 'VpnTunnel',
  words: 'VPN tunnel',
  field: 'vpnTunnel',
  type: VpnTunnel,
  loader: vpnTunnels,
  rules: vpnTunnelRules,
  feature: 'Site-to-site VPN',
};

const CreateVpnTunnelInput = builder.inputType('CreateVpnTunnelInput', {
  description: 'Between which two ends to dig a tunnel.',
  fields: (t) => ({
    vpnGatewayId: t.id({ required: true, description: 'The end at the VPC: typed id or UUID.' }),
    customerGatewayId: t.id({ required: true, description: 'The other end: typed id or UUID.' }),
    isPassive: t.boolean({ defaultValue: false, description: 'Whether to wait for the other end to begin.' }),
    waitSeconds: t.int(waitField),
  }),
});

const gateway = (row: VpnTunnelRow) => touching('VpnGateway', row.s2svpngatewayid);

jobCreation(kind, {
  name: 'createVpnTunnel',
  description: 'Connects a VPC with a network elsewhere, by a VPN tunnel.',
  input: CreateVpnTunnelInput,
  validate: z.object(waitRule),
  command: 'createVpnConnection',
  argumentPaths: { s2svpngatewayid: ['input', 'vpnGatewayId'], s2scustomergatewayid: ['input', 'customerGatewayId'] },
  touches: (input) => touching('VpnGateway', uuidOf('VpnGateway', input.vpnGatewayId, ['input', 'vpnGatewayId'])),
  parameters: (input) => ({
    s2svpngatewayid: uuidOf('VpnGateway', input.vpnGatewayId, ['input', 'vpnGatewayId']),
    s2scustomergatewayid: uuidOf('VpnCustomerGateway', input.customerGatewayId, ['input', 'customerGatewayId']),
    passive: input.isPassive ? true : undefined,
  }),
});

jobMutation(kind, {
  name: 'resetVpnTunnel',
  description: 'Sets up a VPN tunnel anew.',
  action: 'RESTART',
  command: 'resetVpnConnection',
  touches: gateway,
});

jobMutation(kind, {
  name: 'deleteVpnTunnel',
  description: 'Fills a VPN tunnel in: the network elsewhere is no longer reached.',
  action: 'DELETE',
  gone: true,
  command: 'deleteVpnConnection',
  touches: gateway,
});
