/** Generated from schema.graphql by `pnpm codegen`: what an interface stands for. */
export const possibleTypes = {
  Error: ['AuthenticationError', 'ConflictError', 'ForbiddenError', 'InvalidInputError', 'InvalidStateError', 'JobFailedError', 'LimitExceededError', 'NotFoundError'],
  Node: ['Account', 'AffinityGroup', 'AsyncJob', 'DiskOffering', 'Domain', 'EgressFirewallRule', 'Event', 'FirewallRule', 'InstanceGroup', 'Iso', 'LoadBalancerRule', 'Network', 'NetworkAclList', 'NetworkAclRule', 'NetworkOffering', 'OsType', 'PortForwardingRule', 'Project', 'ProjectInvitation', 'PublicIpAddress', 'Role', 'SecurityGroup', 'ServiceOffering', 'Snapshot', 'SnapshotPolicy', 'SshKeyPair', 'Template', 'User', 'UserData', 'VirtualMachine', 'VirtualMachineSnapshot', 'Volume', 'Vpc', 'VpcOffering', 'Zone'],
  Resource: ['AffinityGroup', 'InstanceGroup', 'Iso', 'LoadBalancerRule', 'Network', 'Project', 'PublicIpAddress', 'SecurityGroup', 'Snapshot', 'SshKeyPair', 'Template', 'UserData', 'VirtualMachine', 'VirtualMachineSnapshot', 'Volume', 'Vpc'],
};
