/** Templates and ISOs: one table's ids upstream, two tables here with a shared sequence. */
import { defineTable, type Entity } from '../../store.ts';

export interface ImageRecord extends Entity {
  accountId: number;
  name: string;
  displayText: string;
  /** Undefined for an image of all zones. */
  zoneId?: number;
  osTypeId: number;
  url?: string;
  format: string;
  hypervisor: string;
  isPublic: boolean;
  isFeatured: boolean;
  isExtractable: boolean;
  crossZones: boolean;
  passwordEnabled: boolean;
  sshKeyEnabled: boolean;
  dynamicallyScalable: boolean;
  directDownload: boolean;
  requiresHvm: boolean;
  arch: string;
  bits: number;
  created: number;
  /** Bytes, known once the download began. */
  size?: number;
  /** Share of the download done, 0 to 100. */
  percent: number;
  /** What is wrong, when the download failed. */
  failure?: string;
  checksum?: string;
  details: Record<string, string>;
  /** Accounts it was shared with. */
  sharedWith: number[];
  /** A built-in image has no `created` nor size in the rows of some lists. */
  builtIn?: boolean;
}

export interface TemplateRecord extends ImageRecord {
  type: 'SYSTEM' | 'BUILTIN' | 'USER' | 'ROUTING';
}

export interface IsoRecord extends ImageRecord {
  bootable: boolean;
  /** `PERHOST` for the tools of a hypervisor. */
  type: 'USER' | 'PERHOST';
}

export const templates = defineTable<TemplateRecord>()({
  name: 'Template',
  sequence: 'vm_template',
  parameters: ['templateid'],
  label: (row) => row.displayText,
  remembersRemoved: true,
});

export const isos = defineTable<IsoRecord>()({
  name: 'Iso',
  sequence: 'vm_template',
  firstId: 200,
  parameters: ['isoid'],
  label: (row) => row.displayText,
  remembersRemoved: true,
});
