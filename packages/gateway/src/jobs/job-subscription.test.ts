import { createTransport, type Transport } from '@cloudstack-graph/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type People, type Person, peopleOf } from '../limits/test-people.ts';
import { type Harness, startHarness } from '../test/harness.ts';

const JOBS = 'subscription { jobs { id command status errorText resource { id } } }';

interface Job {
  id: string;
  command: string;
  status: string;
  errorText: string | null;
  resource: { id: string } | null;
}

let harness: Harness;
let transport: Transport;
let people: People;
let [bob, colleague, alice] = [] as unknown as [Person, Person, Person];
const heard = new Map<Person, Job[]>();

beforeAll(async () => {
  harness = await startHarness({ simulator: { jobSpeed: 1 }, deps: { timing: { jobsMs: 100, clockAloneMs: 200 } } });
  transport = createTransport({ endpoint: harness.endpoint });
  people = peopleOf(harness, transport);
  const demo = (name: string) => people.person(name, `demo-api-key-${name}`, `demo-secret-key-${name}`);
  const admin = demo('admin');
  const { rows } = await admin.client.call('listDomains', { name: 'acme', listall: true });
  bob = demo('bob');
  alice = demo('alice');
  colleague = await people.hire(admin, 'bob2', rows[0]?.id ?? '', 'bob');
  for (const person of [bob, colleague, alice]) {
    const jobs: Job[] = [];
    heard.set(person, jobs);
    person.listen(JOBS, ({ jobs: job }: { jobs: Job }) => void jobs.push(job));
  }
  await until(() => harness.gateway.services.live.watchers === 3);
});
afterAll(async () => {
  people?.leave();
  await harness?.close();
  await transport?.close();
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 400) throw new Error('not in time');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const ended = (person: Person, id: string) => heard.get(person)?.find((job) => job.id === `AsyncJob:${id}` && job.status !== 'PENDING');

describe('jobs', { timeout: 60_000 }, () => {
  it('are told to everybody of the account, whoever began them and wherever, with how they end; to nobody else', async () => {
    const { rows } = await bob.client.call('listVirtualMachines', { state: 'Running', details: ['min'], page: 1, pagesize: 1 });
    const id = rows[0]?.id ?? '';
    const stopped = await colleague.client.call('stopVirtualMachine', { id });
    await until(() => [bob, colleague].every((person) => ended(person, stopped.jobId) !== undefined));
    for (const person of [bob, colleague])
      expect(ended(person, stopped.jobId)).toMatchObject({
        command: 'stopVirtualMachine',
        status: 'SUCCEEDED',
        resource: { id: `VirtualMachine:${id}` },
      });
    expect(heard.get(alice)).toEqual([]);
  });
});
