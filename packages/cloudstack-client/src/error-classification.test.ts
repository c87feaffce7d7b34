import { describe, expect, test } from 'vitest';
import { decodeAnswer } from './envelope.ts';
import { classifyFailure } from './error-classification.ts';
import { type CloudStackError, CloudStackInvalidParameterError, CloudStackNotFoundError } from './errors.ts';
import { readExchanges } from './testing/recordings.ts';

/** Every distinct refusal in the recordings: code, family, parameter, the start of the text. */
function recordedRefusals(): string[] {
  const lines = new Set<string>();
  for (const { command, status, body } of readExchanges()) {
    if (status === 200 || body === undefined) continue;
    try {
      decodeAnswer({ command, status, text: JSON.stringify(body) });
    } catch (thrown) {
      const error = thrown as CloudStackError;
      const parameter =
        error instanceof CloudStackNotFoundError || error instanceof CloudStackInvalidParameterError ? error.parameter : undefined;
      lines.add(`${status} ${error.family}${parameter ? ` (${parameter})` : ''}: ${error.errorText.slice(0, 90)}`);
    }
  }
  return [...lines].toSorted();
}

test('the recorded refusals', () => {
  expect(recordedRefusals()).toMatchInlineSnapshot(`
    [
      "401 authentication: unable to verify user credentials",
      "401 authentication: unable to verify user credentials and/or request signature",
      "431 conflict: The vm with hostName web-1 already exists in the network domain: cs4cloud.internal; networ",
      "431 invalid-parameter (details): The details parameter contains a non permitted value. The allowed values are [all, group, ",
      "431 invalid-parameter (displayname): Received value containing illegal ASCII non-printable characters for parameter displayname",
      "431 invalid-parameter (id): Unable to execute API command attachvolume due to missing parameter id",
      "431 invalid-parameter (id): Unable to execute API command deletevolume due to missing parameter id",
      "431 invalid-parameter (id): Unable to execute API command destroyvolume due to missing parameter id",
      "431 invalid-parameter (id): Unable to execute API command recovervolume due to missing parameter id",
      "431 invalid-parameter (id): Unable to execute API command resizevolume due to missing parameter id",
      "431 invalid-parameter (name): Unable to execute API command deployvirtualmachine due to invalid value. Invalid value pro",
      "431 invalid-parameter (page): "page" parameter is required when "pagesize" is specified",
      "431 invalid-parameter (pagesize): "pagesize" parameter is required when "page" is specified",
      "431 invalid-parameter (resourceid): resourceid parameter must be used with resourcetype parameter",
      "431 invalid-parameter (serviceofferingid): Unable to execute API command deployvirtualmachine due to missing parameter serviceofferin",
      "431 invalid-parameter (templatefilter): Unable to execute API command listtemplates due to missing parameter templatefilter",
      "431 invalid-parameter (url): Unable to execute API command registeriso due to missing parameter url",
      "431 invalid-parameter (volumeid): Unable to execute API command createsnapshot due to missing parameter volumeid",
      "431 invalid-parameter (volumeid): Unable to execute API command createsnapshotpolicy due to missing parameter volumeid",
      "431 invalid-parameter: At least one of disk Offering ID or snapshot ID must be passed whilst creating volume",
      "431 invalid-parameter: Illegal host specified in URL.",
      "431 invalid-parameter: Invalid URL: http://not a url",
      "431 invalid-parameter: Need to specify custom parameter values cpu, cpu speed and memory when using custom offeri",
      "431 invalid-parameter: No enum constant com.cloud.template.VirtualMachineTemplate.TemplateFilter.bogus",
      "431 invalid-parameter: No password found for VM [VM instance {"id":3,"instanceName":"i-4-3-VM","state":"Running",",
      "431 invalid-parameter: Page size can't exceed max allowed page size value: 500",
      "431 invalid-parameter: Please pass a valid GuestOS Id",
      "431 invalid-parameter: Please specify a volume that is not attached to any VM.",
      "431 invalid-parameter: This disk offering requires a custom size specified",
      "431 invalid-parameter: Unable to parse date garbage for command listevents, please pass dates in the format menti",
      "431 invalid-parameter: Unable to resolve example.org.",
      "431 invalid-parameter: Unable to resolve nosuchhost.invalid.",
      "431 invalid-parameter: Unsupported scheme for url: ftp//bad",
      "431 not-found (id): Unable to execute API command deleteiso due to invalid value. Invalid parameter id value=0",
      "431 not-found (id): Unable to execute API command deletesnapshot due to invalid value. Invalid parameter id va",
      "431 not-found (id): Unable to execute API command listsnapshots due to invalid value. Invalid parameter id val",
      "431 not-found (id): Unable to execute API command listvirtualmachines due to invalid value. Invalid parameter ",
      "431 not-found (ids): Unable to execute API command deleteevents due to invalid value. Invalid parameter ids val",
      "431 not-found (ids): Unable to execute API command listvirtualmachines due to invalid value. Invalid parameter ",
      "431 not-found (jobid): Unable to execute API command queryasyncjobresult due to invalid value. Invalid parameter ",
      "431 not-found (ostypeid): Unable to execute API command updatevirtualmachine due to invalid value. Invalid parameter",
      "431 not-found (zoneid): Unable to execute API command deployvirtualmachine due to invalid value. Invalid parameter",
      "431 not-found: Unable to find UUID for id [334] of type [VirtualMachine]",
      "431 not-found: Unable to find UUID for id [7] of type [VirtualMachine]",
      "432 permission: The API [getUser] does not exist or is not available for the account for user id [3c02253f",
      "432 permission: The API [listConfigurations] does not exist or is not available for the account for user i",
      "432 permission: The API [listHosts] does not exist or is not available for the account for user id [4e62ab",
      "432 permission: The API [listVirtualMachines] does not exist or is not available for this account/user in ",
      "432 permission: The API [updateVolume] does not exist or is not available for the account for user id [e6a",
      "511 second-factor: Unable to process the API request due to :Two factor authentication 2FA is enabled but not",
      "511 second-factor: two-factor authentication code provided is invalid",
      "530 internal: Api Discovery plugin was unable to find an api by that name or process any apis",
      "530 internal: Unable to delete Events, one or more parameters has invalid values",
      "531 authentication: Failed to authenticate user alice in domain 2; please provide valid credentials",
      "531 authentication: Failed to authenticate user nobody in domain 2; please provide valid credentials",
      "531 permission: Account Account [{"accountName":"bob","id":5,"uuid":"b10828b9-ee9d-4f3a-a8fa-1f1ceef5a20b"",
      "531 permission: Caller does not have permission to operate with provided resource.",
      "535 limit: Maximum amount of resources of Type = 'cpu', tag = 'null' for Account Name = alice in Doma",
      "535 limit: Maximum amount of resources of Type = 'user_vm', tag = 'null' for Account Name = alice in ",
      "537 conflict: The range specified, 22-22, conflicts with rule FirewallRule {"id":2,"networkId":204,"purp",
    ]
  `);
});

describe('by code', () => {
  test.each([
    [400, 'invalid-parameter'],
    [403, 'permission'],
    [409, 'conflict'],
    [429, 'rate-limit'],
    [430, 'invalid-parameter'],
    [500, 'internal'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [530, 'internal'],
    [532, 'limit'],
    [533, 'capacity'],
    [534, 'unavailable'],
    [536, 'conflict'],
  ])('%i is %s', (errorCode, family) => {
    expect(classifyFailure({ command: 'x', errorCode, errorText: 'no' }).family).toBe(family);
  });

  test("a job's 432 about shrinking is about the parameter, not the role", () => {
    const failure = {
      command: 'resizeVolume',
      errorCode: 432,
      errorText: 'Going from existing size of 9 to size of 1 would shrink the volume',
    };
    expect(classifyFailure(failure).family).toBe('invalid-parameter');
  });

  test('a 401 by session says that the session has ended', () => {
    const failure = { command: 'listZones', status: 401, errorCode: 401, errorText: 'unable to verify user credentials' };
    expect(classifyFailure({ ...failure, bySession: true })).toMatchObject({ family: 'authentication', sessionExpired: true });
    expect(classifyFailure(failure)).toMatchObject({ sessionExpired: false });
  });
});
