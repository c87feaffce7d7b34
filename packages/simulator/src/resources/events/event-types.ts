/** The names of all event types, in the order of `listEventTypes`. */
import { readFileSync } from 'node:fs';

export const eventTypes = JSON.parse(readFileSync(new URL('../../../data/event-types.json', import.meta.url), 'utf8')) as readonly string[];
