import * as z from 'zod';
import { InvalidInputError } from '../errors.ts';
import { textHazard } from './text.ts';

/** What CloudStack's downloaders fetch from; it refuses others with "Unsupported scheme for url". */
const DOWNLOAD_SCHEMES = ['http:', 'https:', 'ftp:', 'nfs:'];

function urlOf(schemes: readonly string[], example: string) {
  const names = schemes.map((scheme) => scheme.slice(0, -1)).join(', ');
  return z
    .string()
    .max(2048, 'Too long: at most 2048 characters.')
    .superRefine((value, context) => {
      const message = urlProblem(value, schemes, names, example);
      if (message) context.addIssue({ code: 'custom', message });
    });
}

function urlProblem(value: string, schemes: readonly string[], names: string, example: string): string | null {
  const hazard = textHazard(value);
  if (hazard) return hazard;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^[a-z]+:\/\//i.test(value)) return `Not a URL. Write it like "${example}".`;
  if (!schemes.includes(url.protocol)) return `The scheme "${url.protocol.slice(0, -1)}" is not supported. Use one of ${names}.`;
  if (url.hostname === '') return `The host is missing. Write it like "${example}".`;
  if (url.username !== '' || url.password !== '') return 'Must not hold a user name or password: CloudStack shows URLs to others.';
  return null;
}

/** Where CloudStack shall fetch an ISO, a template or a volume from. */
export const downloadUrl = urlOf(DOWNLOAD_SCHEMES, 'https://images.example.org/debian.iso');
/** Where CloudStack shall send its webhook deliveries. */
export const webhookUrl = urlOf(['http:', 'https:'], 'https://hooks.example.org/cloud');

/** A refusal that names no argument: after all other checks only the URL is left to be the reason (no such host, a forbidden one). */
export function blameUrl(error: unknown): never {
  if (!(error instanceof InvalidInputError) || error.fields.some((field) => field.path.length > 0)) throw error;
  throw new InvalidInputError(
    error.fields.map((field) => ({ ...field, path: ['input', 'url'] })),
    error.message,
    { extensions: error.extensions },
  );
}
