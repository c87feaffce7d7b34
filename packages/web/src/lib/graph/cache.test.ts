// @vitest-environment node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { possibleTypes as generate } from '../../../scripts/possible-types.ts';
import { rootFieldsOf } from './active.ts';
import { without } from './cache.ts';
import { possibleTypes } from './generated/possible-types.ts';
import { graphql } from './graphql.ts';

describe('a removed thing', () => {
  it('leaves lists and their counts, edges, and the places where it stood alone', () => {
    const data = {
      volumes: {
        totalCount: 12,
        nodes: [{ id: 'Volume:1' }, { id: 'Volume:2', virtualMachine: { id: 'VirtualMachine:1' } }],
        edges: [{ cursor: 'a', node: { id: 'Volume:1' } }],
      },
      volume: { id: 'Volume:1' },
    };
    expect(without(data, 'Volume:1')).toEqual({
      volumes: { totalCount: 11, nodes: [{ id: 'Volume:2', virtualMachine: { id: 'VirtualMachine:1' } }], edges: [] },
      volume: null,
    });
    expect(without(data, 'VirtualMachine:1')).toMatchObject({ volumes: { totalCount: 12, nodes: [{}, { virtualMachine: null }] } });
  });

  it('changes nothing where it was not', () => {
    const data = { volumes: { totalCount: 1, nodes: [{ id: 'Volume:2' }] } };
    expect(without(data, 'Volume:1')).toEqual(data);
  });
});

it('names the root fields of a document', () => {
  expect(rootFieldsOf(graphql('query Two { zones(first: 1) { nodes { id } } viewer { id } }'))).toEqual(['zones', 'viewer']);
});

it('knows what interfaces stand for, as schema.graphql says', () => {
  const sdl = readFileSync(fileURLToPath(new URL('../../../../../schema.graphql', import.meta.url)), 'utf8');
  const fresh = [...generate(sdl).matchAll(/ {2}(\w+): \[([^\]]*)\]/g)].map(([, name, list]) => [
    name,
    list?.split(', ').map((word) => word.slice(1, -1)),
  ]);
  expect(Object.entries(possibleTypes), 'run `pnpm codegen`').toEqual(fresh);
});
