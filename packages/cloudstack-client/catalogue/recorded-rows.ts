import { jobStateOf } from '../src/async-jobs.ts';
import { decodeAnswer, isRecord, listOf, objectOf } from '../src/envelope.ts';
import { commandKind } from '../src/generated/command-table.ts';
import { answerText, readExchanges } from '../src/testing/recordings.ts';

/** A row of a recorded answer, or the result of a recorded job, with the command that it answers. */
export interface RecordedRow {
  file: string;
  command: string;
  row: Record<string, unknown>;
  /** Whether the answer was a list. */
  listed: boolean;
}

/** Every row in the recordings. Job results are told by the command that started the job. */
export function readRecordedRows(): RecordedRow[] {
  const rows: RecordedRow[] = [];
  const startedBy = new Map<string, string>();
  for (const { file, command, status, contentType, params, ...rest } of readExchanges()) {
    if (status !== 200 || contentType?.includes('xml')) continue;
    const value = decodeAnswer({ command, status, text: answerText({ file, command, status, params, ...rest }) });
    if (!isRecord(value)) continue;
    if (commandKind(command) === 'async') {
      startedBy.set(String(value.jobid), command);
      continue;
    }
    const add = (row: unknown, of: string, listed: boolean) => {
      if (isRecord(row)) rows.push({ file, command: of, row, listed });
    };
    // An answer with a count or an array is a list, whatever our tables say.
    const listed = Object.keys(value).length === 0 || 'count' in value;
    if (listed) for (const row of listOf(value).rows) add(row, command, true);
    else add(objectOf(value), command, false);
    const starter = command === 'queryAsyncJobResult' ? startedBy.get(String(params.jobid)) : undefined;
    if (starter !== undefined) add(jobStateOf(value, '', starter).result, starter, false);
  }
  return rows;
}
