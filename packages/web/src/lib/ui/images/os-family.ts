/** Operating systems that have a face of their own in the pages. */
export const osFamilies = [
  'ubuntu',
  'debian',
  'rocky',
  'alma',
  'centos',
  'fedora',
  'redhat',
  'suse',
  'oracle',
  'alpine',
  'arch',
  'freebsd',
  'windows',
  'other',
] as const;
export type OsFamily = (typeof osFamilies)[number];

const patterns: readonly [RegExp, OsFamily][] = [
  [/ubuntu/i, 'ubuntu'],
  [/debian/i, 'debian'],
  [/rocky/i, 'rocky'],
  [/alma/i, 'alma'],
  [/cent\s?os/i, 'centos'],
  [/fedora/i, 'fedora'],
  [/red\s?hat|\brhel\b/i, 'redhat'],
  [/suse/i, 'suse'],
  [/oracle/i, 'oracle'],
  [/alpine/i, 'alpine'],
  [/\barch\b/i, 'arch'],
  [/freebsd/i, 'freebsd'],
  [/windows/i, 'windows'],
];

/**
 * The family of an image, from its name first ("Rocky Linux 9") and its OS type second: many clouds register images
 * under the nearest OS type that their CloudStack happens to know ("Other Linux (64-bit)").
 */
export function osFamily(name: string, osName?: string | null): OsFamily {
  for (const text of [name, osName ?? '']) {
    const found = patterns.find(([pattern]) => pattern.test(text));
    if (found) return found[1];
  }
  return 'other';
}

const labels: Record<OsFamily, string> = {
  ubuntu: 'Ubuntu',
  debian: 'Debian',
  rocky: 'Rocky Linux',
  alma: 'AlmaLinux',
  centos: 'CentOS',
  fedora: 'Fedora',
  redhat: 'Red Hat',
  suse: 'SUSE',
  oracle: 'Oracle Linux',
  alpine: 'Alpine',
  arch: 'Arch Linux',
  freebsd: 'FreeBSD',
  windows: 'Windows',
  other: '',
};

/** The family's own name; '' for the rest, which the page words. */
export const osFamilyLabel = (family: OsFamily): string => labels[family];
