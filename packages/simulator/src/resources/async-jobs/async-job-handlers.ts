/** Jobs as callers ask for them. */
import { listScope, mayAct } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { forbidden } from '../../errors.ts';
import { asyncJobs, type JobRecord } from '../../jobs.ts';
import { all, listBody, when } from '../../paging.ts';
import { accounts, users } from '../accounts/account-records.ts';
import { ownerFields } from '../accounts/owner.ts';

/** The management server that runs the jobs; only pending ones name it. */
const managementServers = new WeakMap<object, string>();

function managementServer(call: Call): string {
  let uuid = managementServers.get(call.cloud);
  if (uuid === undefined) {
    uuid = call.cloud.store.named('ManagementServer')?.all()[0]?.uuid ?? call.cloud.random.uuid();
    managementServers.set(call.cloud, uuid);
  }
  return uuid;
}

function jobRow(call: Call, job: JobRecord): Body {
  const { store } = call.cloud;
  const account = store.table(accounts).byId(job.accountId);
  const owner = ownerFields(store, job.accountId);
  const pending = job.status === 0;
  return {
    accountid: account?.uuid,
    account: account?.name,
    domainid: owner.domainid,
    domainpath: owner.domainpath,
    userid: store.table(users).byId(job.userId)?.uuid,
    cmd: job.cmd,
    jobprocstatus: 0,
    jobresultcode: job.resultCode,
    jobresulttype: pending ? undefined : 'object',
    jobresult: pending ? undefined : job.result,
    jobinstancetype: job.instanceType,
    jobinstanceid: job.instanceUuid,
    managementserverid: pending ? managementServer(call) : undefined,
    managementservername: pending ? 'localhost' : undefined,
    created: timestamp(job.created),
    completed: job.completed === undefined ? undefined : timestamp(job.completed),
    jobid: job.uuid,
    jobstatus: job.status,
  };
}

function queryAsyncJobResult(call: Call): Body {
  const { store } = call.cloud;
  const { caller } = call;
  const job = call.params.row(asyncJobs, 'jobid');
  if (job === undefined) return {};
  if (!mayAct(store, caller, job.accountId)) {
    const who = JSON.stringify({ accountName: caller.account.name, id: caller.account.id, uuid: caller.account.uuid });
    throw forbidden(`Account Account [${who}] is not authorized to see job id=${job.id}`);
  }
  return jobRow(call, job);
}

/** Only pending jobs are listed; `startdate` and `keyword` choose among these. */
function listAsyncJobs(call: Call): Body {
  const { store } = call.cloud;
  const table = store.table(asyncJobs);
  const scope = listScope(call);
  const rows = scope.kind === 'accounts' ? scope.ids.flatMap((id) => table.by('pending', id)) : table.by('unfinished', 1);
  const test = all<JobRecord>(
    when(call.params.date('startdate'), (job, start) => job.created >= start),
    when(call.params.like('keyword'), (job, like) => like(job.cmd)),
  );
  const visible = (scope.kind === 'everything' ? rows : [...rows].sort((a, b) => a.id - b.id)).filter((job) => test?.(job) !== false);
  return listBody(call, 'asyncjobs', visible, (job) => jobRow(call, job));
}

export const asyncJobResource: ResourceModule = {
  tables: [asyncJobs],
  commands: {
    queryAsyncJobResult: sync(queryAsyncJobResult),
    listAsyncJobs: sync(listAsyncJobs),
  },
};
