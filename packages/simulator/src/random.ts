/** Numbers and ids that come out the same for the same seed, so that a seeded cloud can be built twice. */

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    // mulberry32: small, quick and even enough for names and ids.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.next() * choices.length)];
    if (choice === undefined) throw new RangeError('nothing to pick from');
    return choice;
  }

  /** Picks with the given weights: `[[value, weight], …]`. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let rest = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      rest -= weight;
      if (rest < 0) return value;
    }
    return this.pick(choices)[0];
  }

  /** `length` hexadecimal digits. */
  hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.#sixteenBits();
    return text.length === length ? text : text.slice(0, length);
  }

  #sixteenBits(): string {
    const bits = Math.floor(this.next() * 65536);
    return `${bytes[bits >>> 8]}${bytes[bits & 255]}`;
  }

  /** A version 4 UUID. */
  uuid(): string {
    const four = (): string => this.#sixteenBits();
    const version = (Math.floor(this.next() * 4096) | 0x4000).toString(16);
    const variant = (Math.floor(this.next() * 16384) | 0x8000).toString(16);
    return `${four()}${four()}-${four()}-${version}-${variant}-${four()}${four()}${four()}`;
  }
}
