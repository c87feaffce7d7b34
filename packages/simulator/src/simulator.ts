/** Puts a simulated cloud together and serves it. */
import { Sessions } from './auth/sessions.ts';
import { Calls } from './calls.ts';
import { catalogueOf, type Version } from './catalogue.ts';
import { type Clock, RealClock } from './clock.ts';
import type { Cloud } from './cloud.ts';
import { EventLog } from './events.ts';
import { Faults } from './faults.ts';
import { JobQueue } from './jobs.ts';
import { OutOfBand } from './out-of-band.ts';
import { Random } from './random.ts';
import { Registry } from './registry.ts';
import { resources } from './resources/index.ts';
import { seedDemo } from './seeds/demo.ts';
import { seedPeople } from './seeds/people.ts';
import { seedRecorded } from './seeds/recorded.ts';
import { ApiServer } from './server.ts';
import { Store } from './store.ts';

export type SeedName = 'demo' | 'recorded' | 'empty';

export interface SimulatorOptions {
  /** `demo` is a KVM cloud in use, `recorded` the recordings' own before they began, `empty` has a root admin only. */
  readonly seed?: SeedName;
  /** How many VMs bob has in the demo (120). */
  readonly vms?: number;
  /** How many volumes bob has, root disks among them (180, or half as many again as there are VMs). */
  readonly volumes?: number;
  /** `measured` serves two calls at a time, each for as long as the recorded server took. */
  readonly latency?: 'none' | 'measured';
  /** The same number gives the same cloud, ids included. */
  readonly random?: number;
  readonly clock?: Clock;
  /** 1 is realistic; 10 makes jobs, downloads and expunging ten times as fast. */
  readonly jobSpeed?: number;
  /** An older CloudStack lacks the commands and parameters that came later: `4.18` to `4.22`. */
  readonly version?: Version;
  /** Lets URLs name the own machine, as tests need it. */
  readonly allowLoopbackUrls?: boolean;
}

export interface Simulator {
  /** Serves on a port (any free one when 0), on the own machine unless told otherwise. */
  listen(port?: number, host?: string): Promise<{ port: number; endpoint: string }>;
  close(): Promise<void>;
  /** The server vanishes: its port closes, connections drop, sessions end. Its state stays. */
  goAway(): Promise<void>;
  /** The server is back, on the same port. */
  comeBack(): Promise<void>;
  readonly calls: Calls;
  readonly faults: Faults;
  /** Changes of VMs that nobody asked the server for. */
  readonly outOfBand: OutOfBand;
  readonly store: Store;
  readonly clock: Clock;
  readonly cloud: Cloud;
}

/** A destroyed VM is expunged after this long in the demo; the recorded server was set to half a minute. */
const EXPUNGE_DELAY = { demo: 24 * 3_600_000, recorded: 32_000, empty: 24 * 3_600_000 } as const;

export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const seed = options.seed ?? 'demo';
  const clock = options.clock ?? new RealClock();
  const random = new Random(options.random ?? 20261122);
  const store = new Store(random);
  const jobSpeed = options.jobSpeed ?? 1;
  if (!(jobSpeed > 0)) throw new RangeError(`jobSpeed must be above 0, not ${jobSpeed}`);
  const cloud: Cloud = {
    store,
    clock,
    random,
    events: new EventLog(store, clock),
    jobs: new JobQueue(),
    sessions: new Sessions(clock),
    settings: {
      hypervisor: seed === 'recorded' ? 'Simulator' : 'KVM',
      allowLoopbackUrls: options.allowLoopbackUrls === true,
      resolvesNames: seed === 'recorded',
      jobSpeed,
      expungeDelay: EXPUNGE_DELAY[seed] / jobSpeed,
      version: options.version === undefined ? '4.22.0.0-SNAPSHOT' : `${options.version}.0.0`,
    },
    catalogue: catalogueOf(options.version ?? '4.22'),
    configuration: new Map(),
  };
  if (seed === 'recorded') seedRecorded(cloud);
  else if (seed === 'demo')
    seedDemo(cloud, { vms: options.vms ?? 120, volumes: options.volumes ?? Math.round((options.vms ?? 120) * 1.5) });
  else seedPeople(cloud, clock.now());
  const calls = new Calls();
  const faults = new Faults(random);
  const server = new ApiServer({ cloud, registry: new Registry(resources), calls, faults, latency: options.latency ?? 'none' });
  let address: { port: number; host: string } | undefined;
  return {
    async listen(port = 0, host = '127.0.0.1') {
      const bound = await server.listen(port, host);
      address = { port: bound, host };
      const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
      const name = reachable.includes(':') ? `[${reachable}]` : reachable;
      return { port: bound, endpoint: `http://${name}:${bound}/client/api` };
    },
    close: () => server.close(),
    async goAway() {
      await server.close();
      cloud.sessions.endAll();
    },
    async comeBack() {
      if (address === undefined) throw new Error('the simulator was never there: call listen first');
      await server.listen(address.port, address.host);
    },
    calls,
    faults,
    outOfBand: new OutOfBand(cloud),
    store,
    clock,
    cloud,
  };
}
