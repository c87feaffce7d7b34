/** What is wrong with a call's parameters, in the recorded words. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());

async function refusal(command: string, params: Record<string, string> = {}): Promise<unknown[]> {
  const answer = await cloud.as('alice').send(command, params);
  const content = Object.values(answer.body as Record<string, Record<string, unknown>>)[0] ?? {};
  return [answer.status, content.cserrorcode, content.errortext];
}

const unknownId = (command: string, name: string, value: string): string =>
  `Unable to execute API command ${command} due to invalid value. Invalid parameter ${name} value=${value} due to incorrect long value format, or entity does not exist or due to incorrect parameter annotation for the field in api cmd class.`;

describe('a call is refused', () => {
  test('for a missing parameter', async () => {
    expect(await refusal('deployVirtualMachine')).toEqual([
      431,
      9999,
      'Unable to execute API command deployvirtualmachine due to missing parameter serviceofferingid',
    ]);
    expect(await refusal('createTags', { resourcetype: 'UserVm', resourceids: 'x' })).toEqual([
      431,
      9999,
      'Unable to execute API command createtags due to missing parameter tags',
    ]);
  });

  test('for a malformed or unknown id, also one of several', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect(await refusal('listVirtualMachines', { id: 'abc' })).toEqual([431, 9999, unknownId('listvirtualmachines', 'id', 'abc')]);
    const [first] = await cloud.as('alice').list('listVirtualMachines');
    expect(await refusal('listVirtualMachines', { ids: `${first?.id},${nowhere}` })).toEqual([
      431,
      9999,
      unknownId('listvirtualmachines', 'ids', nowhere),
    ]);
    expect(await refusal('stopVirtualMachine', { id: nowhere })).toEqual([431, 9999, unknownId('stopvirtualmachine', 'id', nowhere)]);
  });

  test('for control characters, the line feed excepted', async () => {
    const [vm] = await cloud.as('alice').list('listVirtualMachines');
    const id = String(vm?.id);
    expect(await refusal('updateVirtualMachine', { id, displayname: 'tab\there' })).toEqual([
      431,
      9999,
      'Received value containing illegal ASCII non-printable characters for parameter displayname',
    ]);
    expect(await cloud.as('alice').call('updateVirtualMachine', { id, displayname: 'line1\nline2' })).toMatchObject({
      virtualmachine: { displayname: 'line1\nline2' },
    });
  });

  test('for a text that is too long, and a number that is none', async () => {
    const [vm] = await cloud.as('alice').list('listVirtualMachines');
    expect(await refusal('updateVirtualMachine', { id: String(vm?.id), displayname: 'x'.repeat(256) })).toEqual([
      431,
      9999,
      'Unable to execute API command updatevirtualmachine due to invalid value. Value greater than max allowed length 255 for param: displayName',
    ]);
    for (const page of ['one', '1.5', '99999999999'])
      expect(await refusal('listVirtualMachines', { page, pagesize: '5' })).toEqual([
        431,
        9999,
        `Unable to execute API command listvirtualmachines due to invalid value ${page} for parameter page`,
      ]);
  });

  test('for half a page, and for one that is too big', async () => {
    expect(await refusal('listVolumes', { page: '1' })).toEqual([431, 9999, '"pagesize" parameter is required when "page" is specified']);
    expect(await refusal('listVolumes', { pagesize: '5' })).toEqual([
      431,
      9999,
      '"page" parameter is required when "pagesize" is specified',
    ]);
    expect(await refusal('listVolumes', { page: '1', pagesize: '501' })).toEqual([
      431,
      4350,
      "Page size can't exceed max allowed page size value: 500",
    ]);
  });

  test('for a date that is none', async () => {
    expect(await refusal('listEvents', { startdate: 'garbage' })).toEqual([
      431,
      9999,
      'Unable to parse date garbage for command listevents, please pass dates in the format mentioned in the api documentation',
    ]);
  });
});

test('unknown parameters and values in another case do no harm', async () => {
  const alice = cloud.as('alice');
  expect(await alice.list('listVirtualMachines', { nosuchparameter: 'x', LISTALL: 'TRUE' })).toHaveLength(7);
});
