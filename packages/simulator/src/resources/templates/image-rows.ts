/** Rows of templates and ISOs, and which of them a caller sees. */
import { inScope, listScope, mayAct, type Scope } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import type { Body, Call } from '../../command.ts';
import { badParameter, forbidden, invalid } from '../../errors.ts';
import type { Entity, Table, TableDefinition } from '../../store.ts';
import { accountFields, domainFields } from '../accounts/owner.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { osTypes } from '../os-types/os-type-records.ts';
import { tagFields } from '../tags/tag-fields.ts';
import type { ImageRecord, IsoRecord, TemplateRecord } from './template-records.ts';

export const isReady = (image: ImageRecord): boolean => image.percent >= 100 && image.failure === undefined;

/** Only owners and admins are told where an image came from, and how its download went. */
const maySee = (call: Call, image: ImageRecord): boolean => mayAct(call.cloud.store, call.caller, image.accountId);

/** What `status` says: of a template `Download Complete`, of an ISO `Successfully Installed`, else how far it is. */
function status(image: ImageRecord, complete: string): string {
  if (image.failure !== undefined) return image.failure;
  return image.percent >= 100 ? complete : image.percent === 0 ? 'Download not started' : `${Math.floor(image.percent)}% Downloaded`;
}

function downloadDetails(call: Call, image: ImageRecord): Body[] {
  const state = image.failure !== undefined ? 'DOWNLOAD_ERROR' : image.percent >= 100 ? 'DOWNLOADED' : 'DOWNLOAD_IN_PROGRESS';
  const admin = call.caller.role === 'Admin';
  return [
    {
      downloadState: state,
      datastore: 'Secondary',
      datastoreRole: admin ? 'Image' : undefined,
      downloadPercent: String(Math.floor(image.percent)),
      datastoreId: admin ? imageStoreUuid(call) : undefined,
    },
  ];
}

/** The image store is the infrastructure's; without one the id is left out. */
const imageStoreUuid = (call: Call): string | undefined => call.cloud.store.named('ImageStore')?.all()[0]?.uuid;

function head(call: Call, image: ImageRecord): Body {
  const { store } = call.cloud;
  const os = store.table(osTypes).byId(image.osTypeId);
  return {
    id: image.uuid,
    name: image.name,
    displaytext: image.displayText,
    ispublic: image.isPublic,
    created: image.builtIn === true && image.zoneId === undefined && !image.crossZones ? undefined : timestamp(image.created),
    isready: isReady(image),
    passwordenabled: image.passwordEnabled,
    format: image.format,
    bootable: 'bootable' in image ? image.bootable : undefined,
    isfeatured: image.isFeatured,
    crossZones: image.crossZones,
    ostypeid: os?.uuid,
    ostypename: os?.name,
    ...accountFields(store, image.accountId),
  };
}

/** The zone an image is in; one of all zones shows the first. */
function zoneFields(call: Call, image: ImageRecord): Body {
  const table = call.cloud.store.table(zones);
  const zone = image.zoneId === undefined ? (image.crossZones ? table.all()[0] : undefined) : table.byId(image.zoneId);
  return { zoneid: zone?.uuid, zonename: zone?.name };
}

const domainLast = (call: Call, image: ImageRecord): Body => {
  const fields = domainFields(call.cloud.store, image.accountId);
  return { domain: fields.domain, domainpath: fields.domainpath, domainid: fields.domainid };
};

export function templateRow(call: Call, template: TemplateRecord): Body {
  return {
    ...head(call, template),
    ...zoneFields(call, template),
    status: maySee(call, template) ? status(template, 'Download Complete') : undefined,
    size: template.size,
    physicalsize: template.size,
    templatetype: template.type,
    hypervisor: template.hypervisor,
    ...domainLast(call, template),
    isextractable: template.isExtractable,
    checksum: template.checksum ?? (template.builtIn === true ? '' : undefined),
    details: template.details,
    downloaddetails: downloadDetails(call, template),
    arch: template.arch,
    bits: template.bits,
    sshkeyenabled: template.sshKeyEnabled,
    isdynamicallyscalable: template.dynamicallyScalable,
    directdownload: template.directDownload,
    deployasis: false,
    forcks: false,
    requireshvm: template.requiresHvm,
    url: maySee(call, template) ? template.url : undefined,
    tags: tagFields(call.cloud.store, template.uuid),
    hasannotations: false,
  };
}

export function isoRow(call: Call, iso: IsoRecord): Body {
  const tools = iso.type === 'PERHOST';
  return {
    ...head(call, iso),
    ...zoneFields(call, iso),
    status: tools || !maySee(call, iso) ? undefined : status(iso, 'Successfully Installed'),
    size: tools ? undefined : iso.size,
    physicalsize: tools ? undefined : iso.size,
    ...domainLast(call, iso),
    isextractable: iso.isExtractable,
    checksum: iso.checksum,
    downloaddetails: tools ? (maySee(call, iso) ? [] : undefined) : downloadDetails(call, iso),
    arch: iso.arch,
    bits: iso.bits,
    isdynamicallyscalable: iso.dynamicallyScalable,
    directdownload: iso.directDownload,
    url: maySee(call, iso) ? iso.url : undefined,
    tags: tagFields(call.cloud.store, iso.uuid),
    hasannotations: false,
  };
}

const filters = ['all', 'featured', 'self', 'selfexecutable', 'sharedexecutable', 'executable', 'community', 'shared'];

/** The images a filter (`templatefilter`, `isofilter`) shows to the caller, by ascending id. */
export function visibleImages<R extends ImageRecord & Entity, I extends string>(
  call: Call,
  definition: TableDefinition<R, I>,
  filter: string,
): R[] {
  if (!filters.includes(filter)) throw badParameter(`No enum constant com.cloud.template.VirtualMachineTemplate.TemplateFilter.${filter}`);
  const { caller, cloud } = call;
  if (filter === 'all' && caller.role === 'User') throw invalid(`Filter ${filter} can be specified by admin only`);
  const table: Table<R, I> = cloud.store.table(definition);
  const scope = listScope(call);
  return candidates(call, table).filter((image) => shows(call, scope, filter, image));
}

function candidates<R extends ImageRecord, I extends string>(call: Call, table: Table<R, I>): readonly R[] {
  const one = call.params.row(table.definition, 'id');
  const many = call.params.rows(table.definition, 'ids');
  // Of a single one that is not public the server says whose it is not; of several it just shows none.
  if (
    one !== undefined &&
    !one.isPublic &&
    !one.sharedWith.includes(call.caller.account.id) &&
    !mayAct(call.cloud.store, call.caller, one.accountId)
  )
    throw forbidden();
  const named = one === undefined ? many : [one];
  return named === undefined ? table.all() : named.filter((row) => !table.isRemoved(row));
}

function shows(call: Call, scope: Scope, filter: string, image: ImageRecord): boolean {
  const { caller, cloud } = call;
  const system = 'type' in image && image.type === 'SYSTEM';
  if (system) return filter === 'all' && caller.role === 'Admin';
  const own = inScope(cloud.store, scope, image.accountId);
  const shared = image.sharedWith.includes(caller.account.id) && image.accountId !== caller.account.id;
  switch (filter) {
    case 'all':
      return caller.role === 'Admin' || image.isPublic || mayAct(cloud.store, caller, image.accountId);
    case 'featured':
      return image.isPublic && image.isFeatured;
    case 'community':
      return image.isPublic && !image.isFeatured;
    case 'self':
      return own;
    case 'selfexecutable':
      return own && isReady(image);
    case 'shared':
      return shared;
    case 'sharedexecutable':
      return shared && isReady(image);
    default:
      return isReady(image) && (image.isPublic || own || shared || (caller.role === 'Admin' && call.params.boolean('listall') === true));
  }
}
