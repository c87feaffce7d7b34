/** `registerIso` and `registerTemplate`: synchronous, and their answers are lists. */
import { ownerOf } from '../../access.ts';
import type { Body, Call } from '../../command.ts';
import { badParameter, forbidden, invalid } from '../../errors.ts';
import { checkLimit } from '../../limits.ts';
import { checkUrl } from '../../urls.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { type OsTypeRecord, osTypes } from '../os-types/os-type-records.ts';
import { download } from './download.ts';
import { isoRow, templateRow } from './image-rows.ts';
import { type ImageRecord, isos, templates } from './template-records.ts';

/** The values of an image that both kinds share. */
export function commonValues(
  call: Call,
  accountId: number,
  osType: OsTypeRecord,
  zoneId: number | undefined,
): Omit<ImageRecord, 'id' | 'uuid' | 'format' | 'hypervisor' | 'bits'> {
  const { params } = call;
  const name = params.required('name');
  const checksum = params.text('checksum');
  const url = params.text('url');
  if (params.boolean('isfeatured') === true && call.caller.role !== 'Admin') throw forbidden('Only admins may feature images');
  return {
    accountId,
    name,
    displayText: params.text('displaytext') ?? name,
    osTypeId: osType.id,
    isPublic: params.boolean('ispublic') === true,
    isFeatured: params.boolean('isfeatured') === true,
    isExtractable: params.boolean('isextractable') === true,
    crossZones: zoneId === undefined,
    passwordEnabled: params.boolean('passwordenabled') === true,
    sshKeyEnabled: params.boolean('sshkeyenabled') === true,
    dynamicallyScalable: params.boolean('isdynamicallyscalable') === true,
    directDownload: params.boolean('directdownload') === true,
    requiresHvm: params.boolean('requireshvm') !== false,
    arch: params.text('arch') ?? 'x86_64',
    created: call.cloud.clock.now(),
    percent: 0,
    details: params.flatMap('details'),
    sharedWith: [],
    ...(zoneId === undefined ? {} : { zoneId }),
    ...(checksum === undefined ? {} : { checksum }),
    ...(url === undefined ? {} : { url }),
  };
}

/** How files of a format end, compressed or not, where it is not by the name of the format. */
const fileEndings: Readonly<Record<string, readonly string[]>> = { RAW: ['img', 'raw'], OVA: ['ova', 'tar'], QCOW2: ['qcow2', 'img'] };

/** A failed registration has used up an internal id, which its event names. */
function checkAddress(call: Call, type: string, description: string, resourceType: string, format = 'ISO'): void {
  try {
    const { pathname } = checkUrl(call.cloud, call.params.required('url'), ['http', 'https', 'ftp']);
    const endings = fileEndings[format] ?? [format.toLowerCase()];
    const whole = pathname.toLowerCase().replace(/\.(zip|gz|bz2)$/, '');
    if (!endings.some((ending) => whole.endsWith(ending))) throw badParameter(`Please specify a valid ${format.toLowerCase()}`);
  } catch (error) {
    const id = call.cloud.store.nextId('vm_template', 200);
    call.cloud.events.completed(call, { type, description, detail: `Id: ${id} name: ${call.params.required('name')}`, resourceType }, true);
    throw error;
  }
}

export function registerIso(call: Call): Body {
  const { cloud, params } = call;
  const event = { type: 'ISO.CREATE', description: 'creating iso', resourceType: 'Iso' };
  const owner = ownerOf(call);
  const bootable = params.boolean('bootable') !== false;
  let osType = params.row(osTypes, 'ostypeid');
  if (osType === undefined && !bootable)
    osType = cloud.store.table(osTypes).find((row) => row.name === 'None') ?? cloud.store.table(osTypes).all()[0];
  if (osType === undefined) {
    cloud.events.completed(call, event, true);
    throw invalid('Please pass a valid GuestOS Id');
  }
  checkAddress(call, event.type, event.description, event.resourceType);
  checkLimit(cloud, owner.id, 'template', 1);
  const table = cloud.store.table(isos);
  const zone = params.row(zones, 'zoneid');
  const iso = table.insert({
    ...commonValues(call, owner.id, osType, zone?.id),
    format: 'ISO',
    hypervisor: 'None',
    bits: 64,
    bootable,
    type: 'USER',
  });
  cloud.events.completed(call, { ...event, detail: `Id: ${iso.id} name: ${iso.name}`, resourceUuid: iso.uuid });
  download(cloud, table, iso);
  return { count: 1, iso: [isoRow(call, iso)] };
}

export const formats: Readonly<Record<string, readonly string[]>> = {
  kvm: ['QCOW2', 'RAW', 'VHD', 'VMDK'],
  simulator: ['VHD', 'QCOW2', 'RAW', 'OVA'],
};

export function registerTemplate(call: Call): Body {
  const { cloud, params } = call;
  const event = { type: 'TEMPLATE.CREATE', description: 'creating template', resourceType: 'Template' };
  const owner = ownerOf(call);
  const osType = params.row(osTypes, 'ostypeid');
  if (osType === undefined) {
    cloud.events.completed(call, event, true);
    throw invalid('Please pass a valid GuestOS Id');
  }
  const format = params.required('format').toUpperCase();
  const hypervisor = params.required('hypervisor');
  if (hypervisor.toLowerCase() !== cloud.settings.hypervisor.toLowerCase())
    throw invalid(`Hypervisor ${hypervisor} is not available in any zone`);
  if (!formats[hypervisor.toLowerCase()]?.includes(format)) throw invalid(`The ${format} image format is not supported by ${hypervisor}`);
  checkAddress(call, event.type, event.description, event.resourceType, format);
  checkLimit(cloud, owner.id, 'template', 1);
  const named = params.list('zoneids')?.[0] ?? params.text('zoneid');
  const zone = named === undefined || named === '-1' ? undefined : cloud.store.table(zones).get(named);
  const table = cloud.store.table(templates);
  const template = table.insert({
    ...commonValues(call, owner.id, osType, zone?.id),
    format,
    hypervisor: cloud.settings.hypervisor,
    bits: 0,
    type: 'USER',
  });
  cloud.events.completed(call, { ...event, detail: `Id: ${template.id} name: ${template.name}`, resourceUuid: template.uuid });
  download(cloud, table, template);
  return { count: 1, template: [templateRow(call, template)] };
}
