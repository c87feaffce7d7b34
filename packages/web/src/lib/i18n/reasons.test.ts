import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { reasonText } from './reasons.ts';
import { frenchReasons } from './reasons-fr.ts';
import { frenchCloudReasons } from './reasons-fr-cloud.ts';

afterEach(() => overwriteGetLocale(() => 'en'));

/** The rules are read as text: the portal may not import the gateway, but it has to keep up with its sentences. */
const rules = [
  'virtual-machines/virtual-machine',
  'volumes/volume',
  'snapshots/snapshot',
  'virtual-machine-snapshots/virtual-machine-snapshot',
  'isos/iso',
  'templates/template',
  'networks/network',
  'public-ip-addresses/public-ip-address',
  'projects/project',
  'hosts/host',
  'storage-pools/storage-pool',
].map((name) => join(import.meta.dirname, `../../../../gateway/src/resources/${name}-rules.ts`));

describe('reasons in French', () => {
  it.each(rules.map((path) => [basename(path), path] as const))('has every sentence of %s', (_, path) => {
    const source = readFileSync(path, 'utf8');
    const sentences = [...source.matchAll(/'([A-Z][^'\n]* [^'\n]*\.)'/g)].map((match) => match[1] ?? '');
    expect(sentences.length).toBeGreaterThan(0);
    expect(sentences.filter((sentence) => !(sentence in frenchReasons) && !(sentence in frenchCloudReasons))).toEqual([]);
  });

  it('carries over the word of CloudStack in a sentence', () => {
    overwriteGetLocale(() => 'fr');
    expect(reasonText('CloudStack is busy with the volume (Migrating). Wait until it is done.')).toBe(
      'CloudStack est occupé avec le volume (Migrating). Attendez qu’il ait fini.',
    );
    expect(reasonText('The instance is running already.')).toBe('L’instance est déjà en marche.');
    expect(reasonText('Something new.')).toBe('Something new.');
    expect(reasonText(null)).toBeNull();
  });

  it('says why the infrastructure refuses', () => {
    overwriteGetLocale(() => 'fr');
    expect(reasonText('The system machine is running; only a stopped one can be started.')).toBe(
      'La machine système n’est pas arrêtée (running).',
    );
    expect(reasonText('The host is in maintenance, or on its way (Maintenance).')).toBe(
      'L’hôte est en maintenance, ou y passe (Maintenance).',
    );
  });

  it('leaves English alone', () => {
    overwriteGetLocale(() => 'en');
    expect(reasonText('The instance is running already.')).toBe('The instance is running already.');
  });
});
