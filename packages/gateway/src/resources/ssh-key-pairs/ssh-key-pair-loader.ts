import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `SshKeyPair`: a row of `listSSHKeyPairs`. */
export type SshKeyPairRow = Row<'listSSHKeyPairs'>;

/** SSH key pairs by id. */
export const sshKeyPairs = resourceLoader({ command: 'listSSHKeyPairs' });
