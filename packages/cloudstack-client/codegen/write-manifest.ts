/**
 * Makes the folder of the build a package of its own: `node codegen/write-manifest.ts dist`, then `npm publish ./dist`.
 * In the repository the package is its TypeScript source, which Node does not run from `node_modules`; so what is
 * published has a manifest of its own.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Manifest {
  name: string;
  version: string;
  description: string;
  license: string;
  type: string;
  engines: Record<string, string>;
  dependencies: Record<string, string>;
}

const home = new URL('../', import.meta.url);
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node codegen/write-manifest.ts <folder of the build>');

const { name, version, description, license, type, engines, dependencies } = JSON.parse(
  readFileSync(new URL('package.json', home), 'utf8'),
) as Manifest;
const published = {
  ...{ name, version, description, license, type, engines },
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
  sideEffects: false,
  dependencies,
};
writeFileSync(`${folder}/package.json`, `${JSON.stringify(published, undefined, 2)}\n`);
copyFileSync(fileURLToPath(new URL('README.md', home)), `${folder}/README.md`);
