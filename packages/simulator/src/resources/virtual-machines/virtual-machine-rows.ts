/** Rows of virtual machines, as much of them as `details` asks for. */
import { timestamp } from '../../clock.ts';
import type { Body, Call } from '../../command.ts';
import { detailsAmong } from '../../details.ts';
import type { Store } from '../../store.ts';
import { users } from '../accounts/account-records.ts';
import { accountFields, domainFields } from '../accounts/owner.ts';
import { hosts, zones } from '../infrastructure/infrastructure-records.ts';
import { instanceGroups } from '../instance-groups/instance-group-handlers.ts';
import { nics } from '../networks/network-records.ts';
import { nicRow } from '../networks/nic-rows.ts';
import { serviceOfferings } from '../offerings/offering-records.ts';
import { osTypes } from '../os-types/os-type-records.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { isos, templates } from '../templates/template-records.ts';
import { volumes } from '../volumes/volume-records.ts';
import { statisticsFields } from './statistics.ts';
import { instanceName, type VirtualMachineRecord } from './virtual-machine-records.ts';

const allDetails = [
  'all',
  'group',
  'nics',
  'stats',
  'secgrp',
  'tmpl',
  'servoff',
  'diskoff',
  'backoff',
  'iso',
  'volume',
  'min',
  'affgrp',
  'vnfnics',
] as const;

export type Detail = (typeof allDetails)[number];
export type Details = ReadonlySet<Detail>;

const everything: Details = new Set(['all']);

/** The `details` of a call; `all` when it names none. */
export const detailsOf = (call: Call): Details => detailsAmong<Detail>(call, allDetails);

/** More about who looks, and in what answer. */
export interface View {
  readonly details?: Details;
  /** Root admins see the host, the instance name and the architecture. */
  readonly admin: boolean;
  /** The answers of a few commands show the instance name and the architecture to everybody. */
  readonly full?: boolean;
  /** The job whose result this is; it stands at the end of the row. */
  readonly jobUuid?: string;
}

function templateFields(store: Store, vm: VirtualMachineRecord): Body {
  const template = store.table(templates).byId(vm.templateId);
  const iso = template === undefined ? store.table(isos).byId(vm.isoBootId) : undefined;
  if (iso !== undefined)
    return {
      templateid: iso.uuid,
      templatename: iso.name,
      templatetype: iso.type,
      templateformat: 'ISO',
      templatedisplaytext: iso.displayText,
      passwordenabled: false,
    };
  return {
    templateid: template?.uuid,
    templatename: template?.name,
    templatetype: template?.type,
    templateformat: template?.format,
    templatedisplaytext: template?.displayText,
    passwordenabled: template?.passwordEnabled ?? false,
  };
}

function isoFields(store: Store, vm: VirtualMachineRecord): Body {
  const iso = store.table(isos).byId(vm.attachedIsoId);
  return iso === undefined ? {} : { isoid: iso.uuid, isoname: iso.name, isodisplaytext: iso.displayText };
}

function groupFields(store: Store, vm: VirtualMachineRecord): Body {
  const group = vm.groupUuid === undefined ? undefined : store.table(instanceGroups).get(vm.groupUuid);
  return { groupid: group?.uuid, group: group?.name };
}

/** The details with those that only root admins, and templates made of the VM, get to see. */
export const allDetailsOf = (vm: VirtualMachineRecord): Record<string, string> => ({
  ...(vm.restarted === true ? { 'Message.ReservedCapacityFreed.Flag': 'false' } : {}),
  ...vm.details,
});

function affinityGroups(store: Store, vm: VirtualMachineRecord): Body[] {
  const table = store.named('AffinityGroup');
  return vm.affinityGroupUuids.flatMap((uuid) => {
    const group = table?.get(uuid);
    return group === undefined ? [] : [{ id: group.uuid, name: table?.definition.label?.(group) }];
  });
}

export function virtualMachineRow(call: Call, vm: VirtualMachineRecord, view: View): Body {
  const { store, clock } = call.cloud;
  const details = view.details ?? everything;
  const has = (detail: Detail): boolean => details.has('all') || details.has(detail);
  const owner = accountFields(store, vm.accountId);
  const user = store.table(users).byId(vm.userId);
  const zone = store.table(zones).byId(vm.zoneId);
  const host = store.table(hosts).byId(vm.hostId);
  const offering = store.table(serviceOfferings).byId(vm.serviceOfferingId);
  const os = store.table(osTypes).byId(vm.osTypeId);
  const cards = has('nics') ? store.table(nics).by('vm', vm.id) : [];
  const root = store.table(volumes).by('vm', vm.id)[0];
  const sizes = has('servoff') || has('stats');
  return {
    id: vm.uuid,
    name: vm.name,
    displayname: vm.displayName,
    ...owner,
    userid: user?.uuid,
    username: user?.username,
    ...domainFields(store, vm.accountId),
    created: timestamp(vm.created),
    lastupdated: vm.lastUpdated === undefined ? undefined : timestamp(vm.lastUpdated),
    state: vm.state,
    haenable: vm.haEnabled,
    ...(has('group') ? groupFields(store, vm) : {}),
    zoneid: zone?.uuid,
    zonename: zone?.name,
    hostid: view.admin ? host?.uuid : undefined,
    hostname: view.admin ? host?.name : undefined,
    hostcontrolstate: host === undefined ? undefined : host.resourceState === 'Enabled' ? 'Enabled' : 'Maintenance',
    ...(has('tmpl') ? templateFields(store, vm) : {}),
    ...(has('iso') ? isoFields(store, vm) : {}),
    serviceofferingid: has('servoff') ? offering?.uuid : undefined,
    serviceofferingname: has('servoff') ? offering?.name : undefined,
    cpunumber: sizes ? vm.cpuNumber : undefined,
    cpuspeed: sizes ? vm.cpuSpeed : undefined,
    memory: sizes ? vm.memory : undefined,
    ...(has('stats') ? statisticsFields(vm, clock.now()) : {}),
    guestosid: os?.uuid,
    rootdeviceid: has('volume') && root?.type === 'ROOT' ? 0 : undefined,
    rootdevicetype: has('volume') && root?.type === 'ROOT' ? 'ROOT' : undefined,
    securitygroup: [],
    nic: cards.map((nic) => nicRow(call.cloud, nic, vm)),
    hypervisor: vm.hypervisor,
    ipaddress: cards.find((nic) => nic.isDefault)?.ipAddress,
    instancename: view.admin || view.full === true ? instanceName(vm) : undefined,
    details: view.admin ? allDetailsOf(vm) : vm.details,
    readonlydetails: view.admin ? undefined : 'dataDiskController, rootDiskController',
    keypairs: vm.keyPairs.length === 0 ? undefined : vm.keyPairs.join(','),
    affinitygroup: has('affgrp') ? affinityGroups(store, vm) : [],
    userdataid: vm.userDataUuid,
    displayvm: view.admin ? true : undefined,
    isdynamicallyscalable: vm.dynamicallyScalable,
    deleteprotection: vm.deleteProtection,
    ostypeid: os?.uuid,
    osdisplayname: os?.name,
    ...(vm.freshlyDeployed && vm.state === 'Running' ? { bootmode: 'legacy', boottype: 'Bios' } : {}),
    pooltype: root?.poolId === undefined ? undefined : 'NetworkFilesystem',
    receivedbytes: 0,
    sentbytes: 0,
    arch: view.admin || view.full === true ? 'x86_64' : undefined,
    tags: tagFields(store, vm.uuid),
    hasannotations: annotated(store, vm.uuid),
    ...(view.jobUuid === undefined ? {} : { jobid: view.jobUuid, jobstatus: 0 }),
  };
}

/** Whether somebody left a note on a thing; notes are another resource's. */
function annotated(store: Store, uuid: string): boolean {
  return (store.named('Annotation')?.by('entity', uuid).length ?? 0) > 0;
}

/** How the caller sees VMs in ordinary answers. */
export const viewOf = (call: Call): View => ({ admin: call.caller.role === 'Admin' });

/** The row of a VM in a job's result. */
export const jobView = (call: Call, job: { readonly uuid: string }): View => ({ ...viewOf(call), jobUuid: job.uuid });
