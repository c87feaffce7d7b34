import { describe, expect, it } from 'vitest';
import {
  type DeployChoice,
  type DeployValues,
  deployInput,
  deployProblems,
  emptyDeploy,
  hostNameProblem,
  isHostName,
  toHostName,
} from './instance-form.ts';

const fixed: DeployChoice = { offeringIsCustom: false, speedIsOpen: false, diskIsCustom: false, needsNetwork: true };
const filled: DeployValues = {
  ...emptyDeploy,
  zoneId: 'Zone:z',
  imageId: 'Template:t',
  serviceOfferingId: 'ServiceOffering:s',
  networkIds: ['Network:n'],
};
const paths = (values: DeployValues, choice: DeployChoice) => deployProblems(values, choice).map((p) => p.path.join('.'));

describe('host names', () => {
  it.each(['a', 'web-1', 'W3', 'x'.repeat(63)])('accepts %s', (name) => {
    expect(isHostName(name)).toBe(true);
    expect(hostNameProblem(name)).toBeNull();
  });

  it.each(['', '1web', '-web', 'web-', 'web_1', 'wéb', 'a b', 'x'.repeat(64), 'a\\u0041'])('refuses %j and says why', (name) => {
    expect(isHostName(name)).toBe(false);
    expect(hostNameProblem(name)).toMatch(/\w/);
  });

  it('tells a leading digit, a hyphen at an end and a length apart', () => {
    const words = [hostNameProblem('1web'), hostNameProblem('web-'), hostNameProblem('x'.repeat(64)), hostNameProblem('a b')];
    expect(new Set(words).size).toBe(4);
  });

  it.each([
    ['Web serveur n° 1', 'web-serveur-n-1'],
    ['Élan', 'elan'],
    ['42', ''],
    [`${'a'.repeat(62)} b`, 'a'.repeat(62)],
  ])('makes a host name of %s', (text, name) => {
    expect(toHostName(text)).toBe(name);
    expect(name === '' || isHostName(name)).toBe(true);
  });
});

describe('deploy form', () => {
  it('asks for everything that is missing, in the order of the page', () => {
    expect(paths(emptyDeploy, fixed)).toEqual(['zoneId', 'templateId', 'serviceOfferingId', 'networkIds']);
  });

  it('accepts a filled form and sends only what was chosen', () => {
    expect(deployProblems(filled, fixed)).toEqual([]);
    expect(deployInput({ ...filled, name: ' web-1 ' }, fixed)).toEqual({
      zoneId: 'Zone:z',
      templateId: 'Template:t',
      serviceOfferingId: 'ServiceOffering:s',
      networkIds: ['Network:n'],
      name: 'web-1',
      start: true,
    });
  });

  it('wants a disk for an ISO and sends isoId', () => {
    const iso: DeployValues = { ...filled, imageKind: 'iso', imageId: 'Iso:i' };
    expect(paths(iso, fixed)).toEqual(['diskOfferingId']);
    const input = deployInput({ ...iso, diskOfferingId: 'DiskOffering:d' }, fixed);
    expect(input.isoId).toBe('Iso:i');
    expect(input.templateId).toBeUndefined();
  });

  it('checks and sends the sizes only where the offerings leave them open', () => {
    const odd = { ...filled, cpuCount: 0.5, memoryMib: 1, cpuSpeedMhz: 1, diskOfferingId: 'DiskOffering:d', diskSizeGib: 0 };
    expect(paths(odd, fixed)).toEqual([]);
    expect(deployInput(odd, fixed)).not.toHaveProperty('cpuCount');
    const open: DeployChoice = { offeringIsCustom: true, speedIsOpen: true, diskIsCustom: true, needsNetwork: true };
    expect(paths(odd, open)).toEqual(['cpuCount', 'cpuSpeedMhz', 'memoryMib', 'diskSizeGib']);
    expect(deployInput({ ...odd, cpuCount: 2, memoryMib: 2048 }, { ...open, speedIsOpen: false })).toMatchObject({
      cpuCount: 2,
      memoryMib: 2048,
      diskSizeGib: 0,
    });
  });

  it('needs no network in a basic zone', () => {
    expect(paths({ ...filled, networkIds: [] }, { ...fixed, needsNetwork: false })).toEqual([]);
  });

  it('measures user data as CloudStack stores it', () => {
    expect(paths({ ...filled, userData: 'x'.repeat(24_576) }, fixed)).toEqual([]);
    expect(paths({ ...filled, userData: 'x'.repeat(24_577) }, fixed)).toEqual(['userData']);
    expect(deployInput({ ...filled, affinityGroupIds: ['AffinityGroup:a'] }, fixed).affinityGroupIds).toEqual(['AffinityGroup:a']);
    expect(deployInput({ ...filled, userData: '#cloud-config\n' }, fixed).userData).toBe('I2Nsb3VkLWNvbmZpZwo=');
  });
});
