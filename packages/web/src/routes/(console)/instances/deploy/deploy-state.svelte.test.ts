import { describe, expect, it } from 'vitest';
import type { DeployOptions } from './deploy-documents.ts';
import { DeployState } from './deploy-state.svelte.ts';

const image = (id: string, zone: string) => ({
  id,
  name: id,
  displayText: null,
  osName: null,
  sizeBytes: 1,
  hypervisor: 'KVM',
  isReady: true,
  isFeatured: false,
  isBootable: true,
  zone: { id: zone },
});
const network = (id: string, zone: string) => ({ id, name: id, kind: 'Isolated', state: 'Implemented', cidr: null, zone: { id: zone } });
const options: DeployOptions = {
  zones: {
    nodes: [
      { id: 'Zone:a', name: 'a', networkType: 'Advanced' },
      { id: 'Zone:b', name: 'b', networkType: 'Basic' },
    ],
  },
  templates: { nodes: [image('Template:a', 'Zone:a'), image('Template:b', 'Zone:b')] },
  isos: { nodes: [image('Iso:a', 'Zone:a')] },
  serviceOfferings: {
    nodes: [
      { id: 'ServiceOffering:s', name: 's', displayText: null, cpuCount: 2, cpuSpeedMhz: 1000, memoryMib: 2048, isCustomized: false },
      { id: 'ServiceOffering:c', name: 'c', displayText: null, cpuCount: null, cpuSpeedMhz: null, memoryMib: null, isCustomized: true },
    ],
  },
  diskOfferings: { nodes: [{ id: 'DiskOffering:d', name: 'd', displayText: null, sizeBytes: 10 * 1024 ** 3, isCustomized: false }] },
  networks: { nodes: [network('Network:a', 'Zone:a')] },
  sshKeyPairs: { nodes: [] },
  viewer: { id: 'Viewer:v', account: 'alice', limits: [{ resource: 'cpus', used: 39, limit: 40 }] },
};

describe('the deploy page', () => {
  it('starts with what a link asked for, and takes what there is only one of', () => {
    const state = new DeployState(() => options, { templateId: 'Template:a' });
    expect(state.values).toMatchObject({ zoneId: 'Zone:a', imageId: 'Template:a', imageKind: 'template', networkIds: ['Network:a'] });
  });

  it('drops what does not exist in another zone', () => {
    const state = new DeployState(() => options, { templateId: 'Template:a' });
    state.chooseZone('Zone:b');
    expect(state.values).toMatchObject({ zoneId: 'Zone:b', imageId: '', networkIds: [] });
    expect(state.templates.map(({ value }) => value)).toEqual(['Template:b']);
    expect(state.choice.needsNetwork).toBe(false);
  });

  it('scolds nobody before the first attempt, and forgets an image of the other kind', () => {
    const state = new DeployState(() => options, { zoneId: 'Zone:a' });
    expect(state.shown).toEqual([]);
    state.tried = true;
    expect(state.problemAt('templateId')).toBeTruthy();
    state.values.imageId = 'Template:a';
    expect(state.problemAt('templateId')).toBeUndefined();
    state.chooseKind('iso');
    expect(state.values.imageId).toBe('');
    expect(state.problemAt('isoId')).toBeTruthy();
  });

  it('shows and chooses a key that was added from here, once', () => {
    const pair = { id: 'SshKeyPair:k', name: 'laptop', fingerprint: 'aa:bb' };
    let pairs: (typeof pair)[] = [];
    const state = new DeployState(() => ({ ...options, sshKeyPairs: { nodes: pairs } }), {});
    state.addKeyPair(pair);
    expect(state.values.keyPairs).toEqual(['laptop']);
    expect(state.keyPairs).toEqual([{ value: 'laptop', label: 'laptop', note: 'aa:bb' }]);
    pairs = [pair];
    state.addKeyPair({ name: 'other', fingerprint: 'cc' });
    expect(state.keyPairs.map(({ value }) => value)).toEqual(['laptop', 'other']);
  });

  it('sums up sizes and limits as they are chosen', () => {
    const state = new DeployState(() => options, { zoneId: 'Zone:a' });
    state.values.serviceOfferingId = 'ServiceOffering:s';
    expect(state.sizeText).toMatch(/^2 vCPU · 2.GiB$/);
    expect(state.limits).toMatchObject([{ resource: 'cpus', used: 39, adds: 2, exceeded: true }]);
    state.values.serviceOfferingId = 'ServiceOffering:c';
    state.values.cpuCount = 1;
    expect(state.choice).toMatchObject({ offeringIsCustom: true, speedIsOpen: true });
    expect(state.limits).toMatchObject([{ adds: 1, exceeded: false }]);
    state.values.diskOfferingId = 'DiskOffering:d';
    expect(state.diskText).toMatch(/^10.GiB$/);
  });
});
