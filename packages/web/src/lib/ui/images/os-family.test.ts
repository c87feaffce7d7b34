import { expect, it } from 'vitest';
import { osFamily } from './os-family.ts';

it.each([
  ['Ubuntu 24.04 LTS', 'Other Linux (64-bit)', 'ubuntu'],
  ['base-image', 'Debian GNU/Linux 12 (64-bit)', 'debian'],
  ['CentOS 5.6 (64-bit) no GUI (Simulator)', null, 'centos'],
  ['win', 'Windows Server 2022 (64-bit)', 'windows'],
  ['search-appliance', 'Other (64-bit)', 'other'],
  ['rhel-9', null, 'redhat'],
])('%s on %s is %s', (name, osName, family) => {
  expect(osFamily(name, osName)).toBe(family);
});
