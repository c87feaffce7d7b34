import { defineConfig } from 'vitest/config';

const node = (name: string) => ({
  extends: true as const,
  test: { name, root: `packages/${name}`, include: ['{src,codegen,catalogue}/**/*.test.ts'] },
});

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 20_000,
    maxWorkers: 2,
    projects: [
      node('cloudstack-client'),
      node('simulator'),
      'packages/gateway/vitest.config.ts',
      'packages/web/vite.config.ts',
      { extends: true as const, test: { name: 'repository', include: ['*.test.ts', 'e2e/*.test.ts'] } },
    ],
  },
});
