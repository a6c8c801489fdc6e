import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentSchema, parseEnvironment } from '../src/platform/env.ts';
import { rootFolder } from '../src/platform/process/root-folder.ts';

const read = (name: string) => readFile(join(rootFolder(), name), 'utf8');
const known = Object.keys(environmentSchema.shape);

/** The lines of a service in compose.yaml; our file keeps to two spaces a level. */
function section(text: string, heading: string): string {
  const after = text.split(`\n${heading}\n`)[1] ?? '';
  const depth = /^ */.exec(heading)?.[0].length ?? 0;
  const lines = after.split('\n');
  const end = lines.findIndex((line) => line.trim() !== '' && /^ */.exec(line)![0].length <= depth);
  return lines.slice(0, end === -1 ? undefined : end).join('\n');
}

const keysOf = (text: string) =>
  [...text.matchAll(/^ {4}([A-Z][A-Z_]+):/gm)].map(([, name]) => name as string);

describe('the guide for operators', () => {
  it('lists every variable of the environment, and no other', async () => {
    const table = (await read('docs/operating.md')).split('## Environment')[1]?.split('\n## ')[0] ?? '';
    const listed = [...table.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name as string);
    expect(listed.toSorted()).toEqual(known.toSorted());
  });

  it('names the metrics that there are', async () => {
    const guide = await read('docs/operating.md');
    const source = await read('src/platform/process/metrics.ts');
    const named = new Set([...guide.matchAll(/`(cabildo_[a-z_]+)/g)].map(([, name]) => name as string));
    named.delete('cabildo_owner');
    named.delete('cabildo_app');
    named.delete('cabildo_web');
    const made = new Set([...source.matchAll(/'(cabildo_[a-z_]+)'/g)].map(([, name]) => name as string));
    expect([...named].toSorted()).toEqual([...made].toSorted());
  });
});

describe('the container files', () => {
  it('set only variables that the program reads, to values that it takes', async () => {
    const compose = await read('compose.yaml');
    const set = keysOf(section(compose, '  environment:'));
    expect(set).toContain('DATABASE_URL');
    expect(set.filter((name) => !known.includes(name))).toEqual([]);
    const example = Object.fromEntries(
      (await read('deploy/.env.example'))
        .split('\n')
        .filter((line) => /^[A-Z]/.test(line))
        .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    const secrets = Object.fromEntries(
      Object.entries(example).map(([name, value]) => [name, value || 'x'.repeat(48)]),
    );
    const asked = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name as string);
    expect(new Set(asked)).toEqual(new Set(Object.keys(secrets)));
    const lines = section(compose, '  environment:').split('\n');
    const values = lines
      .filter((line) => line.trim() !== '')
      .map((line) => /^ {4}([A-Z_]+): "?(.*?)"?$/.exec(line)?.slice(1) as [string, string]);
    const filled = values.map(([name, value]) => [
      name,
      value.replaceAll(/\$\{(\w+)[^}]*\}/g, (_all, one) => secrets[one] ?? ''),
    ]);
    const environment = parseEnvironment(Object.fromEntries(filled));
    expect(environment).toMatchObject({ isProduction: true, isDemo: false, trustProxy: true });
    const dockerfile = await read('Dockerfile');
    const baked = [...dockerfile.matchAll(/\b([A-Z_]+)=\S+/g)].map(([, name]) => name as string);
    expect(baked.filter((name) => ![...known, 'CABILDO_BUILT'].includes(name))).toEqual([]);
  });

  it('run web, worker and database, each with a health check, and the program without privileges', async () => {
    const compose = await read('compose.yaml');
    const dockerfile = await read('Dockerfile');
    const services = section(compose, 'services:');
    const names = [...services.matchAll(/^ {2}([a-z]+):$/gm)].map(([, name]) => name);
    expect(names).toEqual(['web', 'worker', 'database']);
    expect(section(`\n${services}`, '  web:')).toContain('command: [start, --no-worker]');
    expect(section(`\n${services}`, '  worker:')).toMatch(/command: \[worker\]\n[\s\S]*healthcheck:/);
    expect(section(`\n${services}`, '  database:')).toContain('healthcheck:');
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(compose).toMatch(/read_only: true/);
    const used = [...compose.matchAll(/- (\w+):\//g)].map(([, name]) => name as string);
    const declared = keysLower(section(compose, 'volumes:'));
    expect(new Set(used)).toEqual(new Set(declared));
  });
});

const keysLower = (text: string) => [...text.matchAll(/^ {2}([a-z]+):/gm)].map(([, name]) => name as string);
