/** A CloudStack management server in memory, over real HTTP. */
export { Calls, type LoggedCall } from './calls.ts';
export { type Clock, RealClock, type Timer, timestamp, VirtualClock } from './clock.ts';
export type { Cloud, CloudSettings } from './cloud.ts';
export { type Fault, type FaultKind, Faults, faultKinds } from './faults.ts';
export { OutOfBand } from './out-of-band.ts';
export { createSimulator, type SeedName, type Simulator, type SimulatorOptions } from './simulator.ts';
export { Store } from './store.ts';
