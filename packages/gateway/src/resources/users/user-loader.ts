import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `User`: a row of `listUsers`. It may carry an API key: show that to nobody but its owner. */
export type UserRow = Row<'listUsers'>;

/** Users by id; CloudStack shows the role User nobody but itself. */
export const users = resourceLoader({ command: 'listUsers' });
