import { graphql } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';
import { VolumeRow } from './volume-documents.ts';

export const CreateVolume = graphql(
  `
    mutation CreateVolume($input: CreateVolumeInput!) {
      result: createVolume(input: $input) {
        __typename
        ... on CreateVolumeSuccess { volume { ...VolumeRow } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [VolumeRow, JobParts, ProblemParts],
);

export const AttachVolume = graphql(
  `
    mutation AttachVolume($input: AttachVolumeInput!) {
      result: attachVolume(input: $input) {
        __typename
        ... on AttachVolumeSuccess { volume { id state actions { name disabledReason } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DetachVolume = graphql(
  `
    mutation DetachVolume($input: VolumeActionInput!) {
      result: detachVolume(input: $input) {
        __typename
        ... on DetachVolumeSuccess { volume { id state actions { name disabledReason } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const ResizeVolume = graphql(
  `
    mutation ResizeVolume($input: ResizeVolumeInput!) {
      result: resizeVolume(input: $input) {
        __typename
        ... on ResizeVolumeSuccess { volume { id state sizeBytes actions { name disabledReason } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DeleteVolume = graphql(
  `
    mutation DeleteVolume($input: DeleteVolumeInput!) {
      result: deleteVolume(input: $input) {
        __typename
        ... on DeleteVolumeSuccess { volumeId }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);
