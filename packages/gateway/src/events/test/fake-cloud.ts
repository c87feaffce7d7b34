import { randomUUID } from 'node:crypto';
import { CloudStackAuthenticationError, CloudStackTransportError, type Transport, type TransportCall } from '@cloudstack-graph/client';
import { pino } from 'pino';
import { InFlightReads } from '../../coalesce.ts';
import type { Services } from '../../context.ts';
import type { Identity, RoleType } from '../../identity/identity.ts';
import { SharedCache } from '../../shared-cache.ts';
import { type EventRow, formatCloudStackDate, parseCloudStackDate } from '../event-row.ts';
import type { Live } from '../live.ts';

export interface FakeVm {
  readonly id: string;
  name: string;
  state: string;
  owner: string;
}

type Params = ReadonlyMap<string, string>;

/** Just enough of CloudStack for the live path, in memory and without a port: who sees which event is given with it. */
export class FakeCloud implements Transport {
  readonly endpoint = 'http://cloud.test/client/api';
  readonly events: (EventRow & { readonly owner: string; archived?: boolean })[];
  readonly vms: FakeVm[] = [];
  readonly jobs: { id: string; owner: string; status: number; vm?: string }[] = [];
  readonly calls: { command: string; user: string }[] = [];
  /** API keys that are not accepted. */
  readonly revoked = new Set<string>();
  away = false;
  now = Date.parse('2026-11-22T08:00:00Z');

  /** @param events a log that several of these share */
  constructor(events: FakeCloud['events'] = []) {
    this.events = events;
  }

  addEvent(owner: string, type: string, state: string, vm?: string): EventRow {
    const row = {
      id: randomUUID(),
      created: formatCloudStackDate(this.now),
      owner,
      account: owner,
      domainid: 'domain',
      type,
      state,
      level: 'INFO',
      ...(vm === undefined ? {} : { resourceid: vm, resourcetype: 'VirtualMachine' }),
    };
    this.events.push(row);
    return row;
  }

  count(command: string): number {
    return this.calls.filter((call) => call.command === command).length;
  }

  async send(call: TransportCall) {
    const params: Params = new Map(new URLSearchParams(call.form(Date.now())));
    const user = (params.get('apiKey') ?? '').replace(/^key-/, '').replace(/-\d+$/, '');
    this.calls.push({ command: call.command, user });
    await Promise.resolve();
    if (this.away) throw new CloudStackTransportError({ command: call.command, kind: 'connect', errorText: 'nobody listens' });
    if (this.revoked.has(params.get('apiKey') ?? ''))
      throw new CloudStackAuthenticationError({ command: call.command, status: 401, errorText: 'unable to verify user credentials' });
    return { value: this.#answer(call.command, params, user), setCookies: [] };
  }

  async close(): Promise<void> {}

  #answer(command: string, params: Params, user: string): unknown {
    switch (command) {
      case 'listEvents': {
        const from = params.has('startdate') ? parseCloudStackDate(params.get('startdate')) : 0;
        const mine = this.events.filter(
          (e) => !e.archived && (user === 'admin' || e.owner === user) && parseCloudStackDate(e.created) >= from,
        );
        return page('event', mine, params);
      }
      case 'listVirtualMachines': {
        const ids = params.get('ids')?.split(',') ?? [params.get('id')];
        return page(
          'virtualmachine',
          this.vms
            .filter((vm) => ids.includes(vm.id) && (user === 'admin' || vm.owner === user))
            .map(({ owner, ...vm }) => ({ ...vm, account: owner })),
          params,
        );
      }
      case 'listAsyncJobs':
        return page('asyncjobs', this.jobs.filter((job) => job.owner === user && job.status === 0).map(jobRow), params);
      case 'queryAsyncJobResult':
        return this.jobs.filter((job) => job.id === params.get('jobid')).map(jobRow)[0];
      default:
        return {};
    }
  }
}

function jobRow(job: { id: string; status: number; vm?: string }) {
  return {
    jobid: job.id,
    jobstatus: job.status,
    jobprocstatus: 0,
    cmd: 'org.apache.cloudstack.api.command.user.vm.StopVMCmd',
    ...(job.vm ? { jobinstancetype: 'VirtualMachine', jobinstanceid: job.vm } : {}),
  };
}

function page(name: string, rows: readonly unknown[], params: Params): unknown {
  const size = Number(params.get('pagesize') ?? 500);
  const number = Number(params.get('page') ?? 1);
  const newestFirst = name === 'event' ? [...rows].reverse() : [...rows];
  const slice = newestFirst.slice((number - 1) * size, number * size);
  if (name === 'event') slice.reverse();
  return rows.length === 0 ? {} : { count: rows.length, [name]: slice };
}

/** A user of the fake cloud; `credential` tells two key pairs of one user apart. */
export function fakeIdentity(username: string, roleType: RoleType = 'User', credential = 1): Identity {
  return {
    key: `user-${username}`,
    username,
    account: username,
    domainId: 'domain',
    roleType,
    via: 'keys',
    credentials: { kind: 'keys', apiKey: `key-${username}-${credential}`, secretKey: 'secret' },
  } as Identity;
}

/** What cohorts need of the gateway's services. */
export function fakeServices(cloud: FakeCloud, live: Live): Services {
  const services = { transport: cloud, cache: new SharedCache(), reads: new InFlightReads(), live, log: pino({ level: 'silent' }) };
  return services as unknown as Services;
}
