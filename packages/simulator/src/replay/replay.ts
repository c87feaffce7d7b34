/** Plays the recordings to a simulator, in order, and says where its answers have another shape. */

import type { VirtualClock } from '../clock.ts';
import { Callers } from './callers.ts';
import { compareShapes } from './comparison.ts';
import { lagMs, RecordedTimes } from './pacing.ts';
import { type Exchange, jobStatusOf, nameOf, readRecording, recordedFiles } from './recording.ts';
import { Translation } from './translation.ts';
import { type UnrecordedWorld, unrecordedSteps } from './unrecorded.ts';
import { decode, mend, type WireAnswer } from './wire.ts';

/** One replayed exchange. */
export interface ReplayedExchange {
  readonly name: string;
  readonly file: string;
  readonly command: string;
  /** Empty where the answers are equal in shape. */
  readonly differences: readonly string[];
}

/** The simulator to play to; its jobs should be a little quicker than the recorded ones, so that they wait for the clock. */
export interface ReplayTarget {
  readonly endpoint: string;
  readonly clock: VirtualClock;
}

const stepMs = 200;
const longestJobMs = 5 * 60_000;

/** Replays the files in order. The simulator has to be fresh, with the seed `recorded`. */
export async function replayRecordings(target: ReplayTarget): Promise<ReplayedExchange[]> {
  const replay = new Replay(target);
  const results: ReplayedExchange[] = [];
  for (const file of recordedFiles()) {
    const exchanges = readRecording(file);
    const times = new RecordedTimes(exchanges);
    for (const exchange of exchanges) results.push(await replay.play(exchange, times.of(exchange)));
  }
  return results;
}

class Replay implements UnrecordedWorld {
  readonly callers: Callers;
  readonly #clock: VirtualClock;
  readonly #translation = new Translation();

  constructor({ endpoint, clock }: ReplayTarget) {
    this.callers = new Callers(endpoint);
    this.#clock = clock;
  }

  /** @param recordedAt the time the exchange had in the recording, if it is known */
  async play(exchange: Exchange, recordedAt: number | undefined): Promise<ReplayedExchange> {
    await unrecordedSteps[nameOf(exchange)]?.(this);
    if (recordedAt !== undefined) await this.advance(Math.max(0, recordedAt - lagMs - this.#clock.now()));
    const answer = await this.#answer(exchange);
    const { file, command } = exchange;
    return { name: nameOf(exchange), file, command, differences: this.#compare(exchange, answer) };
  }

  /** A poll that was recorded as ended is repeated, while time passes, until the job has ended here too. */
  async #answer(exchange: Exchange): Promise<WireAnswer> {
    const params = this.#translation.parameters(exchange.params);
    let answer = await this.callers.replay(exchange, params);
    const endedInRecording = (jobStatusOf(exchange.body) ?? 0) !== 0;
    for (let waited = 0; endedInRecording && jobStatusOf(answer.body) === 0 && waited < longestJobMs; waited += stepMs) {
      await this.advance(stepMs);
      answer = await this.callers.replay(exchange, params);
    }
    return answer;
  }

  #compare(exchange: Exchange, answer: WireAnswer): string[] {
    const differences: string[] = [];
    if (answer.status !== exchange.status) differences.push(`status: ${answer.status} instead of ${exchange.status}`);
    if (exchange.contentType && mediaType(answer.contentType) !== mediaType(exchange.contentType)) {
      differences.push(`content type: ${answer.contentType} instead of ${exchange.contentType}`);
    }
    if (exchange.body !== undefined && exchange.body !== null) {
      return [...differences, ...compareShapes(exchange.body, answer.body, this.#translation)];
    }
    return [...differences, ...this.#compareTexts(exchange.rawBody ?? '', answer)];
  }

  /** Answers that were no valid JSON have to be none here either; mended in the same way they have to be equal in shape. */
  #compareTexts(recorded: string, answer: WireAnswer): string[] {
    if (recorded.startsWith('<')) return sameElements(recorded, answer.text) ? [] : ['XML: other elements'];
    if (!recorded.startsWith('{')) return recorded === answer.text ? [] : ['text: another one'];
    if (answer.body !== undefined) return ['answer: valid JSON, which the recorded one is not'];
    return compareShapes(decode(mend(recorded)), decode(mend(answer.text)), this.#translation);
  }

  readonly advance = async (milliseconds: number): Promise<void> => {
    this.#clock.advance(milliseconds);
    // Lets what the passing time set off outside of timers (webhooks) come to its end.
    await new Promise(setImmediate);
  };

  readonly settle = async (): Promise<void> => {
    for (let waited = 0; waited < longestJobMs; waited += stepMs) {
      const { count } = await this.callers.call('admin', 'listAsyncJobs', { listall: 'true', projectid: '-1' });
      if (count === undefined) return;
      await this.advance(stepMs);
    }
    throw new Error('jobs are pending that do not end');
  };

  readonly idOf = (recorded: string): string => this.#translation.simulatedOf(recorded);

  readonly learn = (recorded: string, simulated: string): void => {
    if (!this.#translation.agree(recorded, simulated)) throw new Error(`${recorded} has another counterpart already`);
  };

  readonly until = async (moment: string): Promise<void> => this.advance(Math.max(0, Date.parse(moment) - lagMs - this.#clock.now()));
}

function mediaType(contentType: string): string {
  return contentType.replaceAll(' ', '').toLowerCase();
}

/** The recorder cut XML off after 2,000 characters: what it has is compared. */
function sameElements(recorded: string, simulated: string): boolean {
  const before = elementsOf(recorded.slice(0, recorded.lastIndexOf('<')));
  return before.join() === elementsOf(simulated).slice(0, before.length).join();
}

/** The names of the elements of an XML text, in order. */
function elementsOf(text: string): string[] {
  return [...text.matchAll(/<([a-z][\w-]*)/gi)].map((match) => match[1] ?? '');
}
