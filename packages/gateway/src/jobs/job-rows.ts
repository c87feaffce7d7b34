import { typenameOf } from '../resource-types.ts';
import type { JobRow, JobStatus } from './job.ts';

/** A row of `queryAsyncJobResult` or `listAsyncJobs`, as far as it is read here. */
export interface AsyncJobAnswer {
  jobid?: string;
  cmd?: string;
  jobstatus?: number;
  jobprocstatus?: number;
  jobinstancetype?: string;
  jobinstanceid?: string;
  jobresult?: unknown;
  created?: string;
}

const statuses: readonly JobStatus[] = ['PENDING', 'SUCCEEDED', 'FAILED', 'CANCELLED'];

/** Where the class has its words in another order than the command. */
const commandNames: Readonly<Record<string, string>> = {
  resetVirtualMachinePassword: 'resetPasswordForVirtualMachine',
  resetVirtualMachineSSHKey: 'resetSSHKeyForVirtualMachine',
};

/** `org.apache…vm.StopVMCmdByAdmin` is the command `stopVirtualMachine`. */
function commandOf(javaClass: string): string {
  const simple = (javaClass.split('.').at(-1) ?? '').replace(/Cmd(ByAdmin)?$/, '');
  const name = simple.charAt(0).toLowerCase() + simple.slice(1);
  const written = name.replace(/VM(?!Snapshot)/, 'VirtualMachine');
  return commandNames[written] ?? written;
}

/** CloudStack's row of a job in the graph's words. */
export function jobRowOf(row: AsyncJobAnswer, jobId: string, known?: JobRow): JobRow {
  const status = statuses[row.jobstatus ?? 0] ?? 'PENDING';
  const failure =
    status === 'FAILED' && typeof row.jobresult === 'object' && row.jobresult !== null ? (row.jobresult as Record<string, unknown>) : {};
  return {
    id: jobId,
    command: known?.command ?? commandOf(row.cmd ?? ''),
    status,
    progress: status === 'SUCCEEDED' ? 100 : row.jobprocstatus,
    createdAt: row.created ?? known?.createdAt,
    resource: resourceOf(row) ?? known?.resource,
    ...(typeof failure.errortext === 'string' ? { errorText: failure.errortext } : {}),
    ...(typeof failure.errorcode === 'number' ? { errorCode: failure.errorcode } : {}),
  };
}

function resourceOf(row: AsyncJobAnswer): JobRow['resource'] {
  if (!row.jobinstancetype || !row.jobinstanceid) return undefined;
  return { typename: typenameOf(row.jobinstancetype), id: row.jobinstanceid };
}
