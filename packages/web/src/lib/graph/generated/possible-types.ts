/** Generated from schema.graphql by `pnpm codegen`: what an interface stands for. */
export const possibleTypes = {
  Error: ['AuthenticationError', 'ConflictError', 'ForbiddenError', 'InvalidInputError', 'InvalidStateError', 'JobFailedError', 'LimitExceededError', 'NotFoundError'],
  Node: ['AffinityGroup', 'AsyncJob', 'DiskOffering', 'Event', 'InstanceGroup', 'Iso', 'Network', 'NetworkOffering', 'OsType', 'ServiceOffering', 'Snapshot', 'SnapshotPolicy', 'SshKeyPair', 'Template', 'UserData', 'VirtualMachine', 'VirtualMachineSnapshot', 'Volume', 'Zone'],
  Resource: ['AffinityGroup', 'InstanceGroup', 'Iso', 'Network', 'Snapshot', 'SshKeyPair', 'Template', 'UserData', 'VirtualMachine', 'VirtualMachineSnapshot', 'Volume'],
};
