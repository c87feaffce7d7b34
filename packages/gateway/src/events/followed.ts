import { virtualMachineEvents } from '../resources/virtual-machines/virtual-machine-events.ts';
import type { LiveResource } from './live-resources.ts';

/** The resources that the live path follows. One line each. */
export const followedResources: readonly LiveResource[] = [virtualMachineEvents];
