import type { Row } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import { connectionOf } from '../../resource-queries.ts';

/** Backing shape of `Configuration`: a row of `listConfigurations`. CloudStack knows settings by name. */
export type ConfigurationRow = Row<'listConfigurations'>;

/** Settings of these categories hold passwords and keys. */
const SECRET = new Set(['secure', 'hidden']);
const isSecret = (row: ConfigurationRow) => SECRET.has((row.category ?? '').toLowerCase());

export const Configuration = builder.objectRef<ConfigurationRow>('Configuration').implement({
  description: 'A setting of the cloud, or of a zone, cluster, storage pool, domain or account in it.',
  fields: (t) => ({
    name: t.string({ description: 'Its name, like `vm.network.throttling.rate`.', resolve: (row) => row.name ?? '' }),
    value: t.string({
      nullable: true,
      description: 'What it is set to. Null: nothing, or it is secret.',
      resolve: (row) => (isSecret(row) ? null : (row.value ?? null)),
    }),
    defaultValue: t.string({
      nullable: true,
      description: 'What CloudStack sets by itself.',
      resolve: (row) => (isSecret(row) ? null : (row.defaultvalue ?? null)),
    }),
    isSecret: t.boolean({ description: 'Whether it holds a password or a key; its value is not shown then.', resolve: isSecret }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    category: t.string({
      nullable: true,
      description: 'Where CloudStack files it: `Advanced`, `Network`, …',
      resolve: (row) => row.category ?? null,
    }),
    group: t.exposeString('group', { nullable: true, description: 'Its group in the official portal.' }),
    subgroup: t.exposeString('subgroup', { nullable: true, description: 'Its subgroup there.' }),
    kind: t.string({ nullable: true, description: '`String`, `Number`, `Boolean`, …', resolve: (row) => row.type ?? null }),
    isDynamic: t.boolean({
      description: 'Whether a change works at once; else after a restart.',
      resolve: (row) => row.isdynamic ?? false,
    }),
  }),
});

export const ConfigurationConnection = connectionOf(Configuration, { one: 'a setting', many: 'settings' });
