// npm run simulator | bench | doctor: install if needed, then run one file on the pinned Node with the arguments given.
import { join } from 'node:path';
import { ensureInstalled, nodeBinary, root, run } from './setup.mjs';

const [file, ...args] = process.argv.slice(2);
await ensureInstalled();
const { code, signal } = await run(nodeBinary(), [join(root, file), ...args]);
process.exit(signal ? 0 : code);
