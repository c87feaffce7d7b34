import { builder } from '../../builder.ts';
import { Resource } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { Host, hostOf } from '../hosts/host-type.ts';
import { networks } from '../networks/network-loader.ts';
import { Network } from '../networks/network-type.ts';
import { systemMachineRules } from '../system-vms/system-machine-rules.ts';
import { systemMachineStates } from '../system-vms/system-vm-type.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { type RouterRow, routers } from './router-loader.ts';

export const routerRules = systemMachineRules('router', {
  start: 'startRouter',
  stop: 'stopRouter',
  reboot: 'rebootRouter',
  destroy: 'destroyRouter',
});

export const Router = builder.node(builder.objectRef<RouterRow>('Router'), {
  description: 'A virtual router: the machine that carries the traffic of a network, and gives it addresses and names.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => routers.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields(t, routerRules),
    state: t.field({
      type: systemMachineStates.type,
      description: 'How it is.',
      resolve: (row) => systemMachineStates.of(String(row.state)),
    }),
    role: t.string({ nullable: true, description: '`VIRTUAL_ROUTER`, `INTERNAL_LB_VM`.', resolve: (row) => row.role ?? null }),
    isRedundant: t.boolean({ description: 'Whether another one stands by.', resolve: (row) => row.isredundantrouter ?? false }),
    redundantState: t.string({
      nullable: true,
      description: '`PRIMARY` or `BACKUP` where it is redundant.',
      resolve: (row) => row.redundantstate ?? null,
    }),
    requiresUpgrade: t.boolean({
      description: 'Whether its software is older than the cloud.',
      resolve: (row) => row.requiresupgrade ?? false,
    }),
    version: t.string({ nullable: true, description: 'The version of its template.', resolve: (row) => row.version ?? null }),
    publicIp: t.string({ nullable: true, description: 'Its public address.', resolve: (row) => row.publicip ?? null }),
    guestIp: t.string({
      nullable: true,
      description: 'Its address in the network: the gateway of the machines.',
      resolve: (row) => row.guestipaddress ?? null,
    }),
    linkLocalIp: t.string({ nullable: true, description: 'Its address on its host.', resolve: (row) => row.linklocalip ?? null }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'The zone it is in.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
    host: t.field({
      type: Host,
      nullable: true,
      description: 'The host it runs on; null: it runs nowhere.',
      resolve: (row, _args, context, info) => hostOf(context, info, row),
    }),
    network: t.field({
      type: Network,
      nullable: true,
      description: 'The network whose traffic it carries; null for the router of a VPC.',
      resolve: (row, _args, context, info) => {
        if (row.guestnetworkid === undefined) return null;
        const named = { id: row.guestnetworkid, name: row.guestnetworkname ?? '' };
        return selectsOnly(info, ['id', 'uuid', 'name']) ? named : networks.load(context, row.guestnetworkid);
      },
    }),
    vpcName: t.string({ nullable: true, description: 'Name of the VPC whose tiers it connects.', resolve: (row) => row.vpcname ?? null }),
  }),
});

export const ROUTER = { one: 'a virtual router', many: 'virtual routers' };
export const RouterConnection = connectionOf(Router, ROUTER);
