/** Generated from schema.graphql by `pnpm codegen`: what an interface stands for. */
export const possibleTypes = {
  Error: ['AuthenticationError', 'ConflictError', 'ForbiddenError', 'InvalidInputError', 'InvalidStateError', 'JobFailedError', 'LimitExceededError', 'NotFoundError'],
  Node: ['AsyncJob', 'DiskOffering', 'Event', 'Iso', 'Network', 'OsType', 'ServiceOffering', 'Snapshot', 'Template', 'VirtualMachine', 'VirtualMachineSnapshot', 'Volume', 'Zone'],
  Resource: ['Iso', 'Snapshot', 'Template', 'VirtualMachine', 'VirtualMachineSnapshot', 'Volume'],
};
