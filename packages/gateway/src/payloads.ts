import type { Types } from './builder.ts';
import { typedId } from './ids.ts';
import { AsyncJob } from './jobs/async-job-type.ts';
import type { JobRow } from './jobs/job.ts';
import { waitSeconds } from './validation/quantities.ts';

/** What `success: (t) => …` of a mutation gets. */
export type SuccessBuilder<S extends object> = PothosSchemaTypes.ObjectFieldBuilder<Types, S>;

/** What a mutation on one resource carries to its payload: whose fields read the resource anew, as far as it is selected. */
export interface Outcome {
  id: string;
}

/** {@link Outcome} of an asynchronous command. */
export interface JobOutcome extends Outcome {
  job: JobRow;
}

/** The field `job` of a payload. */
export const startedJob = <S extends { job: JobRow }>(t: SuccessBuilder<S>) =>
  t.field({ type: AsyncJob, description: 'The job that does it.', resolve: (outcome) => outcome.job });

/** The field `…Id` of a payload whose resource is gone, or going. */
export const goneId = <S extends Outcome>(t: SuccessBuilder<S>, typename: string) =>
  t.id({ description: 'Typed id of what was removed.', resolve: (outcome) => typedId(typename, outcome.id) });

/** Settings of the input field `id` of an action. */
export const idField = { required: true, description: 'Typed id or UUID.' } as const;

/** Settings of the input field `waitSeconds`. */
export const waitField = {
  defaultValue: 0,
  description: 'How long to wait for the end of the job, 0 to 300 seconds; 0 answers at once.',
};

/** The rule of {@link waitField}, for the `z.object` of a mutation. */
export const waitRule = { waitSeconds: waitSeconds.nullish() };

/** Settings of the input field `ids` of a bulk mutation. */
export const bulkIdsField = { required: true, description: 'Typed ids or UUIDs, 1 to 200. One that is given twice counts once.' } as const;

/** {@link JobOutcome} of a job that makes something ready to be downloaded. */
export interface DownloadOutcome extends JobOutcome {
  url: string | null;
}

/** The field `url` of a payload whose job makes something ready to be downloaded. */
export const downloadUrlField = <S extends { url: string | null }>(t: SuccessBuilder<S>) =>
  t.string({
    nullable: true,
    description: 'Where to download it from, for some hours. Null when the job was not waited for (`waitSeconds`).',
    resolve: (outcome) => outcome.url,
  });
