/** What is done to templates and ISOs alike: changed, shared, copied, extracted, deleted. */
import { findAccount, target } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import type { Body, Call, JobPlan } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import type { Entity, TableDefinition } from '../../store.ts';
import { accounts } from '../accounts/account-records.ts';
import { accountFields, domainFields } from '../accounts/owner.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { osTypes } from '../os-types/os-type-records.ts';
import { projects } from '../projects/project-records.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { isoRow, isReady, templateRow } from './image-rows.ts';
import { type ImageRecord, type IsoRecord, isos, type TemplateRecord, templates } from './template-records.ts';

/** How the two kinds differ in names. */
interface Kind<R extends ImageRecord & Entity> {
  readonly table: TableDefinition<R>;
  /** `Iso` in jobs and events, `ISO` in their types and texts. */
  readonly type: 'Iso' | 'Template';
  readonly event: 'ISO' | 'TEMPLATE';
  readonly word: 'iso' | 'template';
  readonly idWord: 'ISO Id' | 'Template Id';
}

export const isoKind: Kind<IsoRecord> = { table: isos, type: 'Iso', event: 'ISO', word: 'iso', idWord: 'ISO Id' };
export const templateKind: Kind<TemplateRecord> = {
  table: templates,
  type: 'Template',
  event: 'TEMPLATE',
  word: 'template',
  idWord: 'Template Id',
};

/** The row that the update commands answer: short, and of an image that claims not to be ready. */
function updatedRow(call: Call, image: ImageRecord): Body {
  const { store } = call.cloud;
  const os = store.table(osTypes).byId(image.osTypeId);
  const { domain, domainpath, domainid } = domainFields(store, image.accountId);
  return {
    id: image.uuid,
    name: image.name,
    displaytext: image.displayText,
    ispublic: image.isPublic,
    created: timestamp(image.created),
    isready: false,
    format: image.format,
    bootable: 'bootable' in image ? image.bootable : undefined,
    isfeatured: image.isFeatured,
    crossZones: image.crossZones,
    ostypeid: os?.uuid,
    ostypename: os?.name,
    ...accountFields(store, image.accountId),
    templatetype: 'bootable' in image || !('type' in image) ? undefined : image.type,
    hypervisor: image.hypervisor,
    domain,
    domainpath,
    domainid,
    bits: 0,
    isdynamicallyscalable: image.dynamicallyScalable,
    tags: tagFields(store, image.uuid),
  };
}

export function updateImage<R extends ImageRecord & Entity>(call: Call, kind: Kind<R>): Body {
  const { cloud, params } = call;
  const image = target(call, kind.table, 'id');
  const changes: Partial<ImageRecord> = {};
  const name = params.text('name');
  const displayText = params.text('displaytext');
  const osType = params.row(osTypes, 'ostypeid');
  if (name !== undefined) changes.name = name;
  if (displayText !== undefined) changes.displayText = displayText;
  if (osType !== undefined) changes.osTypeId = osType.id;
  for (const [parameter, field] of [
    ['passwordenabled', 'passwordEnabled'],
    ['sshkeyenabled', 'sshKeyEnabled'],
    ['isdynamicallyscalable', 'dynamicallyScalable'],
    ['requireshvm', 'requiresHvm'],
  ] as const) {
    const value = params.boolean(parameter);
    if (value !== undefined) changes[field] = value;
  }
  if (params.boolean('cleanupdetails') === true) changes.details = {};
  else if (params.map('details').length > 0) changes.details = { ...image.details, ...params.flatMap('details') };
  cloud.store.table(kind.table).update(image, changes as Partial<R>);
  cloud.events.completed(call, {
    type: `${kind.event}.UPDATE`,
    description: `updating ${kind.word}`,
    resourceType: kind.type,
    resourceUuid: image.uuid,
  });
  return { [kind.word]: updatedRow(call, image) };
}

/** Writes no event. */
export function updatePermissions<R extends ImageRecord & Entity>(call: Call, kind: Kind<R>): Body {
  const { cloud, params } = call;
  const image = target(call, kind.table, 'id');
  const featured = params.boolean('isfeatured');
  if (featured !== undefined && call.caller.role !== 'Admin') throw forbidden('Only ROOT admins are allowed to modify this attribute.');
  const isPublic = params.boolean('ispublic');
  const extractable = params.boolean('isextractable');
  const operation = params.text('op');
  if (operation !== undefined && !['add', 'remove', 'reset'].includes(operation)) {
    throw invalid("Invalid operation on accounts; should be either 'add', 'remove' or 'reset'");
  }
  const domainId = cloud.store.table(accounts).byId(image.accountId)?.domainId ?? 1;
  const named = (params.list('accounts') ?? []).map((name) => {
    const account = findAccount(cloud.store, name, domainId);
    if (account === undefined) throw invalid(`Unable to find account ${name} in the domain of the ${kind.word}`);
    return account.id;
  });
  const ofProjects = (params.rows(projects, 'projectids') ?? []).map((project) => project.projectAccountId);
  const ids = [...named, ...ofProjects];
  const sharedWith =
    operation === 'reset'
      ? []
      : operation === 'remove'
        ? image.sharedWith.filter((id) => !ids.includes(id))
        : [...new Set([...image.sharedWith, ...(operation === 'add' ? ids : [])])];
  const changes: Partial<ImageRecord> = { sharedWith };
  if (isPublic !== undefined) changes.isPublic = isPublic;
  if (featured !== undefined) changes.isFeatured = featured;
  if (extractable !== undefined) changes.isExtractable = extractable;
  cloud.store.table(kind.table).update(image, changes as Partial<R>);
  return { success: true };
}

export function listPermissions<R extends ImageRecord & Entity>(call: Call, kind: Kind<R>): Body {
  const { store } = call.cloud;
  const image = target(call, kind.table, 'id');
  const shared = image.sharedWith.map((id) => store.table(accounts).byId(id)?.name).filter((name) => name !== undefined);
  const domainId = call.caller.role === 'Admin' ? domainFields(store, image.accountId).domainid : undefined;
  return {
    templatepermission: { id: image.uuid, ispublic: image.isPublic, domainid: domainId, account: shared.length === 0 ? undefined : shared },
  };
}

function plan<R extends ImageRecord & Entity>(
  kind: Kind<R>,
  image: R,
  event: { type: string; description: string; scheduled: string; detail: string },
  rest: Pick<JobPlan, 'milliseconds' | 'start' | 'finish'>,
): JobPlan {
  return {
    instance: { type: kind.type, uuid: image.uuid },
    queue: `image ${image.id}`,
    event: { ...event, type: `${kind.event}.${event.type}`, resourceType: kind.type, resourceUuid: image.uuid, ownerId: image.accountId },
    ...rest,
  };
}

export function deleteImage<R extends ImageRecord & Entity>(call: Call, kind: Kind<R>): JobPlan {
  const { cloud, params } = call;
  const image = target(call, kind.table, 'id');
  return plan(
    kind,
    image,
    {
      type: 'DELETE',
      description: `deleting ${kind.word}`,
      detail: `${kind.idWord}: ${kind.word === 'iso' ? image.id : image.uuid}`,
      scheduled: `Deleting ${kind.word === 'iso' ? 'ISO' : 'template'} ${kind.word === 'iso' ? image.id : image.uuid}`,
    },
    {
      milliseconds: kind.word === 'iso' ? 2500 : 2000,
      start: () => {
        const used = cloud.store.table(virtualMachines);
        if (kind.word === 'iso' && used.by('iso', image.id).length > 0) throw invalid("Unable to delete iso, as it's used by other vms");
        const running = kind.word === 'template' && params.boolean('forced') !== true ? used.by('template', image.id) : [];
        if (running.length > 0)
          throw invalid(
            `Unable to delete template with ID: ${image.uuid}, because it is in use by VMs: ${running
              .slice(0, 5)
              .map((vm) => vm.uuid)
              .join(', ')}`,
          );
      },
      finish: () => {
        cloud.store.table(kind.table).remove(image);
        return { success: true };
      },
    },
  );
}

const described = (image: ImageRecord): string =>
  `Template ${JSON.stringify({ format: image.format, id: image.id, name: image.name, uniqueName: `${image.id}-${image.accountId}-${image.uuid}`, uuid: image.uuid })}`;

export function extractImage<R extends ImageRecord & Entity>(call: Call, kind: Kind<R>): JobPlan {
  const { cloud, params } = call;
  const image = target(call, kind.table, 'id');
  const zone = params.row(zones, 'zoneid');
  const mode = params.required('mode');
  const word = kind.event === 'ISO' ? 'ISO' : 'template';
  const text = `Extracting ${word}: ${image.uuid} from zone: ${zone?.uuid ?? 'null'}`;
  return plan(
    kind,
    image,
    { type: 'EXTRACT', description: `extracting ${word}`, detail: text, scheduled: text },
    {
      milliseconds: 2000,
      start: () => {
        if (!image.isExtractable && call.caller.role !== 'Admin')
          throw invalid(`Unable to extract template ${described(image)} as it's not extractable`);
        if (!isReady(image)) throw invalid(`Unable to extract template ${described(image)}, it is not ready`);
      },
      finish: () => ({
        [kind.word]: {
          id: image.uuid,
          name: image.name,
          extractId: String(image.id),
          accountid: cloud.store.table(accounts).byId(image.accountId)?.uuid,
          state: 'DOWNLOAD_URL_CREATED',
          zoneid: zone?.uuid,
          zonename: zone?.name,
          extractMode: mode,
          url: `https://ssvm.example.net/userdata/${cloud.random.uuid()}.${image.format.toLowerCase()}`,
          created: timestamp(cloud.clock.now()),
        },
      }),
    },
  );
}

/** In a cloud of one zone there is nowhere to copy to; with more, the image is in all zones afterwards. */
export function copyImage<R extends ImageRecord & Entity>(call: Call, kind: Kind<R>): JobPlan {
  const { cloud, params } = call;
  const image = target(call, kind.table, 'id');
  const to = params.rows(zones, 'destzoneids') ?? [params.row(zones, 'destzoneid')].filter((zone) => zone !== undefined);
  if (to.length === 0) throw invalid('Either destzoneid or destzoneids parameters have to be specified.');
  return plan(
    kind,
    image,
    {
      type: 'COPY',
      description: `copying ${kind.word}`,
      detail: `${kind.idWord}: ${image.uuid}`,
      scheduled: `copying ${kind.word}: ${image.uuid}`,
    },
    {
      milliseconds: 3000,
      start: () => {
        if (to.some((zone) => zone.id === image.zoneId)) throw invalid('Please specify different source and destination zones.');
      },
      finish: () => {
        if (image.zoneId !== undefined) cloud.store.table(kind.table).update(image, { crossZones: true } as Partial<R>);
        return {
          [kind.word]:
            'bootable' in image ? isoRow(call, image as unknown as IsoRecord) : templateRow(call, image as unknown as TemplateRecord),
        };
      },
    },
  );
}
