/** Putting an ISO into a VM's drive, and taking it out. */
import { mayAct, target } from '../../access.ts';
import type { Call, JobPlan } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import { isReady } from '../templates/image-rows.ts';
import { isos } from '../templates/template-records.ts';
import { vmPlan } from '../virtual-machines/life-cycle.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { jobView, virtualMachineRow } from '../virtual-machines/virtual-machine-rows.ts';

export function attachIso(call: Call): JobPlan {
  const { cloud } = call;
  const iso = call.params.row(isos, 'id');
  const vm = target(call, virtualMachines, 'virtualmachineid');
  if (iso === undefined || cloud.store.table(isos).isRemoved(iso)) throw invalid('Unable to find the ISO');
  const usable = iso.isPublic || iso.sharedWith.includes(call.caller.account.id) || mayAct(cloud.store, call.caller, iso.accountId);
  if (!usable) throw forbidden();
  return vmPlan(
    vm,
    {
      type: 'ISO.ATTACH',
      description: 'attaching ISO',
      detail: `Vm Id: ${vm.id} ISO ID: ${iso.id}`,
      scheduled: `attaching ISO: ${iso.id} to VM: ${vm.id}`,
    },
    {
      milliseconds: 900 + cloud.random.integer(0, 500),
      start: () => {
        if (iso.type === 'PERHOST') throw invalid(`Cannot attach Xenserver PV drivers to incompatible hypervisor ${vm.hypervisor}`);
        if (!isReady(iso)) throw invalid(`ISO ${iso.uuid} is not ready yet`);
        if (vm.state !== 'Running' && vm.state !== 'Stopped') throw invalid('Please specify a VM that is either Stopped or Running.');
      },
      finish: (job) => {
        cloud.store.table(virtualMachines).update(vm, { attachedIsoId: iso.id });
        return { virtualmachine: virtualMachineRow(call, vm, jobView(call, job)) };
      },
    },
  );
}

export function detachIso(call: Call): JobPlan {
  const { cloud } = call;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  return vmPlan(
    vm,
    {
      type: 'ISO.DETACH',
      description: 'detaching ISO',
      ...(vm.attachedIsoId === undefined ? {} : { completedDetail: `Vm Id: ${vm.uuid} ISO Id: ${vm.attachedIsoId}` }),
      scheduled: `detaching ISO from VM: ${vm.id}`,
    },
    {
      milliseconds: 800 + cloud.random.integer(0, 400),
      start: () => {
        if (vm.attachedIsoId === undefined) throw invalid('The specified VM has no ISO attached to it.');
        if (vm.state !== 'Running' && vm.state !== 'Stopped') throw invalid('Please specify a VM that is either Stopped or Running.');
      },
      finish: (job) => {
        cloud.store.table(virtualMachines).unset(vm, ['attachedIsoId']);
        return { virtualmachine: virtualMachineRow(call, vm, jobView(call, job)) };
      },
    },
  );
}
