import { expect, it } from 'vitest';
import { diskChoices, imageChoices, networkChoices, offeringChoices } from './deploy-choices.ts';

const image = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  osName: null,
  sizeBytes: 1024 ** 3,
  isReady: true,
  isFeatured: false,
  zone: { id: 'Zone:a' },
  ...more,
});

it('offers the images that are ready in the zone, featured first', () => {
  const images = [
    image('1', 'Debian 12'),
    image('2', 'Appliance', { osName: 'Other (64-bit)' }),
    image('3', 'Rocky Linux 9', { isFeatured: true }),
    image('4', 'Ubuntu 24.04', { isReady: false }),
    image('5', 'Fedora', { zone: { id: 'Zone:b' } }),
    image('6', 'Everywhere', { zone: null }),
  ];
  const choices = imageChoices(images, 'Zone:a');
  expect(choices.map(({ value }) => value)).toEqual(['3', '1', '6', '2']);
  expect(choices.map(({ family }) => family)).toEqual(['rocky', 'debian', 'other', 'other']);
  expect(choices.find(({ value }) => value === '2')?.note).toMatch(/^Other \(64-bit\) · 1.GiB$/);
  expect(choices.find(({ value }) => value === '1')?.note).toMatch(/^1.GiB$/);
});

it('orders offerings from small to large, the open ones last', () => {
  const offering = (id: string, cpuCount: number | null, memoryMib: number | null) => ({
    id,
    name: id,
    displayText: null,
    cpuCount,
    cpuSpeedMhz: 2000,
    memoryMib,
    isCustomized: cpuCount === null,
  });
  const choices = offeringChoices([
    offering('custom', null, null),
    offering('large', 4, 8192),
    offering('wide', 4, 4096),
    offering('small', 1, 512),
  ]);
  expect(choices.map(({ value }) => value)).toEqual(['small', 'wide', 'large', 'custom']);
});

it('orders disks by size, the open ones last', () => {
  const disk = (id: string, gib: number | null) => ({
    id,
    name: id,
    displayText: null,
    sizeBytes: gib === null ? null : gib * 1024 ** 3,
    isCustomized: gib === null,
  });
  expect(diskChoices([disk('any', null), disk('big', 100), disk('small', 5)]).map(({ value }) => value)).toEqual(['small', 'big', 'any']);
});

it('offers the networks of the zone by name', () => {
  const network = (id: string, name: string, zone: string) => ({
    id,
    name,
    kind: 'Isolated',
    state: 'Implemented',
    cidr: '10.0.0.0/24',
    zone: { id: zone },
  });
  expect(
    networkChoices([network('1', 'net-10', 'a'), network('2', 'net-2', 'a'), network('3', 'x', 'b')], 'a').map(({ value }) => value),
  ).toEqual(['2', '1']);
});
