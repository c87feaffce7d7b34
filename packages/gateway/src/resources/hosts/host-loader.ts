import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `Host`: a row of `listHosts`, or the id and name that another row carries of its host. */
export type HostRow = Row<'listHosts'>;

/** Hosts by id; for operators. */
export const hosts = resourceLoader({ command: 'listHosts' });
