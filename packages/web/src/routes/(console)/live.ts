import { graphql } from '#lib/graph/graphql.ts';
import { InstanceRow } from './instances/instance-documents.ts';
import { IsoRow } from './isos/iso-documents.ts';
import { InstanceSnapshotRow } from './snapshots/instances/instance-snapshot-documents.ts';
import { SnapshotRow } from './snapshots/snapshot-documents.ts';
import { TemplateRow } from './templates/template-documents.ts';
import { VolumeRow } from './volumes/volume-documents.ts';

/** What is told of a resource that changed: the row that its list shows. A new resource adds its row here. */
export const ResourceChanges = graphql(
  `
    subscription ResourceChanges {
      resourceChanged {
        kind
        id
        type
        resource {
          __typename
          id
          ...InstanceRow
          ...VolumeRow
          ...SnapshotRow
          ...InstanceSnapshotRow
          ...IsoRow
          ...TemplateRow
        }
      }
    }
  `,
  [InstanceRow, VolumeRow, SnapshotRow, InstanceSnapshotRow, IsoRow, TemplateRow],
);
