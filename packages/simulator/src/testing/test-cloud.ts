/** A small simulated cloud for tests, with a clock that stands still and callers who speak HTTP. */

import { VirtualClock } from '../clock.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../index.ts';
import { contentOf } from '../replay/recording.ts';
import { send, signatureOf, type WireAnswer } from '../replay/wire.ts';

/** What stands in an answer's envelope. */
export type Content = Readonly<Record<string, unknown>>;
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };
type Params = Readonly<Record<string, string | number | boolean>>;

/** Somebody with an API pair of the demo: `admin`, `alice`, `bob`, `dana`. */
export interface TestCaller {
  /** The answer as it came, whatever its status. */
  send(command: string, params?: Params): Promise<WireAnswer>;
  /** The content of an answer that has to be a success. */
  call(command: string, params?: Params): Promise<Content>;
  /** The rows of a list; none for an empty one. */
  list(command: string, params?: Params): Promise<Row[]>;
  /** Runs an asynchronous command to its end and answers the job. */
  job(command: string, params?: Params): Promise<Content>;
}

export interface TestCloud {
  readonly simulator: Simulator;
  readonly clock: VirtualClock;
  /** `http://127.0.0.1:PORT/client/api` */
  readonly endpoint: string;
  as(user: string): TestCaller;
  close(): Promise<void>;
}

const stepMs = 250;
const longestJobMs = 10 * 60_000;

/** Starts one on a free port. The demo has four machines of bob's unless told otherwise. */
export async function startTestCloud(options: SimulatorOptions = {}): Promise<TestCloud> {
  const clock = new VirtualClock();
  const simulator = createSimulator({ vms: 4, volumes: 6, clock, ...options });
  const { endpoint } = await simulator.listen();
  return { simulator, clock, endpoint, as: (user) => caller(endpoint, clock, user), close: () => simulator.close() };
}

function caller(endpoint: string, clock: VirtualClock, user: string): TestCaller {
  const sendAs = (command: string, params: Params = {}): Promise<WireAnswer> => {
    const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
    const parameters = { command, response: 'json', ...texts, apiKey: `demo-api-key-${user}` };
    const signature = signatureOf(parameters, `demo-secret-key-${user}`);
    return send(endpoint, { method: 'POST', parameters: [...Object.entries(parameters), ['signature', signature]] });
  };
  const call = async (command: string, params: Params = {}): Promise<Content> => {
    const answer = await sendAs(command, params);
    const content = contentOf(answer.body);
    if (answer.status !== 200 || content === undefined)
      throw new Error(`${command} as ${user}: ${answer.status} ${answer.text.slice(0, 400)}`);
    return content;
  };
  return {
    send: sendAs,
    call,
    async list(command, params) {
      const content = await call(command, params);
      return (Object.values(content).find(Array.isArray) ?? []) as Row[];
    },
    async job(command, params) {
      const { jobid } = await call(command, params);
      for (let waited = 0; waited < longestJobMs; waited += stepMs) {
        const job = await call('queryAsyncJobResult', { jobid: String(jobid) });
        if (job.jobstatus !== 0) return job;
        clock.advance(stepMs);
      }
      throw new Error(`the job of ${command} does not end`);
    },
  };
}
