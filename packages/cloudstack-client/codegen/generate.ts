/**
 * Writes `src/generated/` from the pinned catalogue and its corrections.
 * `node codegen/generate.ts` writes, `node codegen/generate.ts --check` fails where the files differ.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CatalogueCommand, readCatalogue } from './catalogue.ts';
import { renderFiles } from './render.ts';

const folder = fileURLToPath(new URL('../src/generated/', import.meta.url));

function existing(): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function differences(files: ReadonlyMap<string, string>): string[] {
  const stale = existing().filter((name) => !files.has(name));
  const changed = [...files].filter(([name, text]) => {
    return !existing().includes(name) || readFileSync(folder + name, 'utf8') !== text;
  });
  return [...stale, ...changed.map(([name]) => name)];
}

function write(files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const name of existing()) if (!files.has(name)) rmSync(folder + name);
  for (const [name, text] of files) writeFileSync(folder + name, text);
}

const catalogue: CatalogueCommand[] = readCatalogue();
const files = renderFiles(catalogue);
if (process.argv.includes('--check')) {
  const names = differences(files);
  if (names.length > 0) {
    console.error(`src/generated is not what codegen/generate.ts writes: ${names.join(', ')}. Run \`node codegen/generate.ts\`.`);
    process.exitCode = 1;
  }
} else {
  write(files);
  console.log(`${catalogue.length} commands in ${files.size} files`);
}
