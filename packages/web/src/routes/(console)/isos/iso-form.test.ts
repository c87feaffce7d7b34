import { describe, expect, it } from 'vitest';
import { emptyIso, type IsoValues, isoInput, isoProblems, isoUrlProblem, nameFromUrl } from './iso-form.ts';

const filled: IsoValues = {
  ...emptyIso,
  name: 'debian',
  url: 'https://cdimage.debian.org/debian-13.iso',
  zoneId: 'Zone:z',
  osTypeId: 'OsType:o',
};
const paths = (values: IsoValues) => isoProblems(values).map((p) => p.path.join('.'));

describe('register an ISO', () => {
  it.each(['https://a.example/x.iso', 'http://a.example/x.ISO?sig=1', 'ftp://a.example/x.iso.gz', 'https://a.example/x.metalink'])(
    'fetches %s',
    (url) => {
      expect(isoUrlProblem(url)).toBeNull();
    },
  );

  it.each(['', 'debian.iso', 'file:///etc/x.iso', 'https://a.example/x.img', 'https://a.example/'])('refuses %j', (url) => {
    expect(isoUrlProblem(url)).toMatch(/\w/);
  });

  it('asks for URL, name, zone and system', () => {
    expect(paths(emptyIso)).toEqual(['url', 'name', 'zoneId', 'osTypeId']);
    expect(paths(filled)).toEqual([]);
    expect(paths({ ...filled, isBootable: false, osTypeId: '' })).toEqual([]);
  });

  it('sends no system for a plain data disc and no switches that are off', () => {
    expect(isoInput({ ...filled, isBootable: false })).toEqual({
      name: 'debian',
      url: 'https://cdimage.debian.org/debian-13.iso',
      zoneId: 'Zone:z',
      isBootable: false,
    });
  });

  it('takes a name from the URL', () => {
    expect(nameFromUrl('https://a.example/d/debian-13.1-netinst.iso?x=1')).toBe('debian-13.1-netinst');
  });
});
