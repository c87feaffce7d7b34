/** What the demo offers: sizes, disks, templates, ISOs. */
import type { Cloud } from '../../cloud.ts';
import type { DiskOfferingRecord, ServiceOfferingRecord } from '../../resources/offerings/offering-records.ts';
import type { IsoRecord, TemplateRecord } from '../../resources/templates/template-records.ts';
import { GIB } from '../../resources/volumes/volume-records.ts';
import { addIso, addTemplate } from '../images.ts';
import { addDiskOffering, addServiceOffering } from '../offerings.ts';

export interface DemoCatalogue {
  readonly sizes: ReadonlyMap<string, ServiceOfferingRecord>;
  readonly disks: readonly DiskOfferingRecord[];
  readonly templates: readonly TemplateRecord[];
  readonly isos: readonly IsoRecord[];
}

export function seedCatalogue(cloud: Cloud, created: number): DemoCatalogue {
  const sizes = new Map<string, ServiceOfferingRecord>();
  for (const [name, displayText, cpuNumber, memory] of [
    ['Tiny', '1 core, 512 MB', 1, 512],
    ['Small', '1 core, 2 GB', 1, 2048],
    ['Medium', '2 cores, 4 GB', 2, 4096],
    ['Large', '4 cores, 8 GB', 4, 8192],
    ['Memory', '4 cores, 32 GB, for databases', 4, 32_768],
    ['Huge', '16 cores, 64 GB', 16, 65_536],
  ] as const) {
    sizes.set(name, addServiceOffering(cloud, created, { name, displayText, cpuNumber, cpuSpeed: 2000, memory, offerHa: memory >= 8192 }));
  }
  sizes.set(
    'Custom',
    addServiceOffering(cloud, created, {
      name: 'Custom',
      displayText: 'Choose cores and memory',
      cpuSpeed: 2000,
      details: { mincpunumber: '1', maxcpunumber: '16', minmemory: '512', maxmemory: '65536' },
    }),
  );
  const disks = [
    addDiskOffering(cloud, created, { name: 'Small', displayText: 'Small disk, 5 GB', diskSize: 5 }),
    addDiskOffering(cloud, created, { name: 'Medium', displayText: 'Medium disk, 20 GB', diskSize: 20 }),
    addDiskOffering(cloud, created, { name: 'Large', displayText: 'Large disk, 100 GB', diskSize: 100 }),
    addDiskOffering(cloud, created, {
      name: 'Fast',
      displayText: 'NVMe, 50 GB',
      diskSize: 50,
      tags: 'nvme',
      minIops: 5000,
      maxIops: 20_000,
    }),
    addDiskOffering(cloud, created, { name: 'Custom', displayText: 'A size of your choice', diskSize: 0 }),
  ];
  return { sizes, disks, templates: seedTemplates(cloud, created), isos: seedIsos(cloud, created) };
}

function seedTemplates(cloud: Cloud, created: number): TemplateRecord[] {
  const base = 'https://cloud-images.example.net/';
  addTemplate(cloud, {
    id: 1,
    name: 'systemvm-kvm-4.22.0',
    osType: 'Debian GNU/Linux 12 (64-bit)',
    accountId: 1,
    created,
    size: 1 * GIB,
    type: 'SYSTEM',
    isPublic: false,
    isFeatured: false,
    builtIn: true,
  });
  const known: readonly [string, string, string, number, boolean][] = [
    ['Debian 12', 'Debian GNU/Linux 12 (64-bit)', 'debian-12.qcow2', 4, true],
    ['Ubuntu 24.04 LTS', 'Ubuntu 24.04 LTS', 'ubuntu-24.04.qcow2', 5, true],
    ['Ubuntu 22.04 LTS', 'Ubuntu 22.04 LTS', 'ubuntu-22.04.qcow2', 5, true],
    ['Rocky Linux 9', 'Rocky Linux 9', 'rocky-9.qcow2', 10, true],
    ['AlmaLinux 9', 'AlmaLinux 9', 'alma-9.qcow2', 10, false],
    ['Windows Server 2022', 'Windows Server 2022 (64-bit)', 'windows-2022.qcow2', 40, true],
  ];
  return known.map(([name, osType, file, gigabytes, isFeatured]) =>
    addTemplate(cloud, {
      name,
      osType,
      displayText: `${name}, ready for cloud-init`,
      accountId: 2,
      created,
      size: gigabytes * GIB,
      isFeatured,
      url: base + file,
      passwordEnabled: true,
      sshKeyEnabled: !name.startsWith('Windows'),
      dynamicallyScalable: true,
      isExtractable: isFeatured && !name.startsWith('Windows'),
    }),
  );
}

function seedIsos(cloud: Cloud, created: number): IsoRecord[] {
  const base = 'https://releases.example.net/';
  const known: readonly [string, string, string, number, boolean, boolean][] = [
    ['debian-12-netinst', 'Debian 12 network installer', 'Debian GNU/Linux 12 (64-bit)', 0.63, true, true],
    ['ubuntu-24.04-server', 'Ubuntu 24.04 LTS server', 'Ubuntu 24.04 LTS', 2.6, true, true],
    ['rocky-9-minimal', 'Rocky Linux 9, minimal', 'Rocky Linux 9', 1.6, true, false],
    ['systemrescue-11', 'SystemRescue 11', 'Other (64-bit)', 0.8, true, true],
    ['virtio-win', 'VirtIO drivers for Windows', 'Windows Server 2022 (64-bit)', 0.6, false, true],
  ];
  return known.map(([name, displayText, osType, gigabytes, bootable, isFeatured]) =>
    addIso(cloud, {
      name,
      displayText,
      osType,
      accountId: 2,
      created,
      size: Math.round(gigabytes * GIB),
      bootable,
      isFeatured,
      url: `${base}${name}.iso`,
      isExtractable: true,
    }),
  );
}
