/** Offerings made, changed and withdrawn by admins. */
import { type Body, type Call, type Commands, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { domains } from '../accounts/account-records.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { type DiskOfferingRecord, diskOfferings, type ServiceOfferingRecord, serviceOfferings } from './offering-records.ts';
import { diskOfferingRow, serviceOfferingRow } from './offering-rows.ts';

function restriction(call: Call): { domainIds: number[]; zoneIds: number[] } {
  const ids = (rows: readonly { id: number }[] | undefined): number[] => (rows ?? []).map((row) => row.id);
  return { domainIds: ids(call.params.rows(domains, 'domainid')), zoneIds: ids(call.params.rows(zones, 'zoneid')) };
}

function createServiceOffering(call: Call): Body {
  const { cloud, params } = call;
  const name = params.required('name');
  const [cpuNumber, cpuSpeed, memory] = [params.number('cpunumber'), params.number('cpuspeed'), params.number('memory')];
  const customized = params.boolean('customized') === true || (cpuNumber === undefined && memory === undefined);
  if (!customized && (cpuNumber === undefined || cpuNumber <= 0))
    throw invalid(`Failed to create service offering ${name}: specify the cpu number value between 1 and 2147483647`);
  if (!customized && (memory === undefined || memory < 32))
    throw invalid(`Failed to create service offering ${name}: specify the memory value between 32 and 2147483647 MB`);
  const details: Record<string, string> = {};
  for (const bound of ['maxcpunumber', 'mincpunumber', 'minmemory', 'maxmemory']) {
    const value = params.text(bound);
    if (value !== undefined) details[bound] = value;
  }
  const [hostTags, storageTags] = [params.text('hosttags'), params.text('tags')];
  const offering = cloud.store.table(serviceOfferings).insert({
    name,
    displayText: params.text('displaytext') ?? name,
    state: 'Active',
    created: cloud.clock.now(),
    customized,
    offerHa: params.boolean('offerha') === true,
    limitCpuUse: params.boolean('limitcpuuse') === true,
    isVolatile: params.boolean('isvolatile') === true,
    storageType: params.text('storagetype') ?? 'shared',
    provisioningType: params.text('provisioningtype') ?? 'thin',
    dynamicScalingEnabled: params.boolean('dynamicscalingenabled') !== false,
    rootDiskSize: params.number('rootdisksize') ?? 0,
    diskOfferingUuid: cloud.random.uuid(),
    ...restriction(call),
    ...(cpuNumber === undefined || customized ? {} : { cpuNumber }),
    ...(cpuSpeed === undefined ? {} : { cpuSpeed }),
    ...(memory === undefined || customized ? {} : { memory }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
    ...(hostTags === undefined ? {} : { hostTags }),
    ...(storageTags === undefined ? {} : { storageTags }),
  });
  cloud.events.completed(call, {
    type: 'SERVICE.OFFERING.CREATE',
    description: 'creating service offering',
    detail: `Service offering Id: ${offering.uuid}`,
    resourceType: 'ServiceOffering',
    resourceUuid: offering.uuid,
  });
  return { serviceoffering: serviceOfferingRow(cloud.store, offering, true) };
}

/** The fields both kinds let be changed. */
function changedFields(call: Call): Partial<ServiceOfferingRecord & DiskOfferingRecord> {
  const { params } = call;
  const [name, displayText, state] = [params.text('name'), params.text('displaytext'), params.text('state')];
  if (state !== undefined && state !== 'Active' && state !== 'Inactive')
    throw invalid(`Unknown state ${state}; it must be Active or Inactive`);
  return {
    ...(name === undefined ? {} : { name }),
    ...(displayText === undefined ? {} : { displayText }),
    ...(state === undefined ? {} : { state }),
  };
}

function offeringOf<R>(row: R | undefined): R {
  if (row === undefined) throw invalid('Unable to find the offering');
  return row;
}

function updateServiceOffering(call: Call): Body {
  const { cloud } = call;
  const offering = offeringOf(call.params.row(serviceOfferings, 'id'));
  cloud.store.table(serviceOfferings).update(offering, changedFields(call));
  cloud.events.completed(call, {
    type: 'SERVICE.OFFERING.EDIT',
    description: 'updating service offering',
    resourceType: 'ServiceOffering',
    resourceUuid: offering.uuid,
  });
  return { serviceoffering: serviceOfferingRow(cloud.store, offering) };
}

function deleteServiceOffering(call: Call): Body {
  const { cloud } = call;
  const offering = offeringOf(call.params.row(serviceOfferings, 'id'));
  cloud.store.table(serviceOfferings).remove(offering);
  cloud.events.completed(call, {
    type: 'SERVICE.OFFERING.DELETE',
    description: 'deleting service offering',
    resourceType: 'ServiceOffering',
    resourceUuid: offering.uuid,
  });
  return { success: true };
}

function createDiskOffering(call: Call): Body {
  const { cloud, params } = call;
  const name = params.required('name');
  const customized = params.boolean('customized') === true;
  const diskSize = params.number('disksize') ?? 0;
  if (!customized && diskSize <= 0) throw invalid('Disksize is required for a non-customized disk offering');
  if (customized && diskSize > 0) throw invalid('Disksize is not allowed for a customized disk offering');
  const [tags, minIops, maxIops] = [params.text('tags'), params.number('miniops'), params.number('maxiops')];
  const offering = cloud.store.table(diskOfferings).insert({
    name,
    displayText: params.text('displaytext') ?? name,
    state: 'Active',
    diskSize,
    customized,
    created: cloud.clock.now(),
    storageType: params.text('storagetype') ?? 'shared',
    provisioningType: params.text('provisioningtype') ?? 'thin',
    displayOffering: params.boolean('displayoffering') !== false,
    diskSizeStrictness: params.boolean('disksizestrictness') === true,
    encrypt: params.boolean('encrypt') === true,
    ...restriction(call),
    ...(tags === undefined ? {} : { tags }),
    ...(minIops === undefined ? {} : { minIops }),
    ...(maxIops === undefined ? {} : { maxIops }),
  });
  cloud.events.completed(call, {
    type: 'DISK.OFFERING.CREATE',
    description: 'creating disk offering',
    detail: `Disk offering id: ${offering.uuid}`,
    resourceType: 'DiskOffering',
    resourceUuid: offering.uuid,
  });
  return { diskoffering: diskOfferingRow(cloud.store, offering) };
}

function updateDiskOffering(call: Call): Body {
  const { cloud } = call;
  const offering = offeringOf(call.params.row(diskOfferings, 'id'));
  const display = call.params.boolean('displayoffering');
  cloud.store
    .table(diskOfferings)
    .update(offering, { ...changedFields(call), ...(display === undefined ? {} : { displayOffering: display }) });
  cloud.events.completed(call, {
    type: 'DISK.OFFERING.EDIT',
    description: 'updating disk offering',
    resourceType: 'DiskOffering',
    resourceUuid: offering.uuid,
  });
  return { diskoffering: diskOfferingRow(cloud.store, offering) };
}

function deleteDiskOffering(call: Call): Body {
  const { cloud } = call;
  const offering = offeringOf(call.params.row(diskOfferings, 'id'));
  cloud.store.table(diskOfferings).remove(offering);
  cloud.events.completed(call, {
    type: 'DISK.OFFERING.DELETE',
    description: 'deleting disk offering',
    resourceType: 'DiskOffering',
    resourceUuid: offering.uuid,
  });
  return { success: true };
}

const lists = { domainid: domains, zoneid: zones };

export const offeringAdminCommands: Commands = {
  createServiceOffering: sync(createServiceOffering, { entities: lists }),
  updateServiceOffering: sync(updateServiceOffering, { entities: { id: serviceOfferings } }),
  deleteServiceOffering: sync(deleteServiceOffering, { entities: { id: serviceOfferings } }),
  createDiskOffering: sync(createDiskOffering, { entities: lists }),
  updateDiskOffering: sync(updateDiskOffering, { entities: { id: diskOfferings } }),
  deleteDiskOffering: sync(deleteDiskOffering, { entities: { id: diskOfferings } }),
};
