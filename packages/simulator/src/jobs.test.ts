/** Jobs: how long they take, who waits for whom, who may ask. */
import { expect, test } from 'vitest';
import { startTestCloud } from './testing/test-cloud.ts';

test('jobSpeed divides the time of jobs', async () => {
  const cloud = await startTestCloud({ jobSpeed: 20 });
  const alice = cloud.as('alice');
  const [vm] = await alice.list('listVirtualMachines', { state: 'Running' });
  const { jobid } = await alice.call('stopVirtualMachine', { id: String(vm?.id) });
  cloud.clock.advance(250);
  expect(await alice.call('queryAsyncJobResult', { jobid: String(jobid) })).toMatchObject({ jobstatus: 1 });
  await cloud.close();
});

test('a pending job names its management server, a finished one its result', async () => {
  const cloud = await startTestCloud();
  const alice = cloud.as('alice');
  const [vm] = await alice.list('listVirtualMachines', { state: 'Running' });
  const { jobid } = await alice.call('rebootVirtualMachine', { id: String(vm?.id) });
  const query = { jobid: String(jobid) };
  expect(Object.keys(await alice.call('queryAsyncJobResult', query))).toEqual([
    'accountid',
    'account',
    'domainid',
    'domainpath',
    'userid',
    'cmd',
    'jobprocstatus',
    'jobresultcode',
    'jobinstancetype',
    'jobinstanceid',
    'managementserverid',
    'managementservername',
    'created',
    'jobid',
    'jobstatus',
  ]);
  cloud.clock.advance(5000);
  expect(Object.keys(await alice.call('queryAsyncJobResult', query))).toEqual([
    'accountid',
    'account',
    'domainid',
    'domainpath',
    'userid',
    'cmd',
    'jobprocstatus',
    'jobresultcode',
    'jobresulttype',
    'jobresult',
    'jobinstancetype',
    'jobinstanceid',
    'created',
    'completed',
    'jobid',
    'jobstatus',
  ]);
  await cloud.close();
});

test('pending jobs are seen by their account; the admin’s on a tenant’s VM by the admin only', async () => {
  const cloud = await startTestCloud();
  const [alice, bob, dana, admin] = [cloud.as('alice'), cloud.as('bob'), cloud.as('dana'), cloud.as('admin')];
  const [vm] = await alice.list('listVirtualMachines', { state: 'Running' });
  const { jobid } = await admin.call('stopVirtualMachine', { id: String(vm?.id) });
  const query = { jobid: String(jobid) };
  expect(await alice.list('listAsyncJobs')).toEqual([]);
  expect((await alice.send('queryAsyncJobResult', query)).status).toBe(531);
  expect(await dana.list('listAsyncJobs', { listall: true })).toEqual([]);
  expect(await admin.list('listAsyncJobs')).toMatchObject([{ cmd: 'org.apache.cloudstack.api.command.admin.vm.StopVMCmdByAdmin' }]);
  cloud.clock.advance(5000);
  await alice.call('startVirtualMachine', { id: String(vm?.id) });
  expect(await dana.list('listAsyncJobs', { listall: true })).toHaveLength(1);
  expect(await admin.list('listAsyncJobs', { listall: true })).toHaveLength(1);
  expect([await dana.list('listAsyncJobs'), await bob.list('listAsyncJobs', { listall: true })]).toEqual([[], []]);
  await cloud.close();
});

test('what breaks a rule fails in the job, except where something new would have an id', async () => {
  const cloud = await startTestCloud();
  const alice = cloud.as('alice');
  const [source] = await alice.list('listPublicIpAddresses', { issourcenat: true });
  expect(await alice.job('disassociateIpAddress', { id: String(source?.id) })).toMatchObject({
    jobstatus: 2,
    jobresultcode: 431,
    jobinstancetype: 'IpAddress',
    jobinstanceid: source?.id,
    jobresult: { errorcode: 431, errortext: expect.stringContaining('source nat') },
  });
  const rule = { ipaddressid: String(source?.id), protocol: 'TCP', startport: 90, endport: 80 };
  expect((await alice.send('createFirewallRule', rule)).status).toBe(431);
  await cloud.close();
});
