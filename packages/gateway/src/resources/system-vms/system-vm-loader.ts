import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `SystemVm`: a row of `listSystemVms`. */
export type SystemVmRow = Row<'listSystemVms'>;

/** System machines by id; for operators. */
export const systemVms = resourceLoader({ command: 'listSystemVms' });
