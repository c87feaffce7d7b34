import { toBase64 } from '#lib/form/base64.ts';
import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the deploy page holds; ids are typed ids of the graph, '' and null mean "not chosen yet". */
export interface DeployValues {
  zoneId: string;
  imageKind: 'template' | 'iso';
  imageId: string;
  serviceOfferingId: string;
  /** Used only with an offering that leaves them open. */
  cpuCount: number;
  cpuSpeedMhz: number;
  memoryMib: number;
  /** '' for no extra disk; with an ISO this is the root disk. */
  diskOfferingId: string;
  /** Used only with a disk offering that leaves the size open. */
  diskSizeGib: number;
  networkIds: string[];
  name: string;
  keyPairs: string[];
  affinityGroupIds: string[];
  userData: string;
  start: boolean;
}

/** What the chosen offerings leave open, and what the zone needs. */
export interface DeployChoice {
  offeringIsCustom: boolean;
  /** The custom offering leaves the clock open as well; otherwise CloudStack refuses the parameter. */
  speedIsOpen: boolean;
  diskIsCustom: boolean;
  /** Advanced zones want at least one network; basic ones have their own. */
  needsNetwork: boolean;
}

/** Variables of the mutation; the same shape as the graph's DeployVirtualMachineInput. */
export interface DeployInput {
  zoneId: string;
  serviceOfferingId: string;
  templateId?: string;
  isoId?: string;
  name?: string;
  displayName?: string;
  networkIds?: string[];
  diskOfferingId?: string;
  diskSizeGib?: number;
  cpuCount?: number;
  cpuSpeedMhz?: number;
  memoryMib?: number;
  sshKeyPairs?: string[];
  affinityGroupIds?: string[];
  userData?: string;
  start: boolean;
}

export const emptyDeploy: DeployValues = {
  zoneId: '',
  imageKind: 'template',
  imageId: '',
  serviceOfferingId: '',
  cpuCount: 1,
  cpuSpeedMhz: 1000,
  memoryMib: 1024,
  diskOfferingId: '',
  diskSizeGib: 20,
  networkIds: [],
  name: '',
  keyPairs: [],
  affinityGroupIds: [],
  userData: '',
  start: true,
};

/** CloudStack keeps user data in a field of this many bytes after base64 (its default `vm.userdata.max.length`). */
export const USER_DATA_BYTES = 32_768;
/** CloudStack's default for `custom.diskoffering.size.max`, in GiB. */
export const DISK_MAX_GIB = 1024;

/**
 * CloudStack's rule for a host name (RFC 1035 with its own stricter start): 1 to 63 ASCII letters, digits and hyphens,
 * the first a letter, the last no hyphen.
 */
export function isHostName(name: string): boolean {
  return /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(name);
}

/** A host name made from free text: "Web serveur n° 1" becomes "web-serveur-n-1"; '' when nothing is left. */
export function toHostName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
}

/** Why a host name is refused, in words; null when it is fine. */
export function hostNameProblem(name: string): string | null {
  if (name.length > 63) return m.instance_name_too_long();
  if (/^[0-9]/.test(name)) return m.instance_name_digit();
  if (/^-|-$/.test(name)) return m.instance_name_hyphen();
  if (!isHostName(name)) return m.instance_name_letters();
  return null;
}

/** Everything that is wrong with the form, in the order of the page; an empty list means it may be sent. */
export function deployProblems(values: DeployValues, choice: DeployChoice): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const say = (path: string, message: string) => problems.push(problem(path, message));
  if (!values.zoneId) say('zoneId', m.deploy_choose_zone());
  if (!values.imageId) say(values.imageKind === 'iso' ? 'isoId' : 'templateId', m.deploy_choose_image());
  if (!values.serviceOfferingId) say('serviceOfferingId', m.deploy_choose_offering());
  if (choice.offeringIsCustom) {
    if (!isWhole(values.cpuCount, 1, 256)) say('cpuCount', m.deploy_cpu_range({ min: 1, max: 256 }));
    if (choice.speedIsOpen && !isWhole(values.cpuSpeedMhz, 100, 10_000))
      say('cpuSpeedMhz', m.deploy_speed_range({ min: 100, max: 10_000 }));
    if (!isWhole(values.memoryMib, 32, 8_388_608)) say('memoryMib', m.deploy_memory_range());
  }
  if (values.imageKind === 'iso' && !values.diskOfferingId) say('diskOfferingId', m.deploy_iso_needs_disk());
  if (values.diskOfferingId && choice.diskIsCustom && !isWhole(values.diskSizeGib, 1, DISK_MAX_GIB)) {
    say('diskSizeGib', m.volume_size_range({ min: 1, max: DISK_MAX_GIB }));
  }
  if (choice.needsNetwork && values.networkIds.length === 0) say('networkIds', m.deploy_choose_network());
  const nameProblem = values.name.trim() ? hostNameProblem(values.name.trim()) : null;
  if (nameProblem) say('name', nameProblem);
  if (base64Length(values.userData) > USER_DATA_BYTES) say('userData', m.deploy_user_data_too_long());
  return problems;
}

/** The form as the mutation wants it; what was left open is left out, so that CloudStack's own defaults hold. */
export function deployInput(values: DeployValues, choice: DeployChoice): DeployInput {
  const name = values.name.trim();
  return {
    zoneId: values.zoneId,
    serviceOfferingId: values.serviceOfferingId,
    ...(values.imageKind === 'iso' ? { isoId: values.imageId } : { templateId: values.imageId }),
    ...(name ? { name } : {}),
    ...(choice.offeringIsCustom ? { cpuCount: values.cpuCount, memoryMib: values.memoryMib } : {}),
    ...(choice.offeringIsCustom && choice.speedIsOpen ? { cpuSpeedMhz: values.cpuSpeedMhz } : {}),
    ...(values.diskOfferingId ? { diskOfferingId: values.diskOfferingId } : {}),
    ...(values.diskOfferingId && choice.diskIsCustom ? { diskSizeGib: values.diskSizeGib } : {}),
    ...(values.networkIds.length > 0 ? { networkIds: values.networkIds } : {}),
    ...(values.keyPairs.length > 0 ? { sshKeyPairs: values.keyPairs } : {}),
    ...(values.affinityGroupIds.length > 0 ? { affinityGroupIds: values.affinityGroupIds } : {}),
    ...(values.userData.trim() ? { userData: toBase64(values.userData) } : {}),
    start: values.start,
  };
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function base64Length(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 3) * 4;
}
