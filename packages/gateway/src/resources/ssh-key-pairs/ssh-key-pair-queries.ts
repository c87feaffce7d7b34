import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { sshKeyPairs } from './ssh-key-pair-loader.ts';
import { SSH_KEY_PAIR, SshKeyPair, SshKeyPairConnection } from './ssh-key-pair-type.ts';

export const SshKeyPairFilter = builder.inputType('SshKeyPairFilter', {
  description: 'Which SSH key pairs. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name or fingerprint.' }),
    name: t.string({ description: 'The name.' }),
    fingerprint: t.string({ description: 'The MD5 fingerprint.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose key pairs.' }),
  }),
});

resourceQueries({
  type: SshKeyPair,
  connection: SshKeyPairConnection,
  words: SSH_KEY_PAIR,
  single: 'sshKeyPair',
  plural: 'sshKeyPairs',
  command: 'listSSHKeyPairs',
  loader: sshKeyPairs,
  filter: SshKeyPairFilter,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      keyword: filter?.keyword ?? undefined,
      name: filter?.name ?? undefined,
      fingerprint: filter?.fingerprint ?? undefined,
    },
  }),
});
