// The graph on a cloud as the recorded one was before anybody used it: root admin, one zone, the Simulator hypervisor with
// its refusals, no demo account. What only works on the demo seed fails here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudStackClient, createTransport, login } from '../packages/cloudstack-client/src/index.ts';
import { type RunningGateway, startCloud, startGateway, until } from './harness.ts';

let cloud: Awaited<ReturnType<typeof startCloud>>;
let gateway: RunningGateway;
const people: Record<string, { apiKey: string; secretKey: string }> = {};

before(async () => {
  cloud = await startCloud({ seed: 'recorded', jobSpeed: 20, allowLoopbackUrls: true });
  const transport = createTransport({ endpoint: cloud.endpoint });
  const session = await login(transport, { username: 'admin', password: 'password', domain: '/' });
  const root = new CloudStackClient({ transport, credentials: { kind: 'session', session } });
  const { id: domainid } = (await root.call('createDomain', { name: 'acme' })) as { id: string };
  const keysOf = async (userid: string) => {
    const keys = (await root.callRaw('registerUserKeys', { id: userid })) as { userkeys: { apikey: string; secretkey: string } };
    return { apiKey: keys.userkeys.apikey, secretKey: keys.userkeys.secretkey };
  };
  for (const [username, accounttype] of [
    ['alice', 0],
    ['dana', 2],
  ] as const) {
    const person = { username, password: username, firstname: username, lastname: 'Test', email: `${username}@example.org` };
    const made = (await root.callRaw('createAccount', { ...person, accounttype, domainid })) as { account: { user: { id: string }[] } };
    people[username] = await keysOf(made.account.user[0]?.id ?? '');
  }
  people.admin = await keysOf(session.userId);
  await transport.close();
  gateway = await startGateway({
    CLOUDSTACK_API_URL: cloud.endpoint,
    CLOUDSTACK_API_KEY: people.admin.apiKey,
    CLOUDSTACK_SECRET_KEY: people.admin.secretKey,
  });
});
after(async () => {
  await gateway?.stop();
  await cloud?.simulator.close();
});

interface Answer {
  data?: Record<string, never> | null;
  errors?: { message: string; extensions: { code: string } }[];
}

async function ask(user: string, query: string, variables: object = {}): Promise<Answer> {
  const { apiKey, secretKey } = people[user] as { apiKey: string; secretKey: string };
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${apiKey}:${secretKey}`).toString('base64')}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as Answer;
}

/** The data of an operation that must not fail. */
// biome-ignore lint/suspicious/noExplicitAny: the answers of many small documents, each looked into once
async function data(user: string, query: string, variables: object = {}): Promise<any> {
  const { data, errors } = await ask(user, query, variables);
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

const job = (name: string, input: string, fields: string) =>
  `mutation($id: ID!) { result: ${name}(input: { ${input} waitSeconds: 60 }) { __typename ... on Error { message code } ... on ${name[0]?.toUpperCase()}${name.slice(1)}Success { ${fields} } } }`;

test('an empty account: everything lists, nothing is there', { timeout: 30_000 }, async () => {
  const seen = await data(
    'alice',
    `{ viewer { username role domainPath limits { resource used limit } counts { virtualMachines volumes } }
       virtualMachines { totalCount } volumes { totalCount } snapshots { totalCount } virtualMachineSnapshots { totalCount } isos { totalCount }
       templates { totalCount nodes { name isReady hypervisor } } networks { totalCount } zones { nodes { name networkType } }
       serviceOfferings { nodes { name cpuCount memoryMib isCustomized } } diskOfferings { nodes { name isCustomized sizeBytes } } }`,
  );
  assert.equal(seen.viewer.username, 'alice');
  assert.equal(seen.virtualMachines.totalCount, 0);
  assert.ok(seen.templates.totalCount >= 1);
});

test('the life of an instance and of what belongs to it, and what this hypervisor refuses', { timeout: 120_000 }, async () => {
  const { zones, serviceOfferings, diskOfferings, templates } = await data(
    'alice',
    '{ zones { nodes { id } } serviceOfferings { nodes { id name isCustomized } } diskOfferings { nodes { id isCustomized } } templates { nodes { id } } }',
  );
  const offering = serviceOfferings.nodes.find((one: { isCustomized: boolean }) => !one.isCustomized).id;
  const fixed = diskOfferings.nodes.find((one: { isCustomized: boolean }) => !one.isCustomized).id;
  const { networkOfferings } = await data('alice', '{ networkOfferings { nodes { id name guestIpType: kind } } }').catch(() => ({
    networkOfferings: undefined,
  }));
  assert.ok(networkOfferings === undefined || networkOfferings.nodes.length > 0);

  const deployed = (
    await data(
      'alice',
      `mutation($zone: ID!, $offering: ID!, $template: ID!) { result: deployVirtualMachine(input: { zoneId: $zone serviceOfferingId: $offering templateId: $template
         name: "recorded-1" displayName: "Été" waitSeconds: 60 }) { __typename ... on Error { message code }
         ... on DeployVirtualMachineSuccess { virtualMachine { id state displayName nics { ipAddress network { name } } actions { name disabledReason } } job { status } } } }`,
      { zone: zones.nodes[0].id, offering, template: templates.nodes[0].id },
    )
  ).result;
  assert.equal(deployed.__typename, 'DeployVirtualMachineSuccess', JSON.stringify(deployed));
  assert.equal(deployed.virtualMachine.state, 'RUNNING');
  assert.equal(deployed.job.status, 'SUCCEEDED');
  const id: string = deployed.virtualMachine.id;

  const again = (
    await data(
      'alice',
      `mutation($zone: ID!, $offering: ID!, $template: ID!) { result: deployVirtualMachine(input: { zoneId: $zone serviceOfferingId: $offering templateId: $template
         name: "recorded-1" waitSeconds: 60 }) { __typename ... on Error { message code } } }`,
      { zone: zones.nodes[0].id, offering, template: templates.nodes[0].id },
    )
  ).result;
  assert.match(again.__typename, /ConflictError|InvalidInputError/, JSON.stringify(again));

  const created = (
    await data(
      'alice',
      job('createVolume', 'name: "data-1" diskOfferingId: $id', 'volume { id state virtualMachine { id } } job { status }').replace(
        '$id: ID!',
        '$id: ID!',
      ),
      {
        id: fixed,
      },
    )
  ).result;
  assert.ok(created.volume || /zone/i.test(created.message), JSON.stringify(created));
  const volume = (
    await data('alice', job('createVolume', `name: "data-2" zoneId: "${zones.nodes[0].id}" diskOfferingId: $id`, 'volume { id state }'), {
      id: fixed,
    })
  ).result.volume;
  const attached = (
    await data('alice', job('attachVolume', `id: "${volume.id}" virtualMachineId: $id`, 'volume { virtualMachine { id } deviceId }'), {
      id,
    })
  ).result;
  assert.equal(attached.volume?.virtualMachine.id, id, JSON.stringify(attached));

  const snapshot = (
    await data('alice', job('createSnapshot', 'volumeId: $id name: "snap"', 'snapshot { id state volume { id } }'), { id: volume.id })
  ).result.snapshot;
  assert.equal(snapshot.volume.id, volume.id);
  const revert = (await data('alice', job('revertSnapshot', 'id: $id', 'job { status }'), { id: snapshot.id })).result;
  assert.match(revert.__typename, /InvalidStateError|JobFailedError/, `this hypervisor cannot revert: ${JSON.stringify(revert)}`);

  const joined = await data(
    'alice',
    'query($id: ID!) { virtualMachine(id: $id) { volumes { nodes { name kind snapshots { totalCount } } } events(first: 5) { nodes { type state } } } }',
    {
      id,
    },
  );
  assert.deepEqual(joined.virtualMachine.volumes.nodes.map((one: { kind: string }) => one.kind).sort(), ['DATADISK', 'ROOT']);
  assert.ok(joined.virtualMachine.events.nodes.length > 0);

  for (const [mutation, input, fields] of [
    ['detachVolume', `id: "${volume.id}"`, 'volume { virtualMachine { id } }'],
    ['stopVirtualMachine', `id: "${id}"`, 'virtualMachine { state }'],
    ['startVirtualMachine', `id: "${id}"`, 'virtualMachine { state }'],
    ['createVirtualMachineSnapshot', `virtualMachineId: "${id}" name: "whole"`, 'virtualMachineSnapshot { id }'],
    ['rebootVirtualMachine', `id: "${id}"`, 'virtualMachine { state }'],
    ['deleteSnapshot', `id: "${snapshot.id}"`, 'snapshotId'],
  ] as const) {
    const { result } = await data('alice', job(mutation, input, fields).replace('($id: ID!)', ''));
    assert.match(result.__typename, /Success$/, `${mutation}: ${JSON.stringify(result)}`);
  }
  const destroyed = (await data('alice', job('destroyVirtualMachine', 'id: $id', 'virtualMachineId job { status }'), { id })).result;
  assert.equal(destroyed.job?.status, 'SUCCEEDED', JSON.stringify(destroyed));
});

test('the domain administrator and root see it, a text hazard breaks nobody', { timeout: 60_000 }, async () => {
  const { virtualMachines } = await data(
    'dana',
    '{ virtualMachines(filter: { state: [DESTROYED] }) { nodes { id name owner { account domainPath } } } }',
  );
  assert.deepEqual(
    virtualMachines.nodes.map((one: { owner: { account: string } }) => one.owner.account),
    ['alice'],
  );
  const id = virtualMachines.nodes[0].id;
  await data('alice', 'mutation($id: ID!) { recoverVirtualMachine(input: { id: $id }) { __typename } }', { id });
  const renamed = await data(
    'alice',
    'mutation($id: ID!, $name: String!) { updateVirtualMachine(input: { id: $id displayName: $name }) { __typename ... on Error { message } ... on UpdateVirtualMachineSuccess { virtualMachine { displayName } } } }',
    { id, name: 'a\\u0041b' },
  );
  assert.equal(renamed.updateVirtualMachine.__typename, 'InvalidInputError', 'the graph does not write what breaks other clients');
  // Another client does: from then on CloudStack answers invalid JSON to everybody who may see the instance.
  const transport = createTransport({ endpoint: cloud.endpoint });
  const { apiKey = '', secretKey = '' } = people.alice ?? {};
  const other = new CloudStackClient({ transport, credentials: { kind: 'keys', apiKey, secretKey } });
  await other.callRaw('updateVirtualMachine', { id: id.split(':')[1], displayname: 'a\\u0041b' });
  await transport.close();
  for (const user of ['alice', 'dana', 'admin']) {
    const { virtualMachines: seen } = await data(user, '{ virtualMachines { nodes { name displayName } } }');
    assert.equal(seen.nodes[0].displayName, 'a\\u0041b', `${user} reads what was typed`);
  }
  const foreign = await ask('alice', '{ virtualMachine(id: "00000000-0000-4000-8000-000000000000") { id } }');
  assert.equal(foreign.data?.virtualMachine, null);
  await until(
    'the root administrator sees the events of all',
    async () => (await data('admin', '{ events { totalCount } }')).events.totalCount > 20,
  );
});
