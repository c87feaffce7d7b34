/** Templates and ISOs as seeds list them. */
import type { Cloud } from '../cloud.ts';
import { type IsoRecord, isos, type TemplateRecord, templates } from '../resources/templates/template-records.ts';
import { osTypeId } from './os-types.ts';

interface ImageSeed {
  readonly name: string;
  readonly osType: string;
  readonly accountId: number;
  readonly created: number;
  /** Bytes. */
  readonly size: number;
}

const common = (cloud: Cloud, seed: ImageSeed) => ({
  accountId: seed.accountId,
  name: seed.name,
  displayText: seed.name,
  osTypeId: osTypeId(cloud, seed.osType),
  isPublic: true,
  isFeatured: true,
  isExtractable: false,
  crossZones: true,
  passwordEnabled: false,
  sshKeyEnabled: false,
  dynamicallyScalable: false,
  directDownload: false,
  requiresHvm: true,
  arch: 'x86_64',
  created: seed.created,
  size: seed.size,
  percent: 100,
  details: {},
  sharedWith: [],
});

export function addTemplate(cloud: Cloud, seed: ImageSeed & Partial<TemplateRecord>): TemplateRecord {
  const { osType: _, ...own } = seed;
  return cloud.store
    .table(templates)
    .insert({ ...common(cloud, seed), type: 'USER', format: 'QCOW2', hypervisor: cloud.settings.hypervisor, bits: 0, ...own });
}

export function addIso(cloud: Cloud, seed: ImageSeed & Partial<IsoRecord>): IsoRecord {
  const { osType: _, ...own } = seed;
  return cloud.store
    .table(isos)
    .insert({ ...common(cloud, seed), type: 'USER', format: 'ISO', hypervisor: 'None', bootable: true, bits: 64, ...own });
}
