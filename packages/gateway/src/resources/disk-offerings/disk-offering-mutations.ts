import * as z from 'zod';
import { builder } from '../../builder.ts';
import { uuidsOf } from '../../ids.ts';
import { idField } from '../../payloads.ts';
import { directCreation, directMutation, type Kind } from '../../resource-mutations.ts';
import { sizeGib } from '../../validation/quantities.ts';
import { resourceName, text } from '../../validation/text.ts';
import { type DiskOfferingRow, diskOfferings } from './disk-offering-loader.ts';
import { DiskOffering } from './disk-offering-type.ts';

const kind: Kind<DiskOfferingRow> = {
  typename: 'DiskOffering',
  words: 'disk offering',
  field: 'diskOffering',
  type: DiskOffering,
  loader: diskOfferings,
  rules: [],
  forget: diskOfferings.forget,
};

const CreateDiskOfferingInput = builder.inputType('CreateDiskOfferingInput', {
  description: 'The disk offering to create: of a fixed size, or one whose size is chosen with the volume.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name.' }),
    displayText: t.string({ description: 'What to say of it; left out: the name.' }),
    sizeGib: t.int({ description: 'Size in GiB; left out: chosen with the volume.' }),
    storageType: t.string({ description: '`shared` (the default) or `local`: where its disks lie.' }),
    storageTags: t.stringList({ description: 'Only storage with these tags.' }),
    isEncrypted: t.boolean({ defaultValue: false, description: 'Whether its disks are encrypted.' }),
    domainIds: t.idList({ description: 'Only for these domains; left out: for all.' }),
    zoneIds: t.idList({ description: 'Only in these zones; left out: in all.' }),
  }),
});

const UpdateDiskOfferingInput = builder.inputType('UpdateDiskOfferingInput', {
  description: 'What to change of a disk offering. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    displayText: t.string({ description: 'What to say of it.' }),
    isActive: t.boolean({ description: 'Whether new volumes may have it.' }),
  }),
});

directCreation(kind, {
  name: 'createDiskOffering',
  description: 'Creates a disk offering. For administrators.',
  input: CreateDiskOfferingInput,
  validate: z.object({
    name: resourceName(),
    displayText: text().nullish(),
    sizeGib: sizeGib.nullish(),
    storageType: z.enum(['shared', 'local'], 'Write `shared` or `local`.').nullish(),
  }),
  command: 'createDiskOffering',
  argumentPaths: { disksize: ['input', 'sizeGib'], tags: ['input', 'storageTags'] },
  parameters: (input) => ({
    name: input.name,
    displaytext: input.displayText ?? input.name,
    disksize: input.sizeGib ?? undefined,
    customized: typeof input.sizeGib === 'number' ? undefined : true,
    storagetype: input.storageType ?? undefined,
    tags: input.storageTags?.join(',') || undefined,
    encrypt: input.isEncrypted ? true : undefined,
    domainid: input.domainIds ? uuidsOf('Domain', input.domainIds, ['input', 'domainIds']) : undefined,
    zoneid: input.zoneIds ? uuidsOf('Zone', input.zoneIds, ['input', 'zoneIds']) : undefined,
  }),
});

directMutation(kind, {
  name: 'updateDiskOffering',
  description: 'Changes the name or text of a disk offering, or withdraws it. For administrators.',
  input: UpdateDiskOfferingInput,
  validate: z.object({ name: resourceName().nullish(), displayText: text().nullish() }),
  command: 'updateDiskOffering',
  argumentPaths: { state: ['input', 'isActive'] },
  parameters: (row, input) => ({
    id: row.id,
    name: input.name ?? undefined,
    displaytext: input.displayText ?? undefined,
    state: typeof input.isActive === 'boolean' ? (input.isActive ? 'Active' : 'Inactive') : undefined,
  }),
});

directMutation(kind, {
  name: 'deleteDiskOffering',
  description: 'Deletes a disk offering. Volumes that have it keep it. For administrators.',
  gone: true,
  command: 'deleteDiskOffering',
});
