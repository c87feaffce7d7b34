/** Guest operating systems: the families of the recorded server, and its 374 systems as near as names tell. */
import type { Cloud } from '../cloud.ts';
import { osCategories, osTypes } from '../resources/os-types/os-type-records.ts';

const families = [
  'Ubuntu',
  'Debian',
  'Fedora',
  'CentOS',
  'Rocky Linux',
  'AlmaLinux',
  'Oracle',
  'RedHat',
  'SUSE',
  'Windows',
  'Other',
] as const;
type Family = (typeof families)[number];

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, at) => String(from + at));
const both = (names: readonly string[]): string[] => names.flatMap((name) => [`${name} (32-bit)`, `${name} (64-bit)`]);
const minors = (major: number, last: number): string[] => numbers(0, last).map((minor) => `${major}.${minor}`);
const versions = (name: string, list: readonly string[]): string[] => list.map((version) => `${name} ${version}`);

const systems: Readonly<Record<Family, readonly string[]>> = {
  AlmaLinux: versions('AlmaLinux', ['8', '8.3', '9']),
  'Rocky Linux': versions('Rocky Linux', ['8', '8.4', '8.5', '9', '9.2']),
  CentOS: [
    ...both([...versions('CentOS', [...minors(4, 8), ...minors(5, 10), ...minors(6, 10)])]),
    ...versions('CentOS', ['7', '7.1', '7.2', '8', '8.1', '8.2', '8.3']),
  ],
  Debian: [
    ...both(versions('Debian GNU/Linux', ['4.0', '5.0', '6.0', '7.0', '8', '9', '10'])),
    ...versions('Debian GNU/Linux', ['11 (64-bit)', '12 (64-bit)', '13 (64-bit)']),
  ],
  Fedora: versions('Fedora Linux', [...numbers(8, 13), ...numbers(32, 41)]),
  Oracle: [
    ...both(versions('Oracle Enterprise Linux', [...minors(5, 10), ...minors(6, 10)])),
    ...versions('Oracle Linux', ['7', '8', '8.1', '8.2', '8.3', '9']),
  ],
  RedHat: [
    ...both(versions('Red Hat Enterprise Linux', ['4.5', '4.6', '4.7', '4.8', ...minors(5, 10), ...minors(6, 10)])),
    ...versions('Red Hat Enterprise Linux', ['7.0', '7.1', '7.2', '8.0', '8.1', '8.2', '8.3', '9.0', '9.2']),
  ],
  SUSE: [
    ...both(versions('SUSE Linux Enterprise Server', ['10 SP1', '10 SP2', '10 SP3', '10 SP4', '11', '11 SP1', '11 SP2', '11 SP3'])),
    ...versions('SUSE Linux Enterprise Server', ['12', '12 SP1', '12 SP2', '15', '15 SP1', '15 SP4']),
  ],
  Ubuntu: [
    ...both(versions('Ubuntu', ['8.04', '8.10', '9.04', '9.10', '10.04', '10.10', '11.04', '12.04', '14.04', '16.04', '18.04'])),
    ...versions('Ubuntu', ['20.04 LTS', '20.10', '21.04', '22.04 LTS', '23.04', '24.04 LTS']),
  ],
  Windows: [
    ...both([
      'Windows 7',
      'Windows 8',
      'Windows 8.1',
      'Windows 10',
      'Windows Vista',
      'Windows Server 2003 Enterprise Edition',
      'Windows Server 2008',
    ]),
    ...[
      'Windows XP (32-bit)',
      'Windows XP SP2 (32-bit)',
      'Windows XP SP3 (32-bit)',
      'Windows 98',
      'Windows 2000 Server',
      'Windows 2000 Professional',
      'Windows PV',
    ],
    ...versions('Windows Server', [
      '2008 R2 (64-bit)',
      '2012 (64-bit)',
      '2012 R2 (64-bit)',
      '2016 (64-bit)',
      '2019 (64-bit)',
      '2022 (64-bit)',
      '2025 (64-bit)',
    ]),
    'Windows 11 (64-bit)',
  ],
  Other: [
    ...[
      'Amazon Linux 2 (64 bit)',
      'Amazon Linux 3 (64 bit)',
      'Apple Mac OS X 10.6 (64-bit)',
      'Apple Mac OS X 10.7 (64-bit)',
      'Asianux 3(32-bit)',
      'Asianux 3(64-bit)',
      'ASP.NET',
      'DOS',
    ],
    ...both([
      'FreeBSD',
      'FreeBSD 10',
      'FreeBSD 11',
      'FreeBSD 12',
      'OpenSUSE',
      'Other',
      'Other Linux',
      'Other PV',
      'Sun Solaris 10',
      'Sun Solaris 11',
    ]),
    ...versions('openSUSE Leap', ['15', '15.1', '15.2', '15.3', '15.4']),
    ...versions('VMware Photon', ['3', '4', '5']),
    ...[
      'Flatcar Linux',
      'CoreOS',
      'Kylin Linux V10',
      'openEuler 22.03',
      'UOS Server 20',
      'None',
      'Novell Netware 5.1',
      'Novell Netware 6.x',
      'SCO OpenServer 5',
      'SCO UnixWare 7',
    ],
  ],
};

/** How many the recorded server knows. */
const KNOWN = 374;

/** Ids that clients of the recordings use by value. */
const recordedIds: Readonly<Record<string, string>> = { 'AlmaLinux 8': 'dad74b8d-e64b-11f1-ae09-02fc00000001' };

export function seedOsTypes(cloud: Cloud): void {
  const categories = cloud.store.table(osCategories);
  const table = cloud.store.table(osTypes);
  const rows: { name: string; family: Family }[] = [];
  for (const family of families) for (const name of systems[family]) rows.push({ name, family });
  // The rest are the many point releases nobody installs any more.
  for (let extra = 1; rows.length < KNOWN; extra += 1) rows.push({ name: `Other Linux ${extra}.x kernel (64-bit)`, family: 'Other' });
  const ids = new Map<Family, number>(families.map((family) => [family, categories.insert({ name: family, featured: true }).id]));
  for (const { name, family } of rows.slice(0, KNOWN).sort((a, b) => a.name.localeCompare(b.name, 'en'))) {
    const uuid = recordedIds[name];
    table.insert({ name, categoryId: ids.get(family) ?? 0, userDefined: false, ...(uuid === undefined ? {} : { uuid }) });
  }
}

/** The id of a system by its name; the first system when nothing is called so. */
export function osTypeId(cloud: Cloud, name: string): number {
  const table = cloud.store.table(osTypes);
  return table.find((row) => row.name === name)?.id ?? table.all()[0]?.id ?? 0;
}
