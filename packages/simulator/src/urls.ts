/** URLs that the server is to fetch from or to call: which it refuses, and in what words. */
import { isIP } from 'node:net';
import type { Cloud } from './cloud.ts';
import { badParameter } from './errors.ts';

/** Names that did resolve where the recordings were made; that cloud knew no others. */
const RECORDED_NAMES = /(^|\.)example\.net$/;

const illegal = (): Error => badParameter('Illegal host specified in URL.');

function isOwnMachine(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    bare.startsWith('127.') ||
    bare === '::1' ||
    bare === '0.0.0.0' ||
    bare === '::' ||
    bare.startsWith('169.254.')
  );
}

/**
 * Refuses what the server would not reach: other schemes, the own machine, names that do not resolve. No name is really
 * looked up: a simulator has to work on a machine without internet.
 * @param schemes the schemes that will do
 */
export function checkUrl(cloud: Cloud, url: string, schemes: readonly string[] = ['http', 'https']): URL {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined || !schemes.includes(scheme)) throw badParameter(`Unsupported scheme for url: ${url}`);
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw badParameter(`Invalid URL: ${url}`);
  }
  checkHost(cloud, parsed.hostname);
  return parsed;
}

/** The same for the host alone. */
export function checkHost(cloud: Cloud, host: string): void {
  if (isOwnMachine(host)) {
    if (cloud.settings.allowLoopbackUrls) return;
    throw illegal();
  }
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return;
  const lower = host.toLowerCase();
  const resolves = !lower.endsWith('.invalid') && (!cloud.settings.resolvesNames || RECORDED_NAMES.test(lower));
  if (!resolves) throw badParameter(`Unable to resolve ${host}.`);
}
