import { graphql } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';
import { HostParts, StoragePoolParts, SystemVmParts } from './infrastructure-documents.ts';

export const EnableZone = graphql(
  `
    mutation EnableZone($input: EnableZoneInput!) {
      result: enableZone(input: $input) {
        __typename
        ... on EnableZoneSuccess { zone { id allocationState actions { name disabledReason } } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const DisableZone = graphql(
  `
    mutation DisableZone($input: DisableZoneInput!) {
      result: disableZone(input: $input) {
        __typename
        ... on DisableZoneSuccess { zone { id allocationState actions { name disabledReason } } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const PrepareHostForMaintenance = graphql(
  `
    mutation PrepareHostForMaintenance($input: PrepareHostForMaintenanceInput!) {
      result: prepareHostForMaintenance(input: $input) {
        __typename
        ... on PrepareHostForMaintenanceSuccess { host { ...HostParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [HostParts, JobParts, ProblemParts],
);

export const CancelHostMaintenance = graphql(
  `
    mutation CancelHostMaintenance($input: CancelHostMaintenanceInput!) {
      result: cancelHostMaintenance(input: $input) {
        __typename
        ... on CancelHostMaintenanceSuccess { host { ...HostParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [HostParts, JobParts, ProblemParts],
);

export const EnableHost = graphql(
  `
    mutation EnableHost($input: EnableHostInput!) {
      result: enableHost(input: $input) {
        __typename
        ... on EnableHostSuccess { host { ...HostParts } }
        ...ProblemParts
      }
    }
  `,
  [HostParts, ProblemParts],
);

export const DisableHost = graphql(
  `
    mutation DisableHost($input: DisableHostInput!) {
      result: disableHost(input: $input) {
        __typename
        ... on DisableHostSuccess { host { ...HostParts } }
        ...ProblemParts
      }
    }
  `,
  [HostParts, ProblemParts],
);

export const ReconnectHost = graphql(
  `
    mutation ReconnectHost($input: ReconnectHostInput!) {
      result: reconnectHost(input: $input) {
        __typename
        ... on ReconnectHostSuccess { host { ...HostParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [HostParts, JobParts, ProblemParts],
);

export const DeclareHostAsDegraded = graphql(
  `
    mutation DeclareHostAsDegraded($input: DeclareHostAsDegradedInput!) {
      result: declareHostAsDegraded(input: $input) {
        __typename
        ... on DeclareHostAsDegradedSuccess { host { ...HostParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [HostParts, JobParts, ProblemParts],
);

export const CancelHostAsDegraded = graphql(
  `
    mutation CancelHostAsDegraded($input: CancelHostAsDegradedInput!) {
      result: cancelHostAsDegraded(input: $input) {
        __typename
        ... on CancelHostAsDegradedSuccess { host { ...HostParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [HostParts, JobParts, ProblemParts],
);

export const DeleteHost = graphql(
  `
    mutation DeleteHost($input: DeleteHostInput!) {
      result: deleteHost(input: $input) {
        __typename
        ... on DeleteHostSuccess { hostId }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const EnableStorageMaintenance = graphql(
  `
    mutation EnableStorageMaintenance($input: EnableStorageMaintenanceInput!) {
      result: enableStorageMaintenance(input: $input) {
        __typename
        ... on EnableStorageMaintenanceSuccess { storagePool { ...StoragePoolParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [StoragePoolParts, JobParts, ProblemParts],
);

export const CancelStorageMaintenance = graphql(
  `
    mutation CancelStorageMaintenance($input: CancelStorageMaintenanceInput!) {
      result: cancelStorageMaintenance(input: $input) {
        __typename
        ... on CancelStorageMaintenanceSuccess { storagePool { ...StoragePoolParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [StoragePoolParts, JobParts, ProblemParts],
);

export const EnableStoragePool = graphql(
  `
    mutation EnableStoragePool($input: EnableStoragePoolInput!) {
      result: enableStoragePool(input: $input) {
        __typename
        ... on EnableStoragePoolSuccess { storagePool { ...StoragePoolParts } }
        ...ProblemParts
      }
    }
  `,
  [StoragePoolParts, ProblemParts],
);

export const DisableStoragePool = graphql(
  `
    mutation DisableStoragePool($input: DisableStoragePoolInput!) {
      result: disableStoragePool(input: $input) {
        __typename
        ... on DisableStoragePoolSuccess { storagePool { ...StoragePoolParts } }
        ...ProblemParts
      }
    }
  `,
  [StoragePoolParts, ProblemParts],
);

export const DeleteStoragePool = graphql(
  `
    mutation DeleteStoragePool($input: DeleteStoragePoolInput!) {
      result: deleteStoragePool(input: $input) {
        __typename
        ... on DeleteStoragePoolSuccess { storagePoolId }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const StartSystemVm = graphql(
  `
    mutation StartSystemVm($input: StartSystemVmInput!) {
      result: startSystemVm(input: $input) {
        __typename
        ... on StartSystemVmSuccess { systemVm { ...SystemVmParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [SystemVmParts, JobParts, ProblemParts],
);

export const StopSystemVm = graphql(
  `
    mutation StopSystemVm($input: StopSystemVmInput!) {
      result: stopSystemVm(input: $input) {
        __typename
        ... on StopSystemVmSuccess { systemVm { ...SystemVmParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [SystemVmParts, JobParts, ProblemParts],
);

export const RebootSystemVm = graphql(
  `
    mutation RebootSystemVm($input: RebootSystemVmInput!) {
      result: rebootSystemVm(input: $input) {
        __typename
        ... on RebootSystemVmSuccess { systemVm { ...SystemVmParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [SystemVmParts, JobParts, ProblemParts],
);

export const MigrateSystemVm = graphql(
  `
    mutation MigrateSystemVm($input: MigrateSystemVmInput!) {
      result: migrateSystemVm(input: $input) {
        __typename
        ... on MigrateSystemVmSuccess { systemVm { ...SystemVmParts } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [SystemVmParts, JobParts, ProblemParts],
);

export const DestroySystemVm = graphql(
  `
    mutation DestroySystemVm($input: DestroySystemVmInput!) {
      result: destroySystemVm(input: $input) {
        __typename
        ... on DestroySystemVmSuccess { systemVmId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const ArchiveAlerts = graphql(
  `
    mutation ArchiveAlerts($input: ArchiveAlertsInput!) {
      result: archiveAlerts(input: $input) {
        __typename
        ... on ArchiveAlertsSuccess { alertIds }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);
