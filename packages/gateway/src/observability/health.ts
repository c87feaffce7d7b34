/** Says how one thing the gateway leans on is; a rejected promise counts as down. */
export type HealthCheck = () => Promise<string>;

const KEPT_MS = 3_000;

/**
 * Whether traffic should come here, with details. It should as long as the process is not shutting down: a CloudStack or
 * Redis that is away is told in the details, since a portal that says so serves people better than none.
 */
export class Readiness {
  readonly #checks: Readonly<Record<string, HealthCheck>>;
  readonly #now: () => number;
  #kept: { at: number; details: Promise<Record<string, string>> } | undefined;
  #draining = false;

  constructor(checks: Readonly<Record<string, HealthCheck>>, now: () => number = Date.now) {
    this.#checks = checks;
    this.#now = now;
  }

  /** From now on no new traffic is wanted. */
  drain(): void {
    this.#draining = true;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** The answer of /readyz. Checks are made at most every three seconds. */
  async response(): Promise<Response> {
    const now = this.#now();
    if (!this.#kept || now - this.#kept.at > KEPT_MS) this.#kept = { at: now, details: this.#look() };
    const details = await this.#kept.details;
    return Response.json(
      { ready: !this.#draining, ...(this.#draining ? { reason: 'shutting down' } : {}), ...details },
      { status: this.#draining ? 503 : 200 },
    );
  }

  async #look(): Promise<Record<string, string>> {
    const entries = Object.entries(this.#checks).map(async ([name, check]) => {
      const state = await check().catch((error: unknown) => `down: ${reasonOf(error)}`);
      return [name, state] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }
}

/** Why something is down: `fetch` hides the reason one level below. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message ? error.cause.message : error.message;
}

/** Whether CloudStack answers: any answer of its own will do, even one that refuses. */
export function cloudStackCheck(endpoint: string): HealthCheck {
  return async () => {
    const answer = await fetch(`${endpoint}?command=listCapabilities&response=json`, { signal: AbortSignal.timeout(2_000) });
    if (answer.status >= 500) {
      await answer.body?.cancel();
      return `answers ${answer.status}`;
    }
    return isCloudStacks(await answer.text()) ? 'up' : `answers ${answer.status}, but not as CloudStack does`;
  };
}

/** Whether an answer to `listCapabilities` is CloudStack's; a wrong address answers with some page. */
export function isCloudStacks(text: string): boolean {
  return /"(listcapabilitiesresponse|errorresponse)"/.test(text);
}
