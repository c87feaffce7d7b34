import { InvalidInputError } from '../../errors.ts';
import { parseTypedId } from '../../ids.ts';

/** What may have tags: the graph's type, and CloudStack's name of it in the tag commands. */
const resourceTypes: Readonly<Record<string, string>> = {
  VirtualMachine: 'UserVm',
  Volume: 'Volume',
  Snapshot: 'Snapshot',
  VirtualMachineSnapshot: 'VMSnapshot',
  Template: 'Template',
  Iso: 'ISO',
  Network: 'Network',
  PublicIpAddress: 'PublicIpAddress',
  FirewallRule: 'FirewallRule',
  EgressFirewallRule: 'FirewallRule',
  PortForwardingRule: 'PortForwardingRule',
  LoadBalancerRule: 'LoadBalancer',
  SecurityGroup: 'SecurityGroup',
  Vpc: 'Vpc',
  NetworkAclRule: 'NetworkACL',
  Project: 'Project',
  SnapshotPolicy: 'SnapshotPolicy',
};

const typenames = new Map(Object.entries(resourceTypes).map(([typename, resourceType]) => [resourceType.toLowerCase(), typename]));

/** The graph's type of CloudStack's resource type; undefined when the graph has none. */
export const typenameOfTagged = (resourceType: string | undefined): string | undefined => typenames.get((resourceType ?? '').toLowerCase());

/** CloudStack's resource type of a type of the graph; undefined when it takes no tags. */
export const taggedTypeOf = (typename: string): string | undefined => resourceTypes[typename];

/** The resources that a tag command is for: CloudStack takes many, but of one type. */
export function taggedOf(
  ids: readonly string[],
  path: readonly string[],
): { typename: string; resourcetype: string; resourceids: string[] } {
  const parsed = ids.map((id, index) => parseTypedId(id, [...path, String(index)]));
  const typename = parsed[0]?.typename ?? '';
  const resourcetype = resourceTypes[typename];
  if (resourcetype === undefined) {
    throw new InvalidInputError([{ path: [...path, '0'], message: `A ${typename || 'nothing'} cannot have tags.` }]);
  }
  const strange = parsed.findIndex((id) => id.typename !== typename);
  if (strange >= 0) {
    throw new InvalidInputError([
      {
        path: [...path, String(strange)],
        message: `All must be of one type; the first is a ${typename}. Tag the others by another mutation.`,
      },
    ]);
  }
  return { typename, resourcetype, resourceids: parsed.map((id) => id.id) };
}
