import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { matchesKeyword, NameFilter } from '../../filters.ts';
import { referenceConnection } from '../../reference-data.ts';
import { osTypes } from './os-type-loader.ts';
import { OsType } from './os-type-type.ts';

export const OsTypeConnection = builder.connectionObject(
  { type: OsType, name: 'OsTypeConnection', description: 'A page of operating systems.' },
  { name: 'OsTypeEdge', description: 'An operating system and its place in the list.' },
);

builder.queryField('osTypes', (t) =>
  t.field({
    type: OsTypeConnection,
    description: 'The operating systems that an image may be registered for.',
    args: {
      ...forwardArguments(t.arg, 500),
      filter: t.arg({ type: NameFilter, description: 'Which of them; the zone makes no difference.' }),
    },
    complexity: pageComplexity(),
    resolve: (_root, args, context) => {
      const keyword = args.filter?.keyword;
      return referenceConnection(context, osTypes, args, (row) => matchesKeyword({ name: row.description ?? '' }, keyword), {
        keyword: keyword ?? undefined,
      });
    },
  }),
);
