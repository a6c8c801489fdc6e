import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Journeys over real data, which is not in the repository: `npm run check:real`. */
const config = mergeConfig(base, { test: { testTimeout: 300_000, hookTimeout: 300_000 } });
config.test.include = ['**/*.real.test.ts', '**/*.real.test.tsx'];
config.test.exclude = ['**/node_modules/**', 'var/**', 'dist/**'];
export default config;
