import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `Cluster`: a row of `listClusters`, or the id and name that another row carries of its cluster. */
export type ClusterRow = Row<'listClusters'>;

/** Clusters by id; for operators. */
export const clusters = resourceLoader({ command: 'listClusters' });
