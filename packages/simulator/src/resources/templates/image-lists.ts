/** `listTemplates` and `listIsos`. */
import type { Body, Call } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { hasTags, wantedTags } from '../tags/tag-records.ts';
import { isoRow, isReady, templateRow, visibleImages } from './image-rows.ts';
import { type ImageRecord, type IsoRecord, isos, templates } from './template-records.ts';

function conditions<R extends ImageRecord>(call: Call, tagType: string): ((row: R) => boolean) | undefined {
  const { params } = call;
  const { store } = call.cloud;
  const tags = wantedTags(call);
  return all<R>(
    // A keyword is looked for instead of the name, not beside it.
    params.has('keyword') ? undefined : when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === undefined || row.zoneId === zone.id),
    when(params.text('hypervisor'), (row, hypervisor) => row.hypervisor.toLowerCase() === hypervisor.toLowerCase()),
    when(params.text('arch'), (row, arch) => same(row.arch, arch)),
    when(params.like('keyword'), (row, like) => like(row.name)),
    when(params.boolean('ispublic'), (row, isPublic) => row.isPublic === isPublic),
    tags.length === 0 ? undefined : (row) => hasTags(store, tagType, row.uuid, tags),
  );
}

/** Templates and ISOs are one kind to an id, so that the wrong one is known, and refused. */
function checkKind(call: Call, other: typeof templates | typeof isos, text: string): void {
  const id = call.params.text('id');
  if (id !== undefined && call.cloud.store.named(other.name)?.known(id) !== undefined) throw invalid(text);
}

export function listTemplates(call: Call): Body {
  checkKind(call, isos, 'Incorrect format ISO of the specified template id');
  const filter = call.params.required('templatefilter');
  const test = conditions(call, 'Template');
  const rows = visibleImages(call, templates, filter).filter((row) => test?.(row) !== false);
  return listBody(call, 'template', rows, (row) => templateRow(call, row));
}

export function listIsos(call: Call): Body {
  checkKind(call, templates, 'Specified Template Id is not an ISO');
  const filter = call.params.text('isofilter') ?? 'selfexecutable';
  const test = all<IsoRecord>(
    conditions(call, 'ISO'),
    when(call.params.boolean('bootable'), (row, bootable) => row.bootable === bootable),
    when(call.params.boolean('isready'), (row, ready) => isReady(row) === ready),
  );
  const rows = visibleImages(call, isos, filter).filter((row) => test?.(row) !== false);
  return listBody(call, 'iso', rows, (row) => isoRow(call, row));
}
