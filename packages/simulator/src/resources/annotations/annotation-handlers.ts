/** Notes that people leave on things. */
import { mayAct } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import { all, listBody, when } from '../../paging.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';
import { users } from '../accounts/account-records.ts';
import { instanceName, type VirtualMachineRecord } from '../virtual-machines/virtual-machine-records.ts';

export interface AnnotationRecord extends Entity {
  accountId: number;
  userId: number;
  /** `VM`, `VOLUME`, … */
  entityType: string;
  entityUuid: string;
  text: string;
  adminsOnly: boolean;
  created: number;
}

export const annotations = defineTable<AnnotationRecord>()({ name: 'Annotation', indexes: { entity: (row) => row.entityUuid } });

/** The types of things that take notes, with their tables. */
const tables: Readonly<Record<string, string>> = {
  VM: 'VirtualMachine',
  VOLUME: 'Volume',
  SNAPSHOT: 'Snapshot',
  VM_SNAPSHOT: 'VMSnapshot',
  INSTANCE_GROUP: 'InstanceGroup',
  SSH_KEYPAIR: 'SSHKeyPair',
  USER_DATA: 'UserData',
  NETWORK: 'Network',
  VPC: 'Vpc',
  PUBLIC_IP_ADDRESS: 'IpAddress',
  TEMPLATE: 'Template',
  ISO: 'Iso',
  SERVICE_OFFERING: 'ServiceOffering',
  DISK_OFFERING: 'DiskOffering',
  NETWORK_OFFERING: 'NetworkOffering',
  ZONE: 'Zone',
  POD: 'Pod',
  CLUSTER: 'Cluster',
  HOST: 'Host',
  DOMAIN: 'Domain',
  PRIMARY_STORAGE: 'StoragePool',
  SECONDARY_STORAGE: 'ImageStore',
  VR: 'DomainRouter',
  SYSTEM_VM: 'SystemVm',
};

function entityOf(call: Call, type: string, uuid: string): Entity {
  const table = tables[type];
  if (table === undefined) throw invalid(`Unknown entity type: ${type}`);
  const entity = call.cloud.store.named(table)?.get(uuid);
  if (entity === undefined) throw invalid(`Invalid entityid ${uuid} of type ${type}`);
  if (!mayAct(call.cloud.store, call.caller, entity.accountId)) throw forbidden();
  return entity;
}

function nameOf(store: Store, note: AnnotationRecord): string | undefined {
  const table = store.named(tables[note.entityType] ?? '');
  const entity = table?.get(note.entityUuid);
  if (entity === undefined) return undefined;
  return note.entityType === 'VM' ? instanceName(entity as VirtualMachineRecord) : table?.definition.label?.(entity);
}

function row(store: Store, note: AnnotationRecord): Body {
  const user = store.table(users).byId(note.userId);
  return {
    id: note.uuid,
    entitytype: note.entityType,
    entityid: note.entityUuid,
    entityname: nameOf(store, note),
    annotation: note.text,
    userid: user?.uuid,
    username: user?.username,
    adminsonly: note.adminsOnly,
    created: timestamp(note.created),
  };
}

function addAnnotation(call: Call): Body {
  const { params, cloud, caller } = call;
  const { store } = cloud;
  const type = params.required('entitytype').toUpperCase();
  const entity = entityOf(call, type, params.required('entityid'));
  const adminsOnly = params.boolean('adminsonly') === true;
  if (adminsOnly && caller.role !== 'Admin') throw forbidden('Only root admins can restrict the visibility of a comment');
  const note = store.table(annotations).insert({
    ...{ accountId: entity.accountId ?? caller.account.id, userId: caller.user.id, entityType: type, entityUuid: entity.uuid },
    ...{ text: params.required('annotation'), adminsOnly, created: cloud.clock.now() },
  });
  cloud.events.completed(call, {
    type: 'ANNOTATION.CREATE',
    description: 'creating an annotation on an entity',
    resourceType: 'Annotation',
    resourceUuid: note.uuid,
  });
  return { annotation: row(store, note) };
}

/** Those of one thing, or all that the caller may see; `annotationfilter=self` are the caller's own. */
function listAnnotations(call: Call): Body {
  const { params, cloud, caller } = call;
  const { store } = cloud;
  const entity = params.text('entityid');
  if (entity !== undefined && !params.has('entitytype')) throw invalid('Parameter entityid can only be used together with entitytype');
  const test = all<AnnotationRecord>(
    (note) => mayAct(store, caller, note.accountId) && (!note.adminsOnly || caller.role === 'Admin'),
    when(params.text('id'), (note, uuid) => note.uuid === uuid),
    when(params.text('entitytype')?.toUpperCase(), (note, type) => note.entityType === type),
    when(params.text('userid'), (note, uuid) => store.table(users).byId(note.userId)?.uuid === uuid),
    when(params.text('annotationfilter'), (note, filter) => filter !== 'self' || note.userId === caller.user.id),
    when(params.like('keyword'), (note, like) => like(note.text)),
  );
  const rows = entity === undefined ? store.table(annotations).all() : store.table(annotations).by('entity', entity);
  return listBody(call, 'annotation', test === undefined ? rows : rows.filter(test), (note) => row(store, note));
}

function ownNote(call: Call): AnnotationRecord {
  const note = call.cloud.store.table(annotations).get(call.params.required('id'));
  if (note === undefined) throw invalid(`Unable to find annotation ${call.params.text('id')}`);
  if (note.userId !== call.caller.user.id && call.caller.role !== 'Admin')
    throw forbidden('Only administrators or entity owner users can delete annotations');
  return note;
}

function removeAnnotation(call: Call): Body {
  const { store, events } = call.cloud;
  const note = ownNote(call);
  const before = row(store, note);
  store.table(annotations).remove(note);
  events.completed(call, { type: 'ANNOTATION.REMOVE', description: 'removing an annotation on an entity', resourceType: 'Annotation' });
  return { annotation: before };
}

function updateAnnotationVisibility(call: Call): Body {
  const { store } = call.cloud;
  const note = ownNote(call);
  store.table(annotations).update(note, { adminsOnly: call.params.boolean('adminsonly') === true });
  return { annotation: row(store, note) };
}

export const annotationResource: ResourceModule = {
  tables: [annotations],
  commands: {
    addAnnotation: sync(addAnnotation),
    listAnnotations: sync(listAnnotations),
    removeAnnotation: sync(removeAnnotation),
    updateAnnotationVisibility: sync(updateAnnotationVisibility),
  },
};
