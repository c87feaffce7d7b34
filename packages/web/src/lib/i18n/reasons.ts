import { getLocale } from '../paraglide/runtime.js';
import { frenchPatterns, frenchReasons } from './reasons-fr.ts';
import { frenchCloudPatterns, frenchCloudReasons } from './reasons-fr-cloud.ts';

/**
 * Why an action cannot be done now, in the reader's language. The graph says it in English, from a known set of
 * sentences; one that is not known (a newer gateway) is better shown in English than not at all.
 */
export function reasonText(reason: string | null): string | null {
  if (reason === null || getLocale() !== 'fr') return reason;
  const known = frenchReasons[reason] ?? frenchCloudReasons[reason];
  if (known) return known;
  const pattern = [...frenchPatterns, ...frenchCloudPatterns].find(([english]) => english.test(reason));
  return pattern ? reason.replace(pattern[0], pattern[1]) : reason;
}
