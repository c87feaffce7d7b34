import { graphql } from '#lib/graph/graphql.ts';
import { InstanceRow } from './instances/instance-documents.ts';
import { IsoRow } from './isos/iso-documents.ts';
import { AddressRow, NetworkRow } from './networks/network-documents.ts';
import { InstanceSnapshotRow } from './snapshots/instances/instance-snapshot-documents.ts';
import { SnapshotRow } from './snapshots/snapshot-documents.ts';
import { TemplateRow } from './templates/template-documents.ts';
import { VolumeRow } from './volumes/volume-documents.ts';

/**
 * What is told of a resource that changed: the row that its list shows. One subscription a type (all over one socket),
 * because fields of one name but different types cannot stand in one answer. A new resource is one entry here.
 */
export const resourceChanges = [
  graphql(
    'subscription InstanceChanges { resourceChanged(types: ["VirtualMachine"]) { kind id type resource { __typename id ...InstanceRow } } }',
    [InstanceRow],
  ),
  graphql('subscription VolumeChanges { resourceChanged(types: ["Volume"]) { kind id type resource { __typename id ...VolumeRow } } }', [
    VolumeRow,
  ]),
  graphql(
    'subscription SnapshotChanges { resourceChanged(types: ["Snapshot"]) { kind id type resource { __typename id ...SnapshotRow } } }',
    [SnapshotRow],
  ),
  graphql(
    'subscription InstanceSnapshotChanges { resourceChanged(types: ["VirtualMachineSnapshot"]) { kind id type resource { __typename id ...InstanceSnapshotRow } } }',
    [InstanceSnapshotRow],
  ),
  graphql('subscription IsoChanges { resourceChanged(types: ["Iso"]) { kind id type resource { __typename id ...IsoRow } } }', [IsoRow]),
  graphql(
    'subscription TemplateChanges { resourceChanged(types: ["Template"]) { kind id type resource { __typename id ...TemplateRow } } }',
    [TemplateRow],
  ),
  graphql('subscription NetworkChanges { resourceChanged(types: ["Network"]) { kind id type resource { __typename id ...NetworkRow } } }', [
    NetworkRow,
  ]),
  graphql(
    'subscription AddressChanges { resourceChanged(types: ["PublicIpAddress"]) { kind id type resource { __typename id ...AddressRow } } }',
    [AddressRow],
  ),
] as const;
