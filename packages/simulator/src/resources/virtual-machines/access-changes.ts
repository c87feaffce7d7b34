/** Getting into a VM: passwords, SSH keys, user data, consoles. */
import { createHash } from 'node:crypto';
import { target } from '../../access.ts';
import type { Body, Call, JobPlan } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { hosts } from '../infrastructure/infrastructure-records.ts';
import { checkUserData, userData } from '../user-data/user-data-handlers.ts';
import { keyDetails } from './key-pairs.ts';
import { vmPlan } from './life-cycle.ts';
import { newPassword, takesPassword } from './passwords.ts';
import { described, type VirtualMachineRecord, virtualMachines } from './virtual-machine-records.ts';
import { jobView, viewOf, virtualMachineRow } from './virtual-machine-rows.ts';

export function resetPasswordForVirtualMachine(call: Call): JobPlan {
  const { cloud } = call;
  const vm = target(call, virtualMachines, 'id');
  return vmPlan(
    vm,
    {
      type: 'VM.RESETPASSWORD',
      description: 'resetting Vm password',
      detail: `Vm Id: ${vm.id}`,
      scheduled: `resetting password for vm: ${vm.id}`,
    },
    {
      milliseconds: 1200,
      start: () => {
        if (!takesPassword(cloud, vm))
          throw invalid('Fail to reset password for the virtual machine, the template is not password enabled');
        if (vm.state !== 'Running' && vm.state !== 'Stopped')
          throw invalid(`Vm ${described(vm)} should be running or stopped to reset its password`);
      },
      finish: (job) => {
        const password = call.params.text('password') ?? newPassword(cloud);
        cloud.store.table(virtualMachines).update(vm, { password });
        return { virtualmachine: { ...virtualMachineRow(call, vm, jobView(call, job)), password } };
      },
    },
  );
}

/** The password that was last set, encrypted with the VM's SSH key; without either there is none. */
export function getVMPassword(call: Call): Body {
  const vm = target(call, virtualMachines, 'id');
  if (vm.password === undefined || vm.keyPairs.length === 0) {
    throw invalid(
      `No password found for VM [${described(vm)}]. When the VM's SSH keypair is changed, the current encrypted password is removed due to inconsistency in the encryption, as the new SSH keypair is different from which the password was encrypted. To get a new password, it must be reseted.`,
    );
  }
  const encrypted = createHash('sha256').update(`${vm.uuid}${vm.password}`).digest('base64');
  return { password: { encryptedpassword: encrypted } };
}

export function resetSSHKeyForVirtualMachine(call: Call): JobPlan {
  const { cloud, params } = call;
  const vm = target(call, virtualMachines, 'id');
  const names = params.list('keypairs') ?? params.list('keypair') ?? [];
  return vmPlan(
    vm,
    {
      type: 'VM.RESETSSHKEY',
      description: 'resetting Vm SSHKey',
      detail: `Vm Id: ${vm.id}`,
      scheduled: `resetting SSHKey for vm: ${vm.id}`,
    },
    {
      milliseconds: 900,
      start: () => {
        if (names.length === 0) throw invalid('Please specify one or more key pairs');
        keyDetails(cloud, vm.accountId, names);
        if (vm.state !== 'Stopped') throw invalid(`Vm ${described(vm)} should be stopped to do SSH Key reset`);
      },
      finish: (job) => {
        cloud.store
          .table(virtualMachines)
          .update(vm, { keyPairs: names, details: { ...vm.details, ...keyDetails(cloud, vm.accountId, names) } });
        cloud.store.table(virtualMachines).unset(vm, ['password']);
        return { virtualmachine: virtualMachineRow(call, vm, jobView(call, job)) };
      },
    },
  );
}

export function resetUserDataForVirtualMachine(call: Call): Body {
  const { cloud, params } = call;
  const vm = target(call, virtualMachines, 'id');
  if (vm.state !== 'Stopped') throw invalid(`Vm ${described(vm)} should be stopped to do UserData reset`);
  const kept = params.row(userData, 'userdataid');
  const text = params.text('userdata');
  if (kept !== undefined && text !== undefined)
    throw invalid('Both userdata and userdata ID inputs are not allowed, please provide only one');
  if (text !== undefined) checkUserData(text);
  const table = cloud.store.table(virtualMachines);
  if (kept === undefined) table.unset(vm, ['userDataUuid']);
  else table.update(vm, { userDataUuid: kept.uuid });
  if (text === undefined) table.unset(vm, ['userData']);
  else table.update(vm, { userData: text });
  cloud.events.completed(call, {
    type: 'VM.RESETUSERDATA',
    description: 'resetting VM userdata',
    detail: `Vm Id: ${vm.uuid}`,
    resourceType: 'VirtualMachine',
    resourceUuid: vm.uuid,
  });
  return { virtualmachine: virtualMachineRow(call, vm, viewOf(call)) };
}

export function getVirtualMachineUserData(call: Call): Body {
  const vm = target(call, virtualMachines, 'virtualmachineid');
  const kept = vm.userDataUuid === undefined ? undefined : call.cloud.store.table(userData).get(vm.userDataUuid)?.userData;
  return { virtualmachineuserdata: { virtualmachineid: vm.uuid, userdata: vm.userData ?? kept } };
}

/** An address that opens once; nobody answers there. */
export function createConsoleEndpoint(call: Call): Body {
  const { cloud } = call;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  if (vm.state !== 'Running')
    return { consoleendpoint: { success: false, details: `VM ${vm.uuid} must be running to connect console for sessions` } };
  const token = cloud.random.hex(96);
  const host = consoleHost(call, vm);
  const url = `http://${host}/resource/noVNC/vnc.html?autoconnect=true&show_dot=true&port=8080&token=${token}`;
  return { consoleendpoint: { success: true, url, websocket: { token, host, port: '8080', path: 'websockify' } } };
}

function consoleHost(call: Call, vm: VirtualMachineRecord): string {
  const host = call.cloud.store.table(hosts).byId(vm.hostId);
  return call.cloud.settings.hypervisor === 'Simulator' ? '192.168.2.3' : `console-${host?.clusterId ?? 1}.example.net`;
}
