/** `createTemplate`: a template of a volume or of a snapshot. */
import { ownerOf, target } from '../../access.ts';
import type { Call, JobPlan } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { checkLimit } from '../../limits.ts';
import { osTypes } from '../os-types/os-type-records.ts';
import { snapshots } from '../snapshots/snapshot-records.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { allDetailsOf } from '../virtual-machines/virtual-machine-rows.ts';
import { type VolumeRecord, volumes } from '../volumes/volume-records.ts';
import { templateRow } from './image-rows.ts';
import { templates } from './template-records.ts';

/** The volume, and what the events call it. */
function sourceOf(call: Call): { volume: VolumeRecord; text: string } {
  const { store } = call.cloud;
  if (call.params.has('snapshotid')) {
    const snapshot = target(call, snapshots, 'snapshotid');
    if (snapshot.state !== 'BackedUp')
      throw invalid(`Snapshot ${snapshot.uuid} is not in BackedUp state yet and can't be used for template creation`);
    const volume = store.table(volumes).byId(snapshot.volumeId);
    if (volume === undefined) throw invalid('Failed to create private template, the volume of the snapshot is gone');
    return { volume, text: `from snapshot Id: ${snapshot.uuid}` };
  }
  if (!call.params.has('volumeid'))
    throw invalid('Failed to create private template record, neither volume ID nor snapshot ID were specified.');
  const volume = target(call, volumes, 'volumeid');
  const vm = store.table(virtualMachines).byId(volume.vmId);
  if (vm !== undefined && vm.state === 'Running')
    throw invalid(`Unable to create a template from a volume ${volume.uuid} attached to a running VM`);
  if (volume.state !== 'Ready') throw invalid(`Volume ${volume.uuid} is not in Ready state`);
  return { volume, text: `from volume Id: ${volume.uuid}` };
}

export function createTemplate(call: Call): JobPlan {
  const { cloud, params } = call;
  const { volume, text } = sourceOf(call);
  const owner = ownerOf(call);
  checkLimit(cloud, owner.id, 'template', 1);
  const osType = params.row(osTypes, 'ostypeid');
  if (osType === undefined) throw invalid('Please pass a valid GuestOS Id');
  const name = params.required('name');
  const vm = cloud.store.table(virtualMachines).byId(volume.vmId);
  const table = cloud.store.table(templates);
  const template = table.insert({
    accountId: owner.id,
    name,
    displayText: params.text('displaytext') ?? name,
    zoneId: volume.zoneId,
    osTypeId: osType.id,
    format: cloud.settings.hypervisor === 'KVM' ? 'QCOW2' : 'RAW',
    hypervisor: cloud.settings.hypervisor,
    isPublic: params.boolean('ispublic') === true,
    isFeatured: params.boolean('isfeatured') === true && call.caller.role === 'Admin',
    isExtractable: false,
    crossZones: false,
    passwordEnabled: params.boolean('passwordenabled') === true,
    sshKeyEnabled: params.boolean('sshkeyenabled') === true,
    dynamicallyScalable: params.boolean('isdynamicallyscalable') === true,
    directDownload: false,
    requiresHvm: params.boolean('requireshvm') !== false,
    arch: params.text('arch') ?? 'x86_64',
    bits: 0,
    created: cloud.clock.now(),
    percent: 0,
    details: {
      ...params.flatMap('details'),
      ...(vm === undefined ? {} : allDetailsOf(vm)),
    },
    sharedWith: [],
    type: 'USER',
    ...(cloud.settings.hypervisor === 'KVM' ? { size: volume.size } : {}),
  });
  const event = { type: 'TEMPLATE.CREATE', description: 'creating template', resourceType: 'Template', resourceUuid: template.uuid };
  const made = cloud.events.created(call, event);
  return {
    resourceId: template.uuid,
    instance: { type: 'Template', uuid: template.uuid },
    queue: `volume ${volume.id}`,
    milliseconds: 3000,
    event: {
      ...event,
      detail: `Template Id: ${template.uuid} ${text}`,
      scheduled: `creating template: ${name}`,
      ownerId: owner.id,
      parentUuid: made.uuid,
    },
    finish: () => {
      table.update(template, { percent: 100 });
      return { template: templateRow(call, template) };
    },
  };
}
