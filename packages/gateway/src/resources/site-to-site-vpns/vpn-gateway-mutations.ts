import * as z from 'zod';
import { builder } from '../../builder.ts';
import { uuidOf } from '../../ids.ts';
import { waitField, waitRule } from '../../payloads.ts';
import { jobCreation, jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { type VpnGatewayRow, vpnGateways } from './site-to-site-vpn-loader.ts';
import { VpnGateway, vpnGatewayRules } from './site-to-site-vpn-type.ts';

const kind: Kind<VpnGatewayRow> = {
  typename: 'VpnGateway',
  words: 'VPN gateway',
  field: 'vpnGateway',
  type: VpnGateway,
  loader: vpnGateways,
  rules: vpnGatewayRules,
  feature: 'Site-to-site VPN',
};

const CreateVpnGatewayInput = builder.inputType('CreateVpnGatewayInput', {
  description: 'At which VPC tunnels shall end.',
  fields: (t) => ({
    vpcId: t.id({ required: true, description: 'The VPC: typed id or UUID.' }),
    waitSeconds: t.int(waitField),
  }),
});

jobCreation(kind, {
  name: 'createVpnGateway',
  description: 'Gives a VPC an end for VPN tunnels, at the public address by which it goes out. It has one at most.',
  input: CreateVpnGatewayInput,
  validate: z.object(waitRule),
  command: 'createVpnGateway',
  touches: (input) => touching('Vpc', uuidOf('Vpc', input.vpcId, ['input', 'vpcId'])),
  parameters: (input) => ({ vpcid: uuidOf('Vpc', input.vpcId, ['input', 'vpcId']) }),
});

jobMutation(kind, {
  name: 'deleteVpnGateway',
  description: 'Takes the end for VPN tunnels from a VPC. Its tunnels must be gone.',
  action: 'DELETE',
  gone: true,
  command: 'deleteVpnGateway',
  touches: (row) => touching('Vpc', row.vpcid),
});
