import type { Row } from '@cloudstack-graph/client';
import type { ObjectRef } from '@pothos/core';
import { builder, type Types } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { typedId } from '../../ids.ts';
import { resourceLoader } from '../../loading.ts';
import { orUnsupported } from '../../offered.ts';
import { connectionOf } from '../../resource-queries.ts';
import { Host } from '../hosts/host-type.ts';
import { Network } from '../networks/network-type.ts';
import { Router } from '../routers/router-type.ts';
import { Snapshot } from '../snapshots/snapshot-type.ts';
import { StoragePool } from '../storage-pools/storage-pool-type.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { Volume } from '../volumes/volume-type.ts';

/** Backing shape of `Annotation`: a row of `listAnnotations`. */
export type AnnotationRow = Row<'listAnnotations'>;

/** What takes comments: the graph's type, and CloudStack's `entitytype`. */
const ENTITY_TYPES: Readonly<Record<string, string>> = {
  VirtualMachine: 'VM',
  Volume: 'VOLUME',
  Snapshot: 'SNAPSHOT',
  VirtualMachineSnapshot: 'VM_SNAPSHOT',
  InstanceGroup: 'INSTANCE_GROUP',
  SshKeyPair: 'SSH_KEYPAIR',
  UserData: 'USER_DATA',
  Network: 'NETWORK',
  Vpc: 'VPC',
  PublicIpAddress: 'PUBLIC_IP_ADDRESS',
  Template: 'TEMPLATE',
  Iso: 'ISO',
  ServiceOffering: 'SERVICE_OFFERING',
  DiskOffering: 'DISK_OFFERING',
  NetworkOffering: 'NETWORK_OFFERING',
  Zone: 'ZONE',
  Pod: 'POD',
  Cluster: 'CLUSTER',
  Host: 'HOST',
  Domain: 'DOMAIN',
  StoragePool: 'PRIMARY_STORAGE',
  Router: 'VR',
  SystemVm: 'SYSTEM_VM',
};

const typenames = new Map(Object.entries(ENTITY_TYPES).map(([typename, entity]) => [entity, typename]));

/** CloudStack's word for what a typed id names; undefined where that takes no comments. */
export const entityTypeOf = (typename: string): string | undefined => ENTITY_TYPES[typename];

/** Names of the types that take comments. */
export const annotatedTypes = Object.keys(ENTITY_TYPES);

/** Comments by id. */
export const annotations = resourceLoader({ command: 'listAnnotations', unscoped: true });

export const Annotation = builder.node(builder.objectRef<AnnotationRow>('Annotation'), {
  description: 'A comment that somebody left on something.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => annotations.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    text: t.string({ description: 'What it says.', resolve: (row) => row.annotation ?? '' }),
    resourceId: t.id({
      nullable: true,
      description: 'Typed id of what it is on.',
      resolve: (row) => {
        const typename = typenames.get(row.entitytype ?? '');
        return typename === undefined || row.entityid === undefined ? null : typedId(typename, row.entityid);
      },
    }),
    resourceName: t.string({ nullable: true, description: 'Name of what it is on.', resolve: (row) => row.entityname ?? null }),
    username: t.string({ nullable: true, description: 'Who wrote it.', resolve: (row) => row.username ?? null }),
    isAdminsOnly: t.boolean({ description: 'Whether only root administrators see it.', resolve: (row) => row.adminsonly ?? false }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was written.', resolve: (row) => row.created ?? null }),
  }),
});

export const ANNOTATION = { one: 'a comment', many: 'comments' };
export const AnnotationConnection = connectionOf(Annotation, ANNOTATION);

async function annotationsOn(context: GatewayContext, typename: string, id: string): Promise<AnnotationRow[]> {
  const list = context.cloud.list('listAnnotations', { entitytype: entityTypeOf(typename), entityid: id });
  return (await list.catch(orUnsupported(context, 'listAnnotations', 'Comments'))).rows;
}

/** Adds `annotations` to a type. */
function annotated<R extends { id: string }>(type: ObjectRef<Types, R>): void {
  builder.objectField(type, 'annotations', (t) =>
    t.field({
      type: [Annotation],
      description: 'Comments on it, as far as the caller may see them. One call each.',
      complexity: { field: 2, multiplier: 3 },
      resolve: (row: { id: string }, _args: object, context: GatewayContext) => annotationsOn(context, type.name, row.id),
    } as never),
  );
}

annotated(VirtualMachine as never);
annotated(Volume as never);
annotated(Snapshot as never);
annotated(Network as never);
annotated(Host as never);
annotated(StoragePool as never);
annotated(Router as never);
