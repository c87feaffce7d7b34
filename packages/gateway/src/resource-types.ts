/** From the graph's types to CloudStack's names of them in events and jobs, where the two differ. */
const differing: Readonly<Record<string, string>> = { VirtualMachineSnapshot: 'VmSnapshot', PublicIpAddress: 'IpAddress' };
const back = new Map(Object.entries(differing).map(([typename, resourceType]) => [resourceType, typename]));

/** CloudStack's `resourcetype` (events) or `jobinstancetype` (jobs) of a type of the graph. */
export function resourceTypeOf(typename: string): string {
  return differing[typename] ?? typename;
}

/** The graph's type of what CloudStack calls so; a name that the graph does not model comes back as it is. */
export function typenameOf(resourceType: string): string {
  return back.get(resourceType) ?? resourceType;
}
