import { InvalidInputError } from '../../errors.ts';
import { parseTypedId } from '../../ids.ts';

/** What may have notes: the graph's type, and CloudStack's name of it. */
const entityTypes: Readonly<Record<string, string>> = {
  VirtualMachine: 'VM',
  Volume: 'VOLUME',
  Snapshot: 'SNAPSHOT',
  VirtualMachineSnapshot: 'VM_SNAPSHOT',
  Template: 'TEMPLATE',
  Iso: 'ISO',
  Network: 'NETWORK',
  Vpc: 'VPC',
  PublicIpAddress: 'PUBLIC_IP_ADDRESS',
  InstanceGroup: 'INSTANCE_GROUP',
  SshKeyPair: 'SSH_KEYPAIR',
  UserData: 'USER_DATA',
  ServiceOffering: 'SERVICE_OFFERING',
  DiskOffering: 'DISK_OFFERING',
  NetworkOffering: 'NETWORK_OFFERING',
  Zone: 'ZONE',
  Pod: 'POD',
  Cluster: 'CLUSTER',
  Host: 'HOST',
  Domain: 'DOMAIN',
  StoragePool: 'PRIMARY_STORAGE',
  SystemVirtualMachine: 'SYSTEM_VM',
};

const typenames = new Map(Object.entries(entityTypes).map(([typename, entityType]) => [entityType, typename]));

/** The graph's type of CloudStack's entity type; undefined when the graph has none. */
export const typenameOfEntity = (entityType: string | undefined): string | undefined => typenames.get(entityType ?? '');

/** CloudStack's entity type of a type of the graph. */
export const entityTypeOf = (typename: string): string | undefined => entityTypes[typename];

/** What a note is to be put on. @throws InvalidInputError when that takes no notes */
export function entityOf(id: string, path: readonly string[]): { typename: string; entitytype: string; entityid: string } {
  const { typename, id: entityid } = parseTypedId(id, path);
  const entitytype = entityTypes[typename];
  if (entitytype !== undefined) return { typename, entitytype, entityid };
  throw new InvalidInputError([{ path: [...path], message: `A ${typename} cannot have notes.` }]);
}
