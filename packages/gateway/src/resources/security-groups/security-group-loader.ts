import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `SecurityGroup`: a row of `listSecurityGroups`, or what a machine's row carries of its groups. */
export type SecurityGroupRow = Row<'listSecurityGroups'>;

/** Security groups by id. */
export const securityGroups = resourceLoader({ command: 'listSecurityGroups' });
