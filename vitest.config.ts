import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', '**/*.real.test.ts', 'var/**', 'dist/**'],
    globalSetup: ['test/global-setup.ts'],
    maxWorkers: 2,
    // Generous: a busy machine is slow, and slow is not wrong.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
