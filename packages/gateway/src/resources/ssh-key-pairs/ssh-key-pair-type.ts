import { builder } from '../../builder.ts';
import { Resource } from '../../interfaces.ts';
import { always, resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { type SshKeyPairRow, sshKeyPairs } from './ssh-key-pair-loader.ts';

export const SshKeyPair = builder.node(builder.objectRef<SshKeyPairRow>('SshKeyPair'), {
  description: 'A pair of SSH keys whose public half CloudStack puts into machines. CloudStack does not keep the private half.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => sshKeyPairs.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields(t, [always('DELETE', 'deleteSSHKeyPair')]),
    fingerprint: t.string({ description: 'The MD5 fingerprint of the public key.', resolve: (row) => row.fingerprint ?? '' }),
  }),
});

export const SSH_KEY_PAIR = { one: 'an SSH key pair', many: 'SSH key pairs' };
export const SshKeyPairConnection = connectionOf(SshKeyPair, SSH_KEY_PAIR);
