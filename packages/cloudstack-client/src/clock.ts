/** Offsets below this are the one-second grain of `Date` headers and the way of the answer, no skew. */
const noticeableMs = 30_000;

/** The server's clock, as far as its `Date` headers tell. */
export class ServerClock {
  #offsetMs = 0;

  /** Milliseconds since 1970 by the server's clock. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** How far the server is ahead of the local clock; 0 while it is too little to matter. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Learns from the `Date` header of an answer. */
  observe(dateHeader: string | undefined): void {
    const serverTime = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
    if (Number.isNaN(serverTime)) return;
    const offset = serverTime - Date.now();
    this.#offsetMs = Math.abs(offset) < noticeableMs ? 0 : offset;
  }
}
