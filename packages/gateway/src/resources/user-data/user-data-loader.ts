import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `UserData`: a row of `listUserData`. */
export type UserDataRow = Row<'listUserData'>;

/** Registered user data by id. */
export const userData = resourceLoader({ command: 'listUserData' });
