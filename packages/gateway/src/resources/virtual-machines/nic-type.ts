import type { Row } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import { typedId } from '../../ids.ts';
import { selectsOnly } from '../../lookahead.ts';
import { networks } from '../networks/network-loader.ts';
import { Network } from '../networks/network-type.ts';

/** Backing shape of `Nic`: an item of a virtual machine's `nic[]` (`listNics` wants one machine at a time). */
export type NicRow = NonNullable<Row<'listVirtualMachines'>['nic']>[number];

/** The further addresses of an interface. */
export const secondaryAddresses = (nic: NicRow): { id?: string; ipaddress?: string }[] =>
  (nic.secondaryip ?? []).filter((item): item is { id?: string; ipaddress?: string } => typeof item === 'object' && item !== null);

export const Nic = builder.objectRef<NicRow>('Nic').implement({
  description: 'A network interface of a virtual machine.',
  fields: (t) => ({
    id: t.id({ description: 'The typed id, like `Nic:…`.', resolve: (row) => typedId('Nic', row.id) }),
    network: t.field({
      type: Network,
      nullable: true,
      description: 'The network it is in; null when that is not visible to the caller.',
      resolve: async (row, _args, context, info) => {
        if (row.networkid === undefined) return null;
        const known = ['id', 'uuid', 'name', ...(row.type === undefined ? [] : ['kind'])];
        if (selectsOnly(info, known) && row.networkname !== undefined)
          return { id: row.networkid, name: row.networkname, ...(row.type === undefined ? {} : { type: row.type }) };
        return networks.load(context, row.networkid);
      },
    }),
    ipAddress: t.exposeString('ipaddress', { nullable: true, description: 'Its IPv4 address.' }),
    ip6Address: t.exposeString('ip6address', { nullable: true, description: 'Its IPv6 address.' }),
    macAddress: t.exposeString('macaddress', { nullable: true, description: 'Its MAC address.' }),
    isDefault: t.boolean({ description: 'Whether it is the default interface.', resolve: (row) => row.isdefault ?? false }),
    gateway: t.exposeString('gateway', { nullable: true, description: 'The gateway of its network.' }),
    netmask: t.exposeString('netmask', { nullable: true, description: 'The netmask of its network.' }),
    secondaryIpAddresses: t.stringList({
      description: 'Further IPv4 addresses that CloudStack keeps for it.',
      resolve: (row) => secondaryAddresses(row).flatMap((item) => item.ipaddress ?? []),
    }),
  }),
});
