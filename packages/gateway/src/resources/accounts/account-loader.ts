import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `Account`: a row of `listAccounts`, with its counters, limits and users. */
export type AccountRow = Row<'listAccounts'>;

/** Accounts by id; CloudStack shows users their own only. */
export const accounts = resourceLoader({ command: 'listAccounts' });
