import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../bin/build.js';
import type { Figure, Figures } from './figures.ts';

/** `npm run bench -- NAME [--json] [--seconds N]`: prints what was measured beside what was wished. Never fails for a timing. */
const benches: Readonly<
  Record<string, () => Promise<{ run: (wish: { seconds?: number }) => Promise<Figures> }>>
> = {
  list: () => import('./list.ts'),
  vote: () => import('./vote.ts'),
  start: () => import('./start.ts'),
  weight: () => import('./weight.ts'),
  paint: () => import('./paint.ts'),
  backup: () => import('./backup.ts'),
  'second-city': () => import('./second-city.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, seconds: { type: 'string' } },
});
const [name = ''] = positionals;
const bench = benches[name];
if (name === 'tally') {
  const { benchTally } = await import('./tally.ts');
  benchTally(positionals[1]);
} else if (bench) {
  await buildIfStale();
  const figures = await (await bench()).run(values.seconds ? { seconds: Number(values.seconds) } : {});
  const machine = describeMachine();
  if (values.json) console.log(JSON.stringify({ ...machine, ...figures }, null, 2));
  else print(machine, figures);
} else {
  console.error(`npm run bench -- ${[...Object.keys(benches), 'tally'].join('|')} [--json] [--seconds N]`);
  process.exitCode = 1;
}
// Pools of the libraries under test may keep the process from ending by itself.
process.exit();

function describeMachine() {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return {
    machine: `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${memory}, Node ${process.version}`,
    date: new Date().toISOString().slice(0, 10),
    commit,
  };
}

function print(machine: ReturnType<typeof describeMachine>, { title, figures, notes }: Figures): void {
  console.log(`${title}\n${machine.machine}; ${machine.date}; ${machine.commit}\n`);
  const width = Math.max(...figures.map((figure) => figure.name.length));
  for (const figure of figures) {
    const value = Number(figure.value.toFixed(figure.value < 10 ? 2 : 0)).toLocaleString('en');
    console.log(`${figure.name.padEnd(width)}  ${`${value} ${figure.unit}`.padEnd(16)}${verdict(figure)}`);
  }
  for (const note of notes) console.log(`\n${note}`);
}

function verdict({ value, goal }: Figure): string {
  if (!goal) return '';
  const met = 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
  const wish = 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `${met ? 'met' : 'NOT MET'} (${wish})`;
}
