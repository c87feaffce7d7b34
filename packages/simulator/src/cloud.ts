/** One simulated cloud: everything a handler works on. */

import type { Sessions } from './auth/sessions.ts';
import type { Catalogue } from './catalogue.ts';
import type { Clock } from './clock.ts';
import type { EventLog } from './events.ts';
import type { JobQueue } from './jobs.ts';
import type { Random } from './random.ts';
import type { Store } from './store.ts';

/** How this cloud differs from others; set by the seed. */
export interface CloudSettings {
  /** The hypervisor of its clusters; `Simulator` refuses what the recorded server refused. */
  hypervisor: 'KVM' | 'Simulator';
  /** Whether URLs may name the own machine. */
  allowLoopbackUrls: boolean;
  /** Whether a name in a URL is looked up; where not, only `.invalid` and the recorded ones do not resolve. */
  resolvesNames: boolean;
  /** Divides the time of jobs and downloads. */
  jobSpeed: number;
  /** Milliseconds after which destroyed VMs and volumes are expunged. */
  expungeDelay: number;
  version: string;
}

export interface Cloud {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventLog;
  readonly jobs: JobQueue;
  readonly sessions: Sessions;
  readonly settings: CloudSettings;
  /** The commands its version has. */
  readonly catalogue: Catalogue;
  /** `listConfigurations` values that something here depends on, by name. */
  readonly configuration: Map<string, string>;
}

/** How long something lasts in this cloud: shorter where jobs are sped up. */
export const lasting = (cloud: Cloud, milliseconds: number): number => milliseconds / cloud.settings.jobSpeed;
