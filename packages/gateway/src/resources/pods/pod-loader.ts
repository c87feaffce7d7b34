import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `Pod`: a row of `listPods`, or the id and name that another row carries of its pod. */
export type PodRow = Row<'listPods'>;

/** Pods by id; for operators. */
export const pods = resourceLoader({ command: 'listPods' });
