// What a page of the live index must be, computed apart: out of CloudStack's own lists, without a line of the index.
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudStackClient, type Row, type Transport } from '@cloudstack-graph/client';

type Machine = Row<'listVirtualMachines'> & { id: string };

export interface ReferencePage {
  readonly total: number;
  readonly ids: readonly string[];
  readonly states: Readonly<Record<string, number>>;
}

/** A client of one of the demo's accounts. */
export function demoClient(transport: Transport, user: string): CloudStackClient {
  return new CloudStackClient({
    transport,
    credentials: { kind: 'keys', apiKey: `demo-api-key-${user}`, secretKey: `demo-secret-key-${user}` },
  });
}

/** All machines of an account, page after page. */
export async function allMachines(client: CloudStackClient): Promise<Machine[]> {
  const machines: Machine[] = [];
  for (let page = 1; ; page++) {
    const { rows } = await client.call('listVirtualMachines', { details: ['tmpl', 'servoff'], page, pagesize: 500 });
    machines.push(...(rows as Machine[]));
    if (rows.length < 500) return machines;
  }
}

/** Those of a state and a template, by name as people order names, a page of them; and the counts by state of that template. */
export async function referencePage(
  client: CloudStackClient,
  wanted: { readonly state: string; readonly templateId: string },
  page: { readonly number: number; readonly size: number },
): Promise<ReferencePage> {
  const listed = (await allMachines(client)).filter(({ state, templateid }) => state !== 'Destroyed' && templateid === wanted.templateId);
  const byName = (a: Machine, b: Machine) =>
    (a.name ?? '').localeCompare(b.name ?? '', 'en', { numeric: true, sensitivity: 'base' }) || (a.id < b.id ? -1 : 1);
  const found = listed.filter(({ state }) => state === wanted.state).sort(byName);
  const states = Map.groupBy(listed, ({ state }) => (state ?? '').toUpperCase());
  return {
    total: found.length,
    ids: found.slice((page.number - 1) * page.size, page.number * page.size).map(({ id }) => `VirtualMachine:${id}`),
    states: Object.fromEntries([...states].map(([state, of]) => [state, of.length])),
  };
}

/** Random numbers below a bound, the same each time. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

/**
 * Changes machines of bob's at random, by his own hand and by administrators', and waits until all of it has ended.
 * Answers how many changes CloudStack took.
 */
export async function changeAtRandom(transport: Transport, changes: number, seed = 7): Promise<number> {
  const [bob, dana, admin] = ['bob', 'dana', 'admin'].map((user) => demoClient(transport, user)) as [
    CloudStackClient,
    CloudStackClient,
    CloudStackClient,
  ];
  const machines = await allMachines(bob);
  const like = machines[0];
  const below = dice(seed);
  const change = async (number: number) => {
    const machine = machines[below(machines.length)];
    const by = [bob, bob, bob, bob, dana, admin][below(6)] ?? bob;
    if (!machine || !like) return;
    const { id } = machine;
    switch (below(10)) {
      case 0:
        return by.call('destroyVirtualMachine', { id, expunge: by !== bob });
      case 1: {
        const { zoneid = '', templateid = '', serviceofferingid = '' } = like;
        return bob.call('deployVirtualMachine', { zoneid, templateid, serviceofferingid, name: `made-${number}` });
      }
      case 2:
      case 3:
      case 4:
        return by.call('updateVirtualMachine', { id, name: `renamed-${below(1000)}`, displayname: `Renamed ${number}` });
      default:
        return machine.state === 'Running' ? by.call('stopVirtualMachine', { id }) : by.call('startVirtualMachine', { id });
    }
  };
  let taken = 0;
  for (let from = 0; from < changes; from += 5) {
    const some = Array.from({ length: Math.min(5, changes - from) }, (_, number) => change(from + number));
    // what is refused (a machine that is gone, a limit that is reached) changes nothing
    taken += (await Promise.allSettled(some)).filter(({ status }) => status === 'fulfilled').length;
  }
  while ((await admin.call('listAsyncJobs', { listall: true })).rows.length > 0) await sleep(100);
  return taken;
}
