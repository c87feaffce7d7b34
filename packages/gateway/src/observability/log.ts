import { type Logger, pino } from 'pino';
import { requestScope } from './request-scope.ts';

/** Paths under which secrets could come into a log line; they are replaced. */
const SECRETS = [
  'password',
  'secretKey',
  'secretkey',
  'ipsecpsk',
  'presharedkey',
  'apiKey',
  'apikey',
  'sessionKey',
  'sessionkey',
  'authorization',
  'cookie',
  'credentials',
  'cloudStack.cookies',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** The gateway's log: JSON lines on the standard output, each with the id of its request, secrets replaced. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    redact: { paths: SECRETS, censor: '[secret]' },
    mixin: () => {
      const scope = requestScope();
      return scope ? { requestId: scope.id } : {};
    },
  });
}
