import * as z from 'zod';
import { builder } from '../../builder.ts';
import { uuidsOf } from '../../ids.ts';
import { idField } from '../../payloads.ts';
import { directCreation, directMutation, type Kind } from '../../resource-mutations.ts';
import { cpuCount, cpuSpeedMhz, memoryMib, rateMbps } from '../../validation/quantities.ts';
import { resourceName, text } from '../../validation/text.ts';
import { type ServiceOfferingRow, serviceOfferings } from './service-offering-loader.ts';
import { ServiceOffering } from './service-offering-type.ts';

const kind: Kind<ServiceOfferingRow> = {
  typename: 'ServiceOffering',
  words: 'service offering',
  field: 'serviceOffering',
  type: ServiceOffering,
  loader: serviceOfferings,
  rules: [],
  forget: serviceOfferings.forget,
};

const CreateServiceOfferingInput = builder.inputType('CreateServiceOfferingInput', {
  description: 'The service offering to create: of a fixed size, or one whose size is chosen at deployment.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name.' }),
    displayText: t.string({ description: 'What to say of it; left out: the name.' }),
    cpuCount: t.int({ description: 'Virtual CPUs; left out: chosen at deployment.' }),
    cpuSpeedMhz: t.int({ description: 'Speed of each CPU in MHz.' }),
    memoryMib: t.int({ description: 'Memory in MiB; left out: chosen at deployment.' }),
    minimumCpuCount: t.int({ description: 'Fewest CPUs that may be chosen.' }),
    maximumCpuCount: t.int({ description: 'Most CPUs that may be chosen.' }),
    minimumMemoryMib: t.int({ description: 'Least memory that may be chosen, in MiB.' }),
    maximumMemoryMib: t.int({ description: 'Most memory that may be chosen, in MiB.' }),
    highAvailability: t.boolean({ defaultValue: false, description: 'Whether its machines are started again when a host fails.' }),
    storageType: t.string({ description: '`shared` (the default) or `local`: where the root disk lies.' }),
    hostTags: t.stringList({ description: 'Only hosts with these tags.' }),
    storageTags: t.stringList({ description: 'Only storage with these tags.' }),
    networkRateMbps: t.int({ description: 'What a machine may send and take in, in Mbit/s.' }),
    domainIds: t.idList({ description: 'Only for these domains; left out: for all.' }),
    zoneIds: t.idList({ description: 'Only in these zones; left out: in all.' }),
  }),
});

const UpdateServiceOfferingInput = builder.inputType('UpdateServiceOfferingInput', {
  description: 'What to change of a service offering. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    displayText: t.string({ description: 'What to say of it.' }),
    isActive: t.boolean({ description: 'Whether new machines may have it.' }),
  }),
});

directCreation(kind, {
  name: 'createServiceOffering',
  description: 'Creates a service offering. For administrators.',
  input: CreateServiceOfferingInput,
  validate: z
    .object({
      name: resourceName(),
      displayText: text().nullish(),
      cpuCount: cpuCount.nullish(),
      cpuSpeedMhz: cpuSpeedMhz.nullish(),
      memoryMib: memoryMib.nullish(),
      minimumCpuCount: cpuCount.nullish(),
      maximumCpuCount: cpuCount.nullish(),
      minimumMemoryMib: memoryMib.nullish(),
      maximumMemoryMib: memoryMib.nullish(),
      storageType: z.enum(['shared', 'local'], 'Write `shared` or `local`.').nullish(),
      networkRateMbps: rateMbps.nullish(),
    })
    .refine((input) => (typeof input.cpuCount === 'number') === (typeof input.memoryMib === 'number'), {
      path: ['memoryMib'],
      message: 'Give both CPUs and memory, or neither: then they are chosen at deployment.',
    }),
  command: 'createServiceOffering',
  argumentPaths: {
    cpunumber: ['input', 'cpuCount'],
    cpuspeed: ['input', 'cpuSpeedMhz'],
    memory: ['input', 'memoryMib'],
    tags: ['input', 'storageTags'],
  },
  parameters: (input) => ({
    name: input.name,
    displaytext: input.displayText ?? input.name,
    cpunumber: input.cpuCount ?? undefined,
    cpuspeed: input.cpuSpeedMhz ?? undefined,
    memory: input.memoryMib ?? undefined,
    customized: typeof input.cpuCount === 'number' ? undefined : true,
    mincpunumber: input.minimumCpuCount ?? undefined,
    maxcpunumber: input.maximumCpuCount ?? undefined,
    minmemory: input.minimumMemoryMib ?? undefined,
    maxmemory: input.maximumMemoryMib ?? undefined,
    offerha: input.highAvailability ?? undefined,
    storagetype: input.storageType ?? undefined,
    hosttags: input.hostTags?.join(',') || undefined,
    tags: input.storageTags?.join(',') || undefined,
    networkrate: input.networkRateMbps ?? undefined,
    domainid: input.domainIds ? uuidsOf('Domain', input.domainIds, ['input', 'domainIds']) : undefined,
    zoneid: input.zoneIds ? uuidsOf('Zone', input.zoneIds, ['input', 'zoneIds']) : undefined,
  }),
});

directMutation(kind, {
  name: 'updateServiceOffering',
  description: 'Changes the name or text of a service offering, or withdraws it. For administrators.',
  input: UpdateServiceOfferingInput,
  validate: z.object({ name: resourceName().nullish(), displayText: text().nullish() }),
  command: 'updateServiceOffering',
  argumentPaths: { state: ['input', 'isActive'] },
  parameters: (row, input) => ({
    id: row.id,
    name: input.name ?? undefined,
    displaytext: input.displayText ?? undefined,
    state: typeof input.isActive === 'boolean' ? (input.isActive ? 'Active' : 'Inactive') : undefined,
  }),
});

directMutation(kind, {
  name: 'deleteServiceOffering',
  description: 'Deletes a service offering. Machines that have it keep it. For administrators.',
  gone: true,
  command: 'deleteServiceOffering',
});
