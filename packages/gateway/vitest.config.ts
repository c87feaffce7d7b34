import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would take graphql's development copy, and Node, for the packages in node_modules, the other: `instanceof` fails between them.
  ssr: { resolve: { conditions: ['node', 'module-sync', 'import'] } },
  // One process for many files: building the schema anew for each took longer than the tests.
  test: { name: 'gateway', include: ['src/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 20_000, isolate: false, maxWorkers: 2 },
});
