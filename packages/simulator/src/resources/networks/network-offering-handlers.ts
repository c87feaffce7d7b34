/** The list of network offerings. */
import type { Body, Call } from '../../command.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import { type NetworkOfferingRecord, networkOfferings } from './network-offering-records.ts';
import { networkOfferingRow } from './network-rows.ts';
import { hasService } from './network-services.ts';

/** Offerings are for everybody; the conditions are what a form needs to show those that fit. */
export function listNetworkOfferings(call: Call): Body {
  const { params, cloud } = call;
  const test = all<NetworkOfferingRecord>(
    when(params.row(networkOfferings, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
    when(params.text('guestiptype')?.toLowerCase(), (row, type) => row.guestType.toLowerCase() === type),
    when(params.boolean('forvpc'), (row, forVpc) => row.forVpc === forVpc),
    when(params.boolean('isdefault'), (row, isDefault) => row.isDefault === isDefault),
    when(params.boolean('specifyvlan'), (row, specify) => row.specifyVlan === specify),
    when(params.boolean('specifyipranges'), (row, specify) => row.specifyIpRanges === specify),
    when(params.text('availability')?.toLowerCase(), (row, availability) => row.availability.toLowerCase() === availability),
    when(params.boolean('sourcenatsupported'), (row, wanted) => hasService(row.services, 'SourceNat') === wanted),
    when(params.list('supportedservices'), (row, wanted) => wanted.every((name) => hasService(row.services, name))),
    when(params.like('keyword'), (row, like) => like(row.name) || like(row.displayText)),
  );
  const rows = cloud.store.table(networkOfferings).all();
  return listBody(call, 'networkoffering', test === undefined ? rows : rows.filter(test), networkOfferingRow);
}
