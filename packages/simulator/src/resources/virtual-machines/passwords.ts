/** Passwords of machines, as CloudStack makes them up. */
import type { Cloud } from '../../cloud.ts';
import { templates } from '../templates/template-records.ts';
import type { VirtualMachineRecord } from './virtual-machine-records.ts';

const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export function newPassword(cloud: Cloud): string {
  return Array.from({ length: 12 }, () => letters.charAt(cloud.random.integer(0, letters.length - 1))).join('');
}

/** Whether the machine's template takes passwords. */
export function takesPassword(cloud: Cloud, vm: VirtualMachineRecord): boolean {
  return cloud.store.table(templates).byId(vm.templateId)?.passwordEnabled === true;
}
