/** Writes which types an interface stands for, from schema.graphql: the cache must know it to match fragments. */
import { readFileSync, writeFileSync } from 'node:fs';
import { buildSchema, isInterfaceType } from 'graphql';

/** Interfaces on which the portal spreads fragments. */
const used = ['Error', 'Node', 'Resource'];

export function possibleTypes(sdl: string): string {
  const schema = buildSchema(sdl);
  const entries = used.map((name) => {
    const type = schema.getType(name);
    const names = isInterfaceType(type) ? schema.getPossibleTypes(type).map((possible) => possible.name) : [];
    return `  ${name}: ${JSON.stringify(names.sort()).replaceAll('"', "'").replaceAll(',', ', ')},`;
  });
  return `/** Generated from schema.graphql by \`pnpm codegen\`: what an interface stands for. */\nexport const possibleTypes = {\n${entries.join('\n')}\n};\n`;
}

if (import.meta.main) {
  const sdl = readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8');
  writeFileSync(new URL('../src/lib/graph/generated/possible-types.ts', import.meta.url), possibleTypes(sdl));
}
