/** Affinity groups: machines that shall share a host, or never do. */
import { ownerOf, target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, listOwned, when } from '../../paging.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { vmPlan } from '../virtual-machines/life-cycle.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { jobView, virtualMachineRow } from '../virtual-machines/virtual-machine-rows.ts';

export interface AffinityGroupRecord extends Entity {
  accountId: number;
  name: string;
  description: string;
  type: string;
}

export const affinityGroups = defineTable<AffinityGroupRecord>()({
  name: 'AffinityGroup',
  parameters: ['affinitygroupid', 'affinitygroupids'],
  label: (row) => row.name,
});

const types = ['host affinity', 'host anti-affinity', 'non-strict host affinity', 'non-strict host anti-affinity'];
const quick = 250;

function affinityGroupRow(store: Store, group: AffinityGroupRecord): Body {
  const machines = store
    .table(virtualMachines)
    .ofAccount(group.accountId)
    .filter(({ affinityGroupUuids }) => affinityGroupUuids.includes(group.uuid));
  return {
    id: group.uuid,
    name: group.name,
    description: group.description === '' ? undefined : group.description,
    ...ownerFields(store, group.accountId),
    type: group.type,
    virtualmachineIds: machines.length === 0 ? undefined : machines.map(({ uuid }) => uuid),
  };
}

function listAffinityGroups(call: Call): Body {
  const { params, cloud } = call;
  const machine = params.row(virtualMachines, 'virtualmachineid');
  return listOwned(call, affinityGroups, {
    object: 'affinitygroup',
    build: (row) => affinityGroupRow(cloud.store, row),
    texts: (row) => [row.name, row.description],
    where: all<AffinityGroupRecord>(
      when(params.text('name'), (row, name) => same(row.name, name)),
      when(params.text('type'), (row, type) => same(row.type, type)),
      when(machine, (row, vm) => vm.affinityGroupUuids.includes(row.uuid)),
    ),
  });
}

/** Writes `Created` and `Scheduled`, and never a `Completed`. */
function createAffinityGroup(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const owner = ownerOf(call);
  const name = params.required('name');
  const type = params.required('type');
  if (!types.includes(type)) throw invalid(`Unable to create affinity group, invalid affinity group type ${type}`);
  if (
    store
      .table(affinityGroups)
      .ofAccount(owner.id)
      .some((group) => group.name === name)
  ) {
    throw invalid(`Unable to create affinity group with name ${name} already exists for account.`);
  }
  const group = store.table(affinityGroups).insert({ accountId: owner.id, name, type, description: params.text('description') ?? '' });
  const creation = { type: 'AG.CREATE', description: 'Creating Affinity Group', resourceType: 'AffinityGroup', resourceUuid: group.uuid };
  const parent = cloud.events.created(call, creation);
  return {
    resourceId: group.uuid,
    instance: { type: 'AffinityGroup' },
    milliseconds: quick,
    event: { ...creation, scheduled: 'creating Affinity Group', ownerId: owner.id, parentUuid: parent.uuid, states: ['Scheduled'] },
    finish: () => ({ affinitygroup: affinityGroupRow(store, group) }),
  };
}

function deleteAffinityGroup(call: Call): JobPlan {
  const { store } = call.cloud;
  const group = namedGroup(call);
  return {
    instance: { type: 'AffinityGroup' },
    milliseconds: quick,
    event: {
      ...{ type: 'AG.DELETE', description: 'Deleting affinity group', scheduled: 'Deleting Affinity Group' },
      ...{ resourceType: 'AffinityGroup', resourceUuid: group.uuid, ownerId: group.accountId },
    },
    finish: () => {
      for (const vm of store.table(virtualMachines).ofAccount(group.accountId)) {
        if (vm.affinityGroupUuids.includes(group.uuid)) {
          store.table(virtualMachines).update(vm, { affinityGroupUuids: vm.affinityGroupUuids.filter((uuid) => uuid !== group.uuid) });
        }
      }
      store.table(affinityGroups).remove(group);
      return { success: true };
    },
  };
}

function namedGroup(call: Call): AffinityGroupRecord {
  if (call.params.has('id')) return target(call, affinityGroups, 'id');
  const owner = ownerOf(call);
  const name = call.params.text('name');
  const group = call.cloud.store
    .table(affinityGroups)
    .ofAccount(owner.id)
    .find((row) => row.name === name);
  if (group === undefined) throw invalid(`Unable to find affinity group ${name} for account ${owner.name}`);
  return group;
}

/** Puts a stopped machine into exactly the groups named. */
function updateVmAffinityGroup(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const vm = target(call, virtualMachines, 'id');
  // An empty list is a value: it takes the machine out of all its groups.
  const given = (name: string): boolean => params.raw(name) !== undefined;
  if (given('affinitygroupids') === given('affinitygroupnames')) {
    throw invalid('Either affinityGroupIds or affinityGroupNames should be specified');
  }
  const own = store.table(affinityGroups).ofAccount(vm.accountId);
  const named = params.list('affinitygroupnames')?.map((name) => own.find((group) => group.name === name));
  const groups = (params.rows(affinityGroups, 'affinitygroupids') ?? named ?? []).map((group) => {
    if (group === undefined || group.accountId !== vm.accountId)
      throw invalid('Unable to find affinity group of the virtual machine by name or id');
    return group;
  });
  const texts = {
    type: 'VM.AFFINITY.GROUP.UPDATE',
    description: 'updating Vm affinity groups',
    scheduled: `updating affinity groups for Vm: ${vm.uuid}`,
  };
  return vmPlan(vm, texts, {
    milliseconds: quick,
    start: () => {
      if (vm.state === 'Stopped') return;
      throw invalid(
        `Unable update affinity groups of the virtual machine ${vm.displayName} in state ${vm.state}; make sure the virtual machine is stopped`,
      );
    },
    finish: (job) => {
      store.table(virtualMachines).update(vm, { affinityGroupUuids: groups.map(({ uuid }) => uuid) });
      return { virtualmachine: virtualMachineRow(call, vm, jobView(call, job)) };
    },
  });
}

const byId = { entities: { id: affinityGroups } };

export const affinityGroupResource: ResourceModule = {
  tables: [affinityGroups],
  commands: {
    listAffinityGroups: sync(listAffinityGroups, byId),
    listAffinityGroupTypes: sync((call) => listBody(call, 'affinityGroupType', types, (type) => ({ type }))),
    createAffinityGroup: asJob('user.affinitygroup.CreateAffinityGroupCmd', createAffinityGroup),
    deleteAffinityGroup: asJob('user.affinitygroup.DeleteAffinityGroupCmd', deleteAffinityGroup, byId),
    updateVMAffinityGroup: asJob('user.affinitygroup.UpdateVMAffinityGroupCmd', updateVmAffinityGroup, {
      entities: { id: virtualMachines },
    }),
  },
};
