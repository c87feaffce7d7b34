/** How far a job of CloudStack has come. */
export type JobStatus = 'PENDING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** A job of CloudStack as the graph shows it: the backing shape of `AsyncJob`. */
export interface JobRow {
  /** CloudStack's UUID of the job. */
  id: string;
  /** The command that started it, in CloudStack's spelling: `startVirtualMachine`. */
  command: string;
  status: JobStatus;
  /** Percent, where CloudStack tells. */
  progress?: number | undefined;
  /** ISO 8601 with offset, as CloudStack sent it. */
  createdAt?: string | undefined;
  /** What it works on: the name of the graph's type and the UUID. */
  resource?: { typename: string; id: string } | undefined;
  /** Why it failed. */
  errorText?: string | undefined;
  /** CloudStack's number of the failure. */
  errorCode?: number | undefined;
}

/** A job that CloudStack has just taken. */
export function pendingJob(id: string, command: string, resource?: JobRow['resource']): JobRow {
  return { id, command, status: 'PENDING', progress: 0, createdAt: new Date().toISOString(), resource };
}
