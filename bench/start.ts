import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startCity, stopCity } from './city-process.ts';
import type { Figure, Figures } from './figures.ts';

/**
 * From `cabildo start` to the first 200 of /healthz, which needs web, worker and database. "Empty": the folder does not
 * exist; "demo": the same with the demo city seeded into it; "full": a folder that was started before.
 */
export async function run({ port = 4933 }: { port?: number; seconds?: number } = {}): Promise<Figures> {
  const empty: number[] = [];
  const demo: number[] = [];
  const full: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const root = mkdtempSync(join(tmpdir(), 'cabildo-bench-'));
    try {
      empty.push(await timed(join(root, 'bare'), port, '0'));
      full.push(await timed(join(root, 'bare'), port, '0'));
      demo.push(await timed(join(root, 'demo'), port, '1'));
      full.push(await timed(join(root, 'demo'), port, '1'));
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }
  return {
    title: 'Start to ready',
    figures: [
      figure('empty folder, no demo', empty, 10),
      figure('empty folder, with the demo city', demo, 10),
      figure('full folder', full, 3),
    ],
    notes: ['Medians; the build of the sources is done before.'],
  };
}

async function timed(dataFolder: string, port: number, demo: string): Promise<number> {
  const begun = performance.now();
  const city = await startCity(dataFolder, port, { CABILDO_DEMO: demo });
  for (;;) {
    const response = await fetch(`http://localhost:${port}/healthz`).catch(() => undefined);
    if (response?.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const seconds = (performance.now() - begun) / 1000;
  await stopCity(city);
  return seconds;
}

function figure(name: string, values: readonly number[], atMost: number): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  return { name, value: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, unit: 's', goal: { atMost } };
}
