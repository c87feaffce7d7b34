import { builder } from '../../builder.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { domains } from './domain-loader.ts';
import { DOMAIN, Domain, DomainConnection } from './domain-type.ts';

export const DomainFilter = builder.inputType('DomainFilter', {
  description: 'Which domains. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    name: t.string({ description: 'The name.' }),
    level: t.int({ description: 'Only those so deep; the root is 0.' }),
  }),
});

resourceQueries({
  type: Domain,
  connection: DomainConnection,
  words: DOMAIN,
  single: 'domain',
  plural: 'domains',
  command: 'listDomains',
  loader: domains,
  filter: DomainFilter,
  note: 'For administrators.',
  select: (filter) => ({
    parameters: { keyword: filter?.keyword ?? undefined, name: filter?.name ?? undefined, level: filter?.level ?? undefined },
  }),
});
