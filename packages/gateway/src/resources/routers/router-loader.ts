import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `Router`: a row of `listRouters`. */
export type RouterRow = Row<'listRouters'>;

/** Virtual routers by id; for operators. */
export const routers = resourceLoader({ command: 'listRouters' });
