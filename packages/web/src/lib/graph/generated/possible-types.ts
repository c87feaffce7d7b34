/** Generated from schema.graphql by `pnpm codegen`: what an interface stands for. */
export const possibleTypes = {
  Error: ['AuthenticationError', 'ConflictError', 'ForbiddenError', 'InvalidInputError', 'InvalidStateError', 'JobFailedError', 'LimitExceededError', 'NotFoundError'],
  Node: ['Account', 'AffinityGroup', 'Alert', 'Annotation', 'AsyncJob', 'Cluster', 'DiskOffering', 'Domain', 'EgressFirewallRule', 'Event', 'FirewallRule', 'Host', 'InstanceGroup', 'Iso', 'LoadBalancerRule', 'Network', 'NetworkAclList', 'NetworkAclRule', 'NetworkOffering', 'OsType', 'Pod', 'PortForwardingRule', 'Project', 'ProjectInvitation', 'PublicIpAddress', 'Role', 'Router', 'SecurityGroup', 'ServiceOffering', 'Snapshot', 'SnapshotPolicy', 'SshKeyPair', 'StoragePool', 'SystemVm', 'Template', 'User', 'UserData', 'VirtualMachine', 'VirtualMachineSnapshot', 'Volume', 'Vpc', 'VpcOffering', 'Webhook', 'Zone'],
  Resource: ['AffinityGroup', 'InstanceGroup', 'Iso', 'LoadBalancerRule', 'Network', 'Project', 'PublicIpAddress', 'Router', 'SecurityGroup', 'Snapshot', 'SshKeyPair', 'Template', 'UserData', 'VirtualMachine', 'VirtualMachineSnapshot', 'Volume', 'Vpc', 'Webhook'],
};
