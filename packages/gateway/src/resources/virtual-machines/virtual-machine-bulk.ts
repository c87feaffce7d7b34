import { builder } from '../../builder.ts';
import { bulkMutations } from '../../bulk.ts';
import { bulkIdsField, waitField } from '../../payloads.ts';
import { detailsFor, type VirtualMachineRow, virtualMachines } from './virtual-machine-loader.ts';
import { virtualMachineRules } from './virtual-machine-rules.ts';
import { VirtualMachine } from './virtual-machine-type.ts';

const VirtualMachinesInput = builder.inputType('VirtualMachinesInput', {
  description: 'Which machines.',
  fields: (t) => ({ ids: t.idList(bulkIdsField), waitSeconds: t.int(waitField) }),
});

const StopVirtualMachinesInput = builder.inputType('StopVirtualMachinesInput', {
  description: 'Which machines to stop, and how.',
  fields: (t) => ({
    ids: t.idList(bulkIdsField),
    forced: t.boolean({ defaultValue: false, description: 'Cut the power instead of asking the guests to shut down.' }),
    waitSeconds: t.int(waitField),
  }),
});

const DestroyVirtualMachinesInput = builder.inputType('DestroyVirtualMachinesInput', {
  description: 'Which machines to destroy, and how.',
  fields: (t) => ({
    ids: t.idList(bulkIdsField),
    expunge: t.boolean({ defaultValue: false, description: 'Remove them for good at once; they cannot be recovered then.' }),
    waitSeconds: t.int(waitField),
  }),
});

const bulk = bulkMutations<VirtualMachineRow>({
  typename: 'VirtualMachine',
  field: 'virtualMachine',
  type: VirtualMachine,
  loader: virtualMachines,
  rules: virtualMachineRules,
  details: [],
  detailsFor,
});

bulk({
  name: 'startVirtualMachines',
  description: 'Starts several machines.',
  input: VirtualMachinesInput,
  action: 'START',
  command: 'startVirtualMachine',
  parameters: (id) => ({ id }),
});

bulk({
  name: 'stopVirtualMachines',
  description: 'Stops several machines.',
  input: StopVirtualMachinesInput,
  action: 'STOP',
  command: 'stopVirtualMachine',
  parameters: (id, input) => ({ id, forced: input.forced ?? false }),
});

bulk({
  name: 'rebootVirtualMachines',
  description: 'Restarts several machines.',
  input: VirtualMachinesInput,
  action: 'REBOOT',
  command: 'rebootVirtualMachine',
  parameters: (id) => ({ id }),
});

bulk({
  name: 'destroyVirtualMachines',
  description: 'Destroys several machines.',
  input: DestroyVirtualMachinesInput,
  action: 'DESTROY',
  command: 'destroyVirtualMachine',
  parameters: (id, input) => ({ id, ...(input.expunge ? { expunge: true } : {}) }),
});
