import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { referenceLoader } from '../../reference-data.ts';

/** Backing shape of `Vpc`: a row of `listVPCs`, or the id and name that another row carries. */
export type VpcRow = Row<'listVPCs'>;
/** Backing shape of `VpcOffering`: a row of `listVPCOfferings`, or the id and name that a VPC's row carries. */
export type VpcOfferingRow = Row<'listVPCOfferings'>;

/** VPCs by id. */
export const vpcs = resourceLoader({ command: 'listVPCs' });
/** VPC offerings: a list that is kept and looked up by id. */
export const vpcOfferings = referenceLoader({ command: 'listVPCOfferings' });
