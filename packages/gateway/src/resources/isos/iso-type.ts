import { builder } from '../../builder.ts';
import { Action, Owner, Resource, Tag } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { offeredActions } from '../../rules.ts';
import { downloadPercent } from '../templates/image-visibility.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { type IsoRow, isos } from './iso-loader.ts';
import { isoRules } from './iso-rules.ts';

export const Iso = builder.node(builder.objectRef<IsoRow>('Iso'), {
  description: 'The image of a CD or DVD, to install machines from or to attach to them.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => isos.loadMany(context, ids),
  fields: (t) => ({
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    displayText: t.exposeString('displaytext', { nullable: true, description: 'What its owner says of it.' }),
    owner: t.field({ type: Owner, description: 'Who it belongs to.', resolve: (row) => row }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was registered.', resolve: (row) => row.created ?? null }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, isoRules, row),
    }),
    isReady: t.boolean({ description: 'Whether it can be used.', resolve: (row) => row.isready ?? false }),
    status: t.exposeString('status', {
      nullable: true,
      description: "How far it is, in CloudStack's words: `Successfully Installed`, `40% Downloaded`, …",
    }),
    downloadPercent: t.int({ nullable: true, description: 'How much of it is downloaded, in percent.', resolve: downloadPercent }),
    sizeBytes: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'Size in bytes; null until it is known.',
      resolve: (row) => row.size ?? null,
    }),
    isBootable: t.boolean({ description: 'Whether machines can start from it.', resolve: (row) => row.bootable ?? false }),
    isPublic: t.boolean({ description: 'Whether everybody may use it.', resolve: (row) => row.ispublic ?? false }),
    isFeatured: t.boolean({ description: 'Whether the operator recommends it.', resolve: (row) => row.isfeatured ?? false }),
    isExtractable: t.boolean({ description: 'Whether it may be downloaded.', resolve: (row) => row.isextractable ?? false }),
    architecture: t.exposeString('arch', { nullable: true, description: 'The processor it is for: `x86_64`, `aarch64`.' }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'Where it is; of several zones, one. Null: it is in all of them.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
    osName: t.exposeString('ostypename', { nullable: true, description: 'The operating system on it.' }),
    url: t.exposeString('url', { nullable: true, description: 'Where it was fetched from; only its owner sees it.' }),
    checksum: t.string({
      nullable: true,
      description: 'Its checksum, where one was given or taken.',
      resolve: (row) => row.checksum || null,
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

export const IsoConnection = builder.connectionObject(
  { type: Iso, name: 'IsoConnection', description: 'A page of ISOs.' },
  { name: 'IsoEdge', description: 'An ISO and its place in the list.' },
);

builder.objectField(VirtualMachine, 'iso', (t) =>
  t.field({
    type: Iso,
    nullable: true,
    description: 'The ISO in its CD drive.',
    resolve: async (bare, _args, context, info) => {
      const row = await virtualMachines.withDetails(context, bare, ['iso']);
      if (row.isoid === undefined) return null;
      const named = { id: row.isoid, ...(row.isoname === undefined ? {} : { name: row.isoname }) };
      return selectsOnly(info, ['id', 'uuid', 'name']) ? named : isos.load(context, row.isoid);
    },
  }),
);
