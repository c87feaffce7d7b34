import { builder } from '../../builder.ts';
import { Action, Owner, Resource, Tag } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { offeredActions } from '../../rules.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { downloadPercent } from './image-visibility.ts';
import { type TemplateRow, templates } from './template-loader.ts';
import { templateRules } from './template-rules.ts';

export const Template = builder.node(builder.objectRef<TemplateRow>('Template'), {
  description: 'A disk image that virtual machines are made from.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => templates.loadMany(context, ids),
  fields: (t) => ({
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    displayText: t.exposeString('displaytext', { nullable: true, description: 'What its owner says of it.' }),
    owner: t.field({ type: Owner, description: 'Who it belongs to.', resolve: (row) => row }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was registered.', resolve: (row) => row.created ?? null }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, templateRules, row),
    }),
    isReady: t.boolean({ description: 'Whether machines can be made from it.', resolve: (row) => row.isready ?? false }),
    status: t.exposeString('status', {
      nullable: true,
      description: "How far it is, in CloudStack's words: `Download Complete`, `40% Downloaded`, …",
    }),
    downloadPercent: t.int({ nullable: true, description: 'How much of it is downloaded, in percent.', resolve: downloadPercent }),
    sizeBytes: t.field({ type: 'BigInt', nullable: true, description: 'Size of the disk in bytes.', resolve: (row) => row.size ?? null }),
    format: t.exposeString('format', { nullable: true, description: '`QCOW2`, `VHD`, `OVA`, `RAW`, …' }),
    hypervisor: t.exposeString('hypervisor', { nullable: true, description: 'What runs it: `KVM`, `VMware`, …' }),
    architecture: t.exposeString('arch', { nullable: true, description: 'The processor it is for: `x86_64`, `aarch64`.' }),
    kind: t.exposeString('templatetype', { nullable: true, description: '`USER`, `BUILTIN`, `SYSTEM`, `ROUTING`, …' }),
    isPublic: t.boolean({ description: 'Whether everybody may use it.', resolve: (row) => row.ispublic ?? false }),
    isFeatured: t.boolean({ description: 'Whether the operator recommends it.', resolve: (row) => row.isfeatured ?? false }),
    isExtractable: t.boolean({ description: 'Whether it may be downloaded.', resolve: (row) => row.isextractable ?? false }),
    isPasswordEnabled: t.boolean({
      description: 'Whether CloudStack can set the password of machines made from it.',
      resolve: (row) => row.passwordenabled ?? false,
    }),
    isDynamicallyScalable: t.boolean({
      description: 'Whether machines made from it can be scaled while they run.',
      resolve: (row) => row.isdynamicallyscalable ?? false,
    }),
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

export const TemplateConnection = builder.connectionObject(
  { type: Template, name: 'TemplateConnection', description: 'A page of templates.' },
  { name: 'TemplateEdge', description: 'A template and its place in the list.' },
);

builder.objectField(VirtualMachine, 'template', (t) =>
  t.field({
    type: Template,
    nullable: true,
    description: 'What it was made from; null when it was installed from an ISO, or the template is gone.',
    resolve: async (bare, _args, context, info) => {
      const row = await virtualMachines.withDetails(context, bare, ['tmpl']);
      // A machine that was installed from an ISO carries the ISO's id here.
      if (row.templateid === undefined || row.templateformat === 'ISO') return null;
      if (selectsOnly(info, ['id', 'uuid', 'name']) && row.templatename !== undefined)
        return { id: row.templateid, name: row.templatename };
      return templates.load(context, row.templateid);
    },
  }),
);
