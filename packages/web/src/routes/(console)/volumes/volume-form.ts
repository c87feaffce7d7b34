import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { m } from '#lib/paraglide/messages.js';

/** CloudStack's default for `custom.diskoffering.size.max`, in GiB. */
export const VOLUME_MAX_GIB = 1024;
const GIB = 1024 ** 3;

/** What the create page holds; '' means "not chosen". */
export interface VolumeValues {
  name: string;
  zoneId: string;
  source: 'offering' | 'snapshot';
  diskOfferingId: string;
  /** Used only with an offering that leaves the size open. */
  sizeGib: number;
  snapshotId: string;
}

/** Variables of createVolume; the same shape as the graph's CreateVolumeInput. */
export interface VolumeInput {
  name: string;
  zoneId?: string;
  diskOfferingId?: string;
  sizeGib?: number;
  snapshotId?: string;
}

export const emptyVolume: VolumeValues = { name: '', zoneId: '', source: 'offering', diskOfferingId: '', sizeGib: 20, snapshotId: '' };

/** Everything that is wrong with the form; an empty list means it may be sent. */
export function volumeProblems(values: VolumeValues, sizeIsOpen: boolean): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!values.name.trim()) problems.push(problem('name', m.resource_name_missing()));
  else if (values.name.trim().length > 255) problems.push(problem('name', m.resource_name_too_long({ max: 255 })));
  if (values.source === 'snapshot') {
    if (!values.snapshotId) problems.push(problem('snapshotId', m.volume_choose_snapshot()));
    return problems;
  }
  if (!values.zoneId) problems.push(problem('zoneId', m.deploy_choose_zone()));
  if (!values.diskOfferingId) problems.push(problem('diskOfferingId', m.volume_choose_offering()));
  if (sizeIsOpen && !isSize(values.sizeGib)) problems.push(problem('sizeGib', m.volume_size_range({ min: 1, max: VOLUME_MAX_GIB })));
  return problems;
}

/** The form as the mutation wants it; a volume from a snapshot takes its zone and size from there. */
export function volumeInput(values: VolumeValues, sizeIsOpen: boolean): VolumeInput {
  const name = values.name.trim();
  if (values.source === 'snapshot') return { name, snapshotId: values.snapshotId };
  return { name, zoneId: values.zoneId, diskOfferingId: values.diskOfferingId, ...(sizeIsOpen ? { sizeGib: values.sizeGib } : {}) };
}

/** Checks a new size (GiB) against the present one (bytes): growing is safe, shrinking must be allowed on purpose. */
export function resizeProblems(sizeGib: number, presentBytes: number, shrinkOk: boolean): FieldProblem[] {
  if (!isSize(sizeGib)) return [problem('sizeGib', m.volume_size_range({ min: 1, max: VOLUME_MAX_GIB }))];
  if (sizeGib * GIB === presentBytes) return [problem('sizeGib', m.volume_size_same())];
  if (sizeGib * GIB < presentBytes && !shrinkOk) return [problem('shrinkOk', m.volume_shrink_unsure())];
  return [];
}

function isSize(gib: number): boolean {
  return Number.isInteger(gib) && gib >= 1 && gib <= VOLUME_MAX_GIB;
}
