/** Instance groups: a name that machines share. Deployments and updates make one when they name it. No command writes an event. */
import { ownerOf, target } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';

export interface InstanceGroupRecord extends Entity {
  accountId: number;
  name: string;
  created: number;
}

export const instanceGroups = defineTable<InstanceGroupRecord>()({
  name: 'InstanceGroup',
  parameters: ['groupid'],
  label: (row) => row.name,
  remembersRemoved: true,
});

/** The account's group of that name, made when there is none. */
export function ensureGroup(store: Store, accountId: number, name: string, now: number): InstanceGroupRecord {
  const known = store
    .table(instanceGroups)
    .ofAccount(accountId)
    .find((group) => group.name === name);
  return known ?? store.table(instanceGroups).insert({ accountId, name, created: now });
}

function row(store: Store, group: InstanceGroupRecord): Body {
  return {
    id: group.uuid,
    name: group.name,
    created: timestamp(group.created),
    ...ownerFields(store, group.accountId),
    hasannotations: false,
  };
}

function createInstanceGroup(call: Call): Body {
  const { store, clock } = call.cloud;
  const owner = ownerOf(call);
  const name = call.params.required('name');
  if (
    store
      .table(instanceGroups)
      .ofAccount(owner.id)
      .some((group) => group.name === name)
  ) {
    throw invalid(`Unable to create vm group, a group with name ${name} already exists for account ${owner.uuid}`);
  }
  return { instancegroup: row(store, ensureGroup(store, owner.id, name, clock.now())) };
}

function listInstanceGroups(call: Call): Body {
  const { params, cloud } = call;
  return listOwned(call, instanceGroups, {
    object: 'instancegroup',
    build: (group) => row(cloud.store, group),
    texts: (group) => [group.name],
    where: all<InstanceGroupRecord>(when(params.text('name'), (group, name) => same(group.name, name))),
  });
}

function updateInstanceGroup(call: Call): Body {
  const { store } = call.cloud;
  const group = target(call, instanceGroups, 'id');
  store.table(instanceGroups).update(group, { name: call.params.text('name') ?? group.name });
  return { instancegroup: row(store, group) };
}

function deleteInstanceGroup(call: Call): Body {
  const { store } = call.cloud;
  const group = target(call, instanceGroups, 'id');
  for (const vm of members(store, group)) store.table(virtualMachines).unset(vm, ['groupUuid']);
  store.table(instanceGroups).remove(group);
  return { success: true };
}

function members(store: Store, group: InstanceGroupRecord) {
  return store
    .table(virtualMachines)
    .ofAccount(group.accountId)
    .filter(({ groupUuid }) => groupUuid === group.uuid);
}

const byId = { entities: { id: instanceGroups } };

export const instanceGroupResource: ResourceModule = {
  tables: [instanceGroups],
  commands: {
    listInstanceGroups: sync(listInstanceGroups, byId),
    createInstanceGroup: sync(createInstanceGroup),
    updateInstanceGroup: sync(updateInstanceGroup, byId),
    deleteInstanceGroup: sync(deleteInstanceGroup, byId),
  },
};
