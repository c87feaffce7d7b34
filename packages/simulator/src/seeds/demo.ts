/** The demo: a KVM cloud in use for some weeks, with a tenant of three people. */
import type { Cloud } from '../cloud.ts';
import { type ResourceTypeName, setLimit } from '../limits.ts';
import { type AccountRecord, domains } from '../resources/accounts/account-records.ts';
import type { VirtualMachineRecord } from '../resources/virtual-machines/virtual-machine-records.ts';
import { GIB } from '../resources/volumes/volume-records.ts';
import { seedCatalogue } from './demo/catalogue.ts';
import { seedBastion, seedShopRules, seedVpc } from './demo/edges.ts';
import { History } from './demo/history.ts';
import { seedInfrastructure } from './demo/infrastructure.ts';
import { addDataDisk, addMachine, addNetwork, hostsInTurn, PER_NETWORK, type Yard } from './demo/machines.ts';
import { type MachineName, MachineNames, roles } from './demo/names.ts';
import { seedOperations } from './demo/operations.ts';
import { addNightlyPolicy, addSnapshot, addVmSnapshot } from './demo/snapshots.ts';
import { seedAliceExtras, seedProject, seedSecondDomain } from './demo/tenancy.ts';
import { addIso } from './images.ts';
import { seedNetworking } from './networking.ts';
import { seedOsTypes } from './os-types.ts';
import { addPerson, seedPeople } from './people.ts';
import { seedSystem } from './system.ts';

export interface DemoSize {
  /** bob's VMs, and his volumes: root disks and as many data disks as are left. */
  readonly vms: number;
  readonly volumes: number;
}

const DAY = 86_400_000;
const KEPT_EVENTS = 30_000;

/** Addresses that are kept for documents, so that nobody's real ones are shown. */
const publicBlock = {
  cidr: '203.0.113.0/24',
  gateway: '203.0.113.1',
  netmask: '255.255.255.0',
  firstHost: 10,
  lastHost: 250,
  vlan: 'vlan://90',
};

export function seedDemo(cloud: Cloud, size: DemoSize): void {
  const now = cloud.clock.now();
  const ago = (days: number): number => now - days * DAY;
  const { root } = seedPeople(cloud, ago(400));
  seedOsTypes(cloud);
  const zone = seedInfrastructure(cloud, ago(390), size.vms * 9000 + 100_000);
  seedNetworking(cloud, zone, ago(390), publicBlock);
  seedSystem(cloud, zone, ago(390), { url: 'nfs://10.20.1.20/export/secondary', capacity: 120 * 1024 * GIB });
  const catalogue = seedCatalogue(cloud, ago(120));
  const acme = cloud.store
    .table(domains)
    .insert({ name: 'acme', path: 'ROOT/acme', parentId: root.id, level: 1, created: ago(200), state: 'Active' });
  // A cloud of 10,000 VMs remembers a week or two, a small one everything.
  const events = 7 * size.vms + 6 * Math.max(0, size.volumes - size.vms);
  const history = new History(ago(events > KEPT_EVENTS ? (38 * KEPT_EVENTS) / events : 400));
  const person = (name: string, lastname: string, type: 0 | 2): Yard => {
    const email = `${name}@acme.example`;
    const firstname = name.charAt(0).toUpperCase() + name.slice(1);
    const made = addPerson(cloud, { name, password: name, type, domain: acme, firstname, lastname, email, created: ago(200) });
    return { cloud, zone, catalogue, history, ...made };
  };
  const alice = person('alice', 'Archer', 0);
  const bob = person('bob', 'Baker', 0);
  const dana = person('dana', 'Doyle', 2);
  raiseLimits(cloud, alice.account, 1);
  raiseLimits(cloud, dana.account, 1);
  raiseLimits(cloud, bob.account, Math.max(5, Math.ceil(Math.max(size.vms, size.volumes / 2) / 30)));
  seedAlice(alice);
  seedBob(bob, size);
  seedDana(dana);
  seedShopRules(alice);
  seedBastion(dana);
  seedAliceExtras(alice);
  // In the project: somebody with a network and tiers has to name one at each deployment, as on the real server.
  seedVpc(seedProject(alice, [bob], dana));
  seedSecondDomain(cloud);
  seedOperations(cloud);
  history.write(cloud);
}

/** Limits that leave room for some twenty VMs more, times a factor. */
function raiseLimits(cloud: Cloud, account: AccountRecord, factor: number): void {
  const limits: Partial<Record<ResourceTypeName, number>> = {
    user_vm: 40,
    volume: 100,
    snapshot: 100,
    template: 20,
    public_ip: 20,
    cpu: 120,
    memory: 262_144,
    primary_storage: 4096,
    secondary_storage: 2048,
  };
  for (const [type, limit] of Object.entries(limits)) setLimit(cloud.store, account, type as ResourceTypeName, limit * factor);
}

const roleNamed = (name: string) => roles.find((known) => known.role === name) ?? roles[0];

/** Seven VMs as somebody names them by hand. */
function seedAlice(yard: Yard): void {
  const { cloud } = yard;
  const now = cloud.clock.now();
  const network = addNetwork(yard, 'alice-net', 0, now - 90 * DAY);
  const host = hostsInTurn(cloud);
  const plans: readonly [string, string, string, string, number][] = [
    ['web-1', 'Shop web 1', 'web', 'prod', 60],
    ['web-2', 'Shop web 2', 'web', 'prod', 59],
    ['db-1', 'Shop database', 'db', 'prod', 58],
    ['cache-1', 'Shop cache', 'cache', 'prod', 41],
    ['staging-1', 'Staging', 'app', 'stage', 22],
    ['build-1', 'Build runner', 'build', 'dev', 12],
    ['playground', "Alice's playground", 'test', 'dev', 3],
  ];
  const machines: VirtualMachineRecord[] = plans.map(([name, displayName, role, environment, days]) => {
    const machine: MachineName = { name, displayName, role: roleNamed(role), environment };
    return addMachine(yard, machine, network, name === 'playground' ? undefined : host(), now - days * DAY);
  });
  const [web, , database, , staging] = machines;
  const [small, medium, large] = yard.catalogue.disks;
  if (
    small === undefined ||
    medium === undefined ||
    large === undefined ||
    web === undefined ||
    database === undefined ||
    staging === undefined
  )
    return;
  const data = addDataDisk(yard, 'shop-data', large, now - 57 * DAY, database);
  addDataDisk(yard, 'web-assets', medium, now - 50 * DAY, web);
  addDataDisk(yard, 'old-export', small, now - 30 * DAY);
  addNightlyPolicy(yard, data);
  addSnapshot(yard, data, now - 9 * DAY, 'MANUAL', 'before-migration');
  addVmSnapshot(yard, staging, 'before-upgrade', 'State before the upgrade of the framework', now - 5 * DAY);
  addIso(cloud, {
    name: 'shop-rescue',
    displayText: 'Rescue disc of the shop',
    osType: 'Debian GNU/Linux 12 (64-bit)',
    accountId: yard.account.id,
    created: now - 20 * DAY,
    size: Math.round(0.4 * GIB),
    isPublic: false,
    isFeatured: false,
    crossZones: false,
    zoneId: yard.zone.id,
    url: 'https://files.example.net/shop-rescue.iso',
  });
}

function seedBob(yard: Yard, size: DemoSize): void {
  const { cloud } = yard;
  const { random } = cloud;
  const now = cloud.clock.now();
  const names = new MachineNames(random);
  const host = hostsInTurn(cloud);
  const machines: VirtualMachineRecord[] = [];
  let network = addNetwork(yard, 'bob-net', 1, now - 40 * DAY);
  for (let number = 0; number < size.vms; number += 1) {
    if (number > 0 && number % PER_NETWORK === 0)
      network = addNetwork(yard, `bob-net-${1 + number / PER_NETWORK}`, 1 + number / PER_NETWORK, now - 40 * DAY);
    // Weeks of growth, the older ones first: ids follow time.
    const age = 38 * (1 - number / Math.max(1, size.vms)) + 0.2 + random.next();
    machines.push(addMachine(yard, names.next(), network, host(), now - age * DAY));
  }
  const spare = Math.max(0, size.volumes - size.vms);
  for (let number = 0; number < spare; number += 1) {
    const vm = machines.length === 0 || number % 12 === 11 ? undefined : machines[Math.floor((number * machines.length) / spare)];
    const created = (vm?.created ?? now - 20 * DAY) + 3_600_000;
    const disk = addDataDisk(
      yard,
      vm === undefined ? `spare-${number}` : `${vm.name}-data`,
      random.pick(yard.catalogue.disks),
      Math.min(created, now - 60_000),
      vm,
    );
    // Snapshots of a few: enough to see, not so many that they drown a cloud of 10,000 VMs.
    if (number < 40 && number % 5 === 0) addNightlyPolicy(yard, disk);
    else if (number < 40 && number % 4 === 0)
      addSnapshot(yard, disk, Math.min(disk.created + DAY, now - 30_000), 'MANUAL', `snap-${number}`);
  }
}

function seedDana(yard: Yard): void {
  const now = yard.cloud.clock.now();
  const network = addNetwork(yard, 'ops-net', 2000, now - 100 * DAY);
  const host = hostsInTurn(yard.cloud);
  for (const [name, displayName, role, days] of [
    ['bastion', 'Bastion host', 'proxy', 95],
    ['monitoring', 'Monitoring', 'metrics', 80],
  ] as const) {
    addMachine(yard, { name, displayName, role: roleNamed(role), environment: 'prod' }, network, host(), now - days * DAY);
  }
}
