import type { Row } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { InvalidInputError } from '../../errors.ts';
import { formatCloudStackDate } from '../../events/event-row.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { Owner } from '../../interfaces.ts';
import { listConnection } from '../../listing.ts';
import { orUnsupported } from '../../offered.ts';
import { connectionOf } from '../../resource-queries.ts';
import { REFERENCE } from '../../shared-cache.ts';

type UsageRecordRow = Row<'listUsageRecords'>;

const UsageRecord = builder.objectRef<UsageRecordRow>('UsageRecord').implement({
  description: 'How much of something an account used in a stretch of time, for billing.',
  fields: (t) => ({
    description: t.string({ description: 'What was used, in words.', resolve: (row) => row.description ?? '' }),
    usageType: t.int({
      description: "CloudStack's number of what was used; `usageTypes` has them all.",
      resolve: (row) => row.usagetype ?? 0,
    }),
    usage: t.string({ description: 'How much, with the unit: `24.00 Hrs`.', resolve: (row) => row.usage ?? '' }),
    rawUsage: t.float({ description: 'How much, as a number: hours, or bytes.', resolve: (row) => Number(row.rawusage ?? 0) || 0 }),
    resourceName: t.string({ nullable: true, description: 'Name of what was used.', resolve: (row) => row.name ?? null }),
    resourceUuid: t.id({ nullable: true, description: 'UUID of what was used; it may be gone.', resolve: (row) => row.usageid ?? null }),
    owner: t.field({ type: Owner, description: 'Who used it.', resolve: (row) => row as object }),
    startsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the stretch began.',
      resolve: (row) => row.startdate ?? null,
    }),
    endsAt: t.field({ type: 'DateTime', nullable: true, description: 'When it ended.', resolve: (row) => row.enddate ?? null }),
  }),
});

const UsageRecordConnection = connectionOf(UsageRecord, { one: 'a record of usage', many: 'records of usage' });

const UsageRecordFilter = builder.inputType('UsageRecordFilter', {
  description: 'Which records. All that is given must hold.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', required: true, description: 'From this day on.' }),
    until: t.field({ type: 'DateTime', required: true, description: 'Up to this day, with it.' }),
    usageType: t.int({ description: "Only of this kind: CloudStack's number, see `usageTypes`." }),
    resourceUuid: t.string({ description: 'Only of this, by its UUID; with `usageType`.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose records.' }),
  }),
});

builder.queryField('usageRecords', (t) =>
  t.field({
    type: UsageRecordConnection,
    description: 'What was used, for billing. CloudStack writes these where its usage server runs; users do not have them by default.',
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: UsageRecordFilter, required: true, description: 'Which records.' }) },
    complexity: pageComplexity(),
    extensions: { argumentPaths: { usageid: ['filter', 'resourceUuid'] } },
    resolve: (_root, { filter, ...args }, context) => {
      if (filter.until < filter.from)
        throw new InvalidInputError([{ path: ['filter', 'until'], message: 'Lies before `from`. Swap them.' }]);
      const page = listConnection(context, { command: 'listUsageRecords' }, args, {
        parameters: {
          ...scopeParameters(context.cloud.identity, filter.scope),
          startdate: formatCloudStackDate(filter.from.getTime()),
          enddate: formatCloudStackDate(filter.until.getTime()),
          type: filter.usageType ?? undefined,
          usageid: filter.resourceUuid ?? undefined,
        },
      });
      return page.catch(orUnsupported(context, 'listUsageRecords', 'Usage'));
    },
  }),
);

const UsageType = builder.objectRef<Row<'listUsageTypes'>>('UsageType').implement({
  description: 'A kind of usage that CloudStack keeps records of.',
  fields: (t) => ({
    number: t.int({ description: "CloudStack's number of it, for `UsageRecordFilter.usageType`.", resolve: (row) => row.id ?? 0 }),
    name: t.string({ description: "CloudStack's name of it: `RUNNING_VM`.", resolve: (row) => row.name ?? '' }),
    description: t.string({ description: 'What it is, in words.', resolve: (row) => row.description ?? '' }),
  }),
});

builder.queryField('usageTypes', (t) =>
  t.field({
    type: [UsageType],
    description: 'The kinds of usage that CloudStack keeps records of.',
    resolve: async (_root, _args, context) => {
      const { cloud, services } = context;
      const fetch = async () => (await cloud.list('listUsageTypes', {})).rows;
      return services.cache
        .get(cloud.identity.key, 'listUsageTypes', REFERENCE, fetch)
        .catch(orUnsupported(context, 'listUsageTypes', 'Usage'));
    },
  }),
);
