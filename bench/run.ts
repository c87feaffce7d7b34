// npm run bench [-- name …]: runs bench/<name>.bench.ts, all of them without a name. Each prints a table of its own;
// ratios side by side are what counts, absolute times belong to the machine.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A benchmark: its default export, given the arguments behind `--`. */
export type Benchmark = (args: readonly string[]) => Promise<void>;

const available = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace(/\.bench\.ts$/, ''))
  .sort();
const [wanted, ...args] = process.argv.slice(2);
if (wanted !== undefined && !available.includes(wanted)) {
  console.error(`There is no benchmark "${wanted}". There are: ${available.join(', ')}.`);
  process.exit(1);
}
for (const name of wanted === undefined ? available : [wanted]) {
  console.log(`\n## ${name}\n`);
  const { default: run } = (await import(join(import.meta.dirname, `${name}.bench.ts`))) as { default: Benchmark };
  await run(args);
}
