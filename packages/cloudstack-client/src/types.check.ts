// Never run: `tsc` (npm run check) is the test. Each `@ts-expect-error` fails the build when the error is not there.
import type { AsyncJobHandle, CloudStackClient, ListResult, Row } from './index.ts';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_ extends true>(): void => undefined;

/** What must compile. */
export async function compiles(client: CloudStackClient): Promise<void> {
  const list = await client.call('listVirtualMachines', {
    listall: true,
    ids: ['a', 'b'],
    tags: [{ key: 'env', value: 'x' }],
    details: 'min',
  });
  holds<Same<typeof list, ListResult<Row<'listVirtualMachines'>>>>();
  const [machine] = list.rows;
  const addresses: (string | undefined)[] = (machine?.nic ?? []).map((nic) => nic.ipaddress);
  const created: string | undefined = machine?.created;
  const memory: number | undefined = machine?.memory;

  const job = await client.call('startVirtualMachine', { id: 'v' });
  holds<Same<typeof job, AsyncJobHandle<Row<'startVirtualMachine'>>>>();
  holds<Same<Row<'startVirtualMachine'>, Row<'listVirtualMachines'>>>();
  const started = await job.wait({ timeoutMs: 1000 });
  const id: string = started.id;

  const renamed = await client.call('updateVirtualMachine', { id: 'v', displayname: 'web' }, { timeoutMs: 10 });
  const name: string | undefined = renamed.displayname;
  const gone: boolean | undefined = (await client.call('deleteVolume', { id: 'v' })).success;

  // Nothing required: no parameters needed. Undefined leaves a parameter out.
  await client.call('listZones');
  await client.call('listVolumes', { virtualmachineid: undefined });
  for await (const volume of client.pages('listVolumes', {}, { pageSize: 100 })) holds<Same<typeof volume, Row<'listVolumes'>>>();
  const raw: unknown = await client.callRaw('anything', { at: 'all' });
  // Registering an ISO is synchronous, and a list.
  const isos = await client.call('registerIso', { displaytext: 'd', name: 'n', url: 'http://example.org/x.iso', zoneid: 'z' });
  const isoId: string | undefined = isos.rows[0]?.id;
  void [addresses, created, memory, id, name, gone, raw, isoId];
}

/** What must not. */
export async function doesNotCompile(client: CloudStackClient): Promise<void> {
  // @ts-expect-error a required parameter is missing: id
  await client.call('startVirtualMachine', {});
  // @ts-expect-error parameters are missing altogether
  await client.call('startVirtualMachine');
  // @ts-expect-error serviceofferingid and zoneid are required
  await client.call('deployVirtualMachine', { templateid: 't' });
  // @ts-expect-error templatefilter is required of a list, too
  await client.call('listTemplates');
  // @ts-expect-error … and by pages
  client.pages('listTemplates');
  // @ts-expect-error no such command
  await client.call('listVirtualMachine');
  // @ts-expect-error no such parameter
  await client.call('listVolumes', { virtualmachine: 'v' });
  // @ts-expect-error a boolean, not a text
  await client.call('listVolumes', { listall: 'yes' });
  // @ts-expect-error a synchronous command has no job to wait for
  await (await client.call('updateVirtualMachine', { id: 'v' })).wait();
  // @ts-expect-error a list has no job either
  await (await client.call('listZones')).wait();
  // @ts-expect-error an asynchronous command is no list
  (await client.call('startVirtualMachine', { id: 'v' })).rows;
  // @ts-expect-error … and not yet the resource
  (await client.call('startVirtualMachine', { id: 'v' })).name;
  // @ts-expect-error only lists have pages
  client.pages('startVirtualMachine', { id: 'v' });
  // @ts-expect-error no such field in a row
  (await client.call('listZones')).rows[0]?.hypervisors;
}
