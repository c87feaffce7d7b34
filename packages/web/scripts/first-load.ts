/**
 * How much script a browser fetches for the first view of each page, gzipped, from a finished build. Fails when a page
 * is over the budget. `node scripts/first-load.ts`
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET = 200_000;
const server = new URL('../.svelte-kit/output/server/', import.meta.url);
const client = new URL('../.svelte-kit/output/client/', import.meta.url);

interface Chunk {
  file: string;
  imports?: string[];
  name?: string;
  isEntry?: boolean;
}
interface Route {
  id: string;
  page: { layouts: (number | undefined)[]; leaf: number } | null;
}

const chunks = JSON.parse(readFileSync(new URL('.vite/manifest.json', client), 'utf8')) as Record<string, Chunk>;
const { manifest } = (await import(new URL('manifest.js', server).href)) as { manifest: { routes: Route[] } };

const sizes = new Map<string, number>();
function gzipped(file: string): number {
  const known = sizes.get(file) ?? gzipSync(readFileSync(new URL(file, client)), { level: 6 }).length;
  sizes.set(file, known);
  return known;
}

/** A file and all that it imports before it runs. */
function closure(keys: string[], into = new Set<string>()): Set<string> {
  for (const key of keys) {
    const chunk = chunks[key];
    if (!chunk || into.has(chunk.file)) continue;
    into.add(chunk.file);
    closure(chunk.imports ?? [], into);
  }
  return into;
}

const keyOf = (part: string) => Object.keys(chunks).filter((key) => chunks[key]?.file.includes(part));
const start = [...keyOf('/entry/start.'), ...keyOf('/entry/app.'), ...keyOf('/entry/payload.')];

let over = false;
for (const { id, page } of manifest.routes) {
  if (!page) continue;
  const nodes = [...page.layouts, page.leaf].filter((node) => node !== undefined);
  const files = closure([...start, ...nodes.flatMap((node) => keyOf(`/nodes/${node}.`))]);
  const total = [...files].reduce((sum, file) => sum + gzipped(file), 0);
  over ||= total > BUDGET;
  console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  ${String(files.size).padStart(3)} files  ${id}`);
}
if (over) {
  console.error(`A page is over ${BUDGET / 1000} kB: import what is not seen at first with import().`);
  process.exitCode = 1;
}
