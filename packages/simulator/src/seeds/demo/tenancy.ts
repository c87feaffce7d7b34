/** What the demo's people have besides machines: a project, keys, groups, schedules, notes. */
import type { Cloud } from '../../cloud.ts';
import { accounts, domains } from '../../resources/accounts/account-records.ts';
import { affinityGroups } from '../../resources/affinity-groups/affinity-group-handlers.ts';
import { annotations } from '../../resources/annotations/annotation-handlers.ts';
import { ensureGroup } from '../../resources/instance-groups/instance-group-handlers.ts';
import { projectInvitations, projectMembers, projects } from '../../resources/projects/project-records.ts';
import { fingerprintOf, sshKeyPairs } from '../../resources/ssh-key-pairs/ssh-key-pair-handlers.ts';
import { userData } from '../../resources/user-data/user-data-handlers.ts';
import { type VirtualMachineRecord, virtualMachines } from '../../resources/virtual-machines/virtual-machine-records.ts';
import { vmSchedules } from '../../resources/vm-schedules/vm-schedule-handlers.ts';
import { addDataDisk, addMachine, addNetwork, hostsInTurn, type Yard } from './machines.ts';
import { roles } from './names.ts';

const DAY = 86_400_000;

const cloudConfig = `#cloud-config
package_update: true
packages: [nginx, unattended-upgrades]
`;

function machinesOf(cloud: Cloud, accountId: number, names: readonly string[]): VirtualMachineRecord[] {
  return cloud.store
    .table(virtualMachines)
    .ofAccount(accountId)
    .filter(({ name }) => names.includes(name));
}

/** Keys, user data, groups, a schedule and a note of alice's. */
export function seedAliceExtras(yard: Yard): void {
  const { cloud, account, user } = yard;
  const { store } = cloud;
  const now = cloud.clock.now();
  const owned = { accountId: account.id };
  // No real key: the same seed has to give the same cloud.
  const publicKey = `ssh-rsa ${Buffer.from(`0000000${cloud.random.hex(540)}`, 'hex').toString('base64')}`;
  store.table(sshKeyPairs).insert({ ...owned, name: 'alice-laptop', publicKey, fingerprint: fingerprintOf(publicKey) });
  store.table(userData).insert({ ...owned, name: 'web-server', userData: Buffer.from(cloudConfig).toString('base64') });
  const apart = store
    .table(affinityGroups)
    .insert({ ...owned, name: 'shop-apart', type: 'host anti-affinity', description: 'Shop machines on different hosts' });
  const shop = ensureGroup(store, account.id, 'shop', now - 60 * DAY);
  const front = machinesOf(cloud, account.id, ['web-1', 'web-2']);
  for (const vm of [...front, ...machinesOf(cloud, account.id, ['db-1', 'cache-1'])]) {
    store.table(virtualMachines).update(vm, { groupUuid: shop.uuid });
  }
  for (const vm of front) store.table(virtualMachines).update(vm, { affinityGroupUuids: [apart.uuid], keyPairs: ['alice-laptop'] });
  for (const vm of machinesOf(cloud, account.id, ['build-1'])) {
    const times = { startDate: now - 10 * DAY, created: now - 10 * DAY, timezone: 'Europe/Paris', enabled: true };
    store
      .table(vmSchedules)
      .insert({ ...owned, ...times, vmId: vm.id, action: 'STOP', schedule: '0 22 * * 1-5', description: 'Off at night' });
    store
      .table(vmSchedules)
      .insert({ ...owned, ...times, vmId: vm.id, action: 'START', schedule: '0 7 * * 1-5', description: 'On in the morning' });
  }
  for (const vm of machinesOf(cloud, account.id, ['db-1'])) {
    const note = { entityType: 'VM', entityUuid: vm.uuid, text: 'Backed up every night; ask Alice before a restart.' };
    store.table(annotations).insert({ ...owned, ...note, userId: user.id, adminsOnly: false, created: now - 21 * DAY });
  }
}

/** The project `apollo`: alice leads it, bob belongs to it, dana is invited. Answers what its account is furnished with. */
export function seedProject(alice: Yard, members: readonly Yard[], invited: Yard): Yard {
  const { cloud, account } = alice;
  const { store } = cloud;
  const created = cloud.clock.now() - 28 * DAY;
  const own = store.table(accounts).insert({
    ...{
      name: `PrjAcct-apollo-${account.domainId}`,
      type: 5,
      domainId: account.domainId,
      roleId: account.roleId,
      state: 'enabled',
      created,
    },
  });
  const project = store.table(projects).insert({
    name: 'apollo',
    displayText: 'Apollo, the new shop',
    domainId: account.domainId,
    state: 'Active',
    created,
    projectAccountId: own.id,
  });
  store.table(accounts).update(own, { projectId: project.id });
  store.table(projectMembers).insert({ projectId: project.id, memberAccountId: account.id, role: 'Admin' });
  for (const member of members)
    store.table(projectMembers).insert({ projectId: project.id, memberAccountId: member.account.id, role: 'Regular' });
  store.table(projectInvitations).insert({
    projectId: project.id,
    forAccountId: invited.account.id,
    role: 'Regular',
    state: 'Pending',
    created: cloud.clock.now() - DAY,
  });
  const yard: Yard = { ...alice, account: own };
  const network = addNetwork(yard, 'apollo-net', 3000, created);
  const host = hostsInTurn(cloud);
  const role = roles.find((known) => known.role === 'app') ?? roles[0];
  const vm = addMachine(
    yard,
    { name: 'apollo-1', displayName: 'Apollo prototype', role, environment: 'prod' },
    network,
    host(),
    created + DAY,
  );
  const [disk] = yard.catalogue.disks;
  if (disk !== undefined) addDataDisk(yard, 'apollo-data', disk, created + DAY, vm);
  return yard;
}

/** A second customer, for those who look at the whole cloud. */
export function seedSecondDomain(cloud: Cloud): void {
  const root = cloud.store.table(domains).find(({ level }) => level === 0);
  if (root === undefined) return;
  const created = cloud.clock.now() - 150 * DAY;
  const values = { parentId: root.id, level: 1, created, state: 'Active' as const };
  cloud.store.table(domains).insert({ name: 'globex', path: 'ROOT/globex', networkDomain: 'globex.internal', ...values });
}
