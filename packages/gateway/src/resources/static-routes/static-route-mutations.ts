import * as z from 'zod';
import { builder } from '../../builder.ts';
import { optionalUuidOf } from '../../ids.ts';
import { waitField, waitRule } from '../../payloads.ts';
import { jobCreation, jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { ipv4Address, ipv4Cidr } from '../../validation/addresses.ts';
import { type StaticRouteRow, staticRoutes } from './static-route-loader.ts';
import { StaticRoute, staticRouteRules } from './static-route-type.ts';

const CreateStaticRouteInput = builder.inputType('CreateStaticRouteInput', {
  description: 'The way to create: by a next hop (CloudStack 4.21 and later), or by a private gateway that the operator has made.',
  fields: (t) => ({
    cidr: t.string({ required: true, description: 'The network that it leads to, as CIDR; outside of the VPC.' }),
    vpcId: t.id({ description: 'The VPC whose way it is; with `nextHop`.' }),
    nextHop: t.string({ description: 'The IPv4 address to which what goes there is handed; this or `privateGatewayId`.' }),
    privateGatewayId: t.id({ description: 'The private gateway of the VPC; this or `nextHop`.' }),
    waitSeconds: t.int(waitField),
  }),
});

const kind: Kind<StaticRouteRow> = {
  typename: 'StaticRoute',
  words: 'static route',
  field: 'staticRoute',
  type: StaticRoute,
  loader: staticRoutes,
  rules: staticRouteRules,
  feature: 'Routing by static routes',
};

jobCreation(kind, {
  name: 'createStaticRoute',
  description: 'Makes a way from a VPC to a network elsewhere.',
  input: CreateStaticRouteInput,
  validate: z
    .object({
      cidr: ipv4Cidr,
      vpcId: z.string().nullish(),
      nextHop: ipv4Address.nullish(),
      privateGatewayId: z.string().nullish(),
      ...waitRule,
    })
    .superRefine((input, issues) => {
      const refuse = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message });
      if (Boolean(input.nextHop) === Boolean(input.privateGatewayId)) refuse('nextHop', 'Give either the next hop, or a private gateway.');
      if (input.nextHop && !input.vpcId) refuse('vpcId', 'Say of which VPC.');
    }),
  command: 'createStaticRoute',
  argumentPaths: { gatewayid: ['input', 'privateGatewayId'] },
  touches: (input) => touching('Vpc', optionalUuidOf('Vpc', input.vpcId, ['input', 'vpcId'])),
  parameters: (input) => ({
    cidr: input.cidr,
    vpcid: optionalUuidOf('Vpc', input.vpcId, ['input', 'vpcId']),
    nexthop: input.nextHop ?? undefined,
    gatewayid: optionalUuidOf('PrivateGateway', input.privateGatewayId, ['input', 'privateGatewayId']),
  }),
});

jobMutation(kind, {
  name: 'deleteStaticRoute',
  description: 'Takes a way to a network elsewhere away.',
  action: 'DELETE',
  gone: true,
  command: 'deleteStaticRoute',
  touches: (row) => touching('Vpc', row.vpcid),
});
