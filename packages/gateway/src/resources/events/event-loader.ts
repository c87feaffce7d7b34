import type { EventRow } from '../../events/event-row.ts';
import { resourceLoader } from '../../loading.ts';

export type { EventRow };

/** Events by id, one call each; archived ones are found, too. */
export const events = resourceLoader<'listEvents', EventRow>({ command: 'listEvents' });
