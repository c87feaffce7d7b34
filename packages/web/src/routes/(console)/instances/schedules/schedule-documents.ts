import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { ProblemParts } from '#lib/graph/problems.ts';

/** When an instance is started, stopped or restarted by itself (one call, when the tab opens). */
export const SchedulesQuery = graphql(`
  query InstanceSchedules($id: ID!) {
    schedules: virtualMachineSchedules(virtualMachineId: $id) {
      uuid action schedule timeZone description isEnabled startsAt endsAt
    }
  }
`);
export type ScheduleData = ResultOf<typeof SchedulesQuery>['schedules'][number];

export const CreateSchedule = graphql(
  `
    mutation CreateSchedule($input: CreateVirtualMachineScheduleInput!) {
      result: createVirtualMachineSchedule(input: $input) {
        __typename
        ... on CreateVirtualMachineScheduleSuccess { schedule { uuid } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const UpdateSchedule = graphql(
  `
    mutation UpdateSchedule($input: UpdateVirtualMachineScheduleInput!) {
      result: updateVirtualMachineSchedule(input: $input) {
        __typename
        ... on UpdateVirtualMachineScheduleSuccess { schedule { uuid } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const DeleteSchedule = graphql(
  `
    mutation DeleteSchedule($input: DeleteVirtualMachineScheduleInput!) {
      result: deleteVirtualMachineSchedule(input: $input) {
        __typename
        ... on DeleteVirtualMachineScheduleSuccess { __typename }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);
