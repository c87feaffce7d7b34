/** `getUploadParamsForIso` and `getUploadParamsForTemplate`: images whose data a browser sends. */
import { ownerOf } from '../../access.ts';
import type { Body, Call } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { checkLimit } from '../../limits.ts';
import { uploadForm } from '../../upload-form.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { osTypes } from '../os-types/os-type-records.ts';
import { commonValues, formats } from './register.ts';
import { isos, templates } from './template-records.ts';

/** The values that both kinds share; `None` stands for an ISO without a system. */
function values(call: Call) {
  const zone = call.params.row(zones, 'zoneid');
  if (zone === undefined) throw invalid('Please specify a valid zone.');
  const { store } = call.cloud;
  const osType =
    call.params.row(osTypes, 'ostypeid') ?? store.table(osTypes).find(({ name }) => name === 'None') ?? store.table(osTypes).all()[0];
  if (osType === undefined) throw invalid('Please pass a valid GuestOS Id');
  const owner = ownerOf(call);
  checkLimit(call.cloud, owner.id, 'template', 1);
  return commonValues(call, owner.id, osType, zone.id);
}

export function getUploadParamsForIso(call: Call): Body {
  const { cloud, params } = call;
  if (params.boolean('bootable') !== false && !params.has('ostypeid')) throw invalid('Please pass a valid GuestOS Id');
  const bootable = params.boolean('bootable') !== false;
  const iso = cloud.store.table(isos).insert({ ...values(call), format: 'ISO', hypervisor: 'None', bits: 64, bootable, type: 'USER' });
  cloud.events.completed(call, {
    type: 'ISO.CREATE',
    description: 'creating post upload iso',
    resourceType: 'Iso',
    resourceUuid: iso.uuid,
  });
  return uploadForm(cloud, iso.uuid);
}

export function getUploadParamsForTemplate(call: Call): Body {
  const { cloud, params } = call;
  const format = params.required('format').toUpperCase();
  const hypervisor = params.required('hypervisor');
  if (hypervisor.toLowerCase() !== cloud.settings.hypervisor.toLowerCase())
    throw invalid(`Hypervisor ${hypervisor} is not available in any zone`);
  if (!formats[hypervisor.toLowerCase()]?.includes(format)) throw invalid(`The ${format} image format is not supported by ${hypervisor}`);
  const template = cloud.store
    .table(templates)
    .insert({ ...values(call), format, hypervisor: cloud.settings.hypervisor, bits: 64, type: 'USER' });
  const event = { type: 'TEMPLATE.CREATE', description: 'creating post upload template', resourceType: 'Template' };
  cloud.events.completed(call, { ...event, resourceUuid: template.uuid });
  return uploadForm(cloud, template.uuid);
}
