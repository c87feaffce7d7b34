import * as z from 'zod';

/** A configuration that cannot be used; the message lists every mistake at once, one a line, in words. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be between ${min} and ${max}`)
    .default(fallback);

const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', '1', '0', 'on', 'off'], 'must be true or false')
    .transform((v) => v === 'true' || v === '1' || v === 'on')
    .default(fallback);

const list = z
  .string()
  .transform((v) =>
    v
      .split(',')
      .map((s) => s.trim())
      .filter(Boolean),
  )
  .default([]);

/** A list each of whose items has a form. */
const listOf = (fits: (item: string) => boolean, message: string) =>
  list.superRefine((items, context) => {
    for (const item of items.filter((each) => !fits(each))) context.addIssue({ code: 'custom', message: `"${item}" ${message}` });
  });

const isOrigin = (text: string) => /^https?:/.test(text) && URL.parse(text)?.origin === text;

const httpUrl = z.string().refine((v) => {
  const url = URL.parse(v);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.search === '';
}, 'must be an http:// or https:// address without user, password or query, like https://cloud.example.com/client/api');

const redisUrl = z.string().refine((v) => /^rediss?:\/\//.test(v), 'must begin with redis:// or rediss://');

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65535, 4000),
  CLOUDSTACK_API_URL: httpUrl.optional(),
  CLOUDSTACK_API_KEY: z.string().min(1).optional(),
  CLOUDSTACK_SECRET_KEY: z.string().min(1).optional(),
  CLOUDSTACK_TIMEOUT_MS: whole(1000, 600_000, 30_000),
  CLOUDSTACK_MAX_IN_FLIGHT: whole(1, 256, 4),
  ANONYMOUS_ACCESS: z.enum(['none', 'service-account'], 'must be none or service-account').default('none'),
  ANONYMOUS_ACCESS_ON_PUBLIC_ADDRESS: flag(false),
  PUBLIC_ORIGINS: listOf(isOrigin, 'is no origin: write it like https://portal.example.com, without a path'),
  TRUST_PROXY: flag(false),
  SESSION_HOURS: whole(1, 168, 12),
  REDIS_URL: redisUrl.optional(),
  WEBHOOK_PUBLIC_URL: httpUrl.optional(),
  INDEX_MEMORY_MB: whole(1, 65_536, 256),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be a pino level: fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
  METRICS: flag(true),
  RAW_CALLS: z.enum(['off', 'reads', 'all'], 'must be off, reads or all').default('off'),
  RAW_CALL_ACCOUNTS: listOf(
    (item) => item.startsWith('/'),
    'has no domain: write the path and the account, like /acme/bob; /admin in the root',
  ),
  RATE_LIMIT_PER_MINUTE: whole(1, 1_000_000, 1200),
  SIGN_IN_ATTEMPTS_PER_MINUTE: whole(1, 10_000, 10),
  EVENT_OVERLAP_SECONDS: whole(1, 120, 5),
  SHUTDOWN_SECONDS: whole(1, 120, 10),
  SIMULATOR_VMS: whole(0, 100_000, 120),
  SIMULATOR_VOLUMES: whole(0, 100_000, 180),
  SIMULATOR_LATENCY: z.enum(['none', 'measured'], 'must be none or measured').default('none'),
});

/** What the gateway needs to know at start, checked and in its own words. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly cloudStack: {
    /** `…/client/api`; undefined: the embedded simulator serves. */
    readonly url: string | undefined;
    /** The service account: hints for the live path and, where switched on, anonymous access. */
    readonly serviceAccount: { readonly apiKey: string; readonly secretKey: string } | undefined;
    readonly timeoutMs: number;
    readonly maxInFlight: number;
  };
  /** Whether somebody without credentials acts as the service account. */
  readonly anonymousAccess: boolean;
  /** Origins, besides the request's own, that browsers may call from. */
  readonly publicOrigins: readonly string[];
  /** Whether `X-Forwarded-*` of the peer are believed. */
  readonly trustProxy: boolean;
  readonly sessionHours: number;
  readonly redisUrl: string | undefined;
  /** Where CloudStack reaches this gateway to deliver webhooks; undefined: none is registered. */
  readonly webhookPublicUrl: string | undefined;
  /** Most memory that the live indexes of all identities take together, in MiB. */
  readonly indexMemoryMib: number;
  readonly logLevel: string;
  readonly metrics: boolean;
  /** Who may use `cloudStack { call }`, and for what. */
  readonly rawCalls: { readonly mode: 'off' | 'reads' | 'all'; readonly accounts: readonly string[] };
  readonly rateLimits: { readonly perIdentityPerMinute: number; readonly signInsPerMinute: number };
  readonly eventOverlapSeconds: number;
  readonly shutdownSeconds: number;
  readonly simulator: { readonly vms: number; readonly volumes: number; readonly latency: 'none' | 'measured' };
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');

/**
 * Reads the configuration from environment variables (docs/configuration.md lists them).
 * Empty variables count as absent. Throws a {@link ConfigurationError} that names every mistake.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in variables.shape && value !== undefined && value.trim() !== ''),
  );
  const parsed = variables.safeParse(given);
  const problems: string[] = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const has = (name: string) => given[name] !== undefined;
  if (has('CLOUDSTACK_API_KEY') !== has('CLOUDSTACK_SECRET_KEY')) {
    problems.push(
      `${has('CLOUDSTACK_API_KEY') ? 'CLOUDSTACK_SECRET_KEY' : 'CLOUDSTACK_API_KEY'} is missing: the API key and the secret key only work together`,
    );
  }
  if (has('CLOUDSTACK_API_KEY') && !has('CLOUDSTACK_API_URL')) {
    problems.push('CLOUDSTACK_API_URL is missing: an API key without a CloudStack to use it on');
  }
  if (given.ANONYMOUS_ACCESS === 'service-account') {
    if (has('CLOUDSTACK_API_URL') && !has('CLOUDSTACK_API_KEY')) {
      problems.push('ANONYMOUS_ACCESS=service-account needs CLOUDSTACK_API_KEY and CLOUDSTACK_SECRET_KEY');
    }
    const host = given.HOST ?? '127.0.0.1';
    if (!isLoopback(host) && !/^(true|1|on)$/.test(given.ANONYMOUS_ACCESS_ON_PUBLIC_ADDRESS ?? '')) {
      problems.push(
        `ANONYMOUS_ACCESS=service-account on HOST=${host} would give the service account's rights to everybody who reaches it; set ANONYMOUS_ACCESS_ON_PUBLIC_ADDRESS=true as well if that is meant`,
      );
    }
  }
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  return toConfig(parsed.data);
}

function toConfig(v: z.output<typeof variables>): Config {
  return {
    host: v.HOST,
    port: v.PORT,
    cloudStack: {
      url: v.CLOUDSTACK_API_URL,
      serviceAccount:
        v.CLOUDSTACK_API_KEY && v.CLOUDSTACK_SECRET_KEY ? { apiKey: v.CLOUDSTACK_API_KEY, secretKey: v.CLOUDSTACK_SECRET_KEY } : undefined,
      timeoutMs: v.CLOUDSTACK_TIMEOUT_MS,
      maxInFlight: v.CLOUDSTACK_MAX_IN_FLIGHT,
    },
    anonymousAccess: v.ANONYMOUS_ACCESS === 'service-account',
    publicOrigins: v.PUBLIC_ORIGINS,
    trustProxy: v.TRUST_PROXY,
    sessionHours: v.SESSION_HOURS,
    redisUrl: v.REDIS_URL,
    webhookPublicUrl: v.WEBHOOK_PUBLIC_URL,
    indexMemoryMib: v.INDEX_MEMORY_MB,
    logLevel: v.LOG_LEVEL,
    metrics: v.METRICS,
    rawCalls: { mode: v.RAW_CALLS, accounts: v.RAW_CALL_ACCOUNTS },
    rateLimits: { perIdentityPerMinute: v.RATE_LIMIT_PER_MINUTE, signInsPerMinute: v.SIGN_IN_ATTEMPTS_PER_MINUTE },
    eventOverlapSeconds: v.EVENT_OVERLAP_SECONDS,
    shutdownSeconds: v.SHUTDOWN_SECONDS,
    simulator: { vms: v.SIMULATOR_VMS, volumes: v.SIMULATOR_VOLUMES, latency: v.SIMULATOR_LATENCY },
  };
}
