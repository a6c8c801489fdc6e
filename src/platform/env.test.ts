import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseEnvironment, readSecret } from './env.ts';

const secret = 'x'.repeat(44);
const folder = mkdtempSync(join(tmpdir(), 'cabildo-env-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the environment', () => {
  it('needs nothing for a first look', () => {
    expect(parseEnvironment({})).toMatchObject({
      port: 3000,
      isDemo: true,
      isProduction: false,
      logLevel: 'warn',
    });
  });

  it('treats an empty variable as one that is not set', () => {
    expect(parseEnvironment({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    });
  });

  it('names each wrong value in a line of its own', () => {
    const wrong = {
      PORT: '70000',
      SMTP_URL: 'mail',
      CABILDO_DEMO: 'maybe',
      LOG_LEVEL: 'loud',
      CABILDO_SECRET: 'short',
    };
    const lines = () => parseEnvironment(wrong);
    for (const name of Object.keys(wrong)) expect(lines).toThrow(new RegExp(`^${name} .+\\.$`, 'm'));
    expect(() => parseEnvironment({ PORT: 'abc' })).toThrow(/^PORT is a number from 0 to 65535\.$/);
  });

  it('keeps demo sign-ins out of production and away from a real server unless asked', () => {
    const production = { NODE_ENV: 'production', CABILDO_SECRET: secret };
    expect(parseEnvironment(production).isDemo).toBe(false);
    expect(() => parseEnvironment({ ...production, CABILDO_DEMO: '1' })).toThrow(/CABILDO_DEMO/);
    const server = { DATABASE_URL: 'postgres://localhost/cabildo' };
    expect(parseEnvironment(server).isDemo).toBe(false);
    expect(parseEnvironment({ ...server, CABILDO_DEMO: 'on' }).isDemo).toBe(true);
    expect(parseEnvironment({ CABILDO_DEMO: 'off' }).isDemo).toBe(false);
  });

  it('asks production for a secret', () => {
    expect(() => parseEnvironment({ NODE_ENV: 'production' })).toThrow(/CABILDO_SECRET is missing/);
  });
});

describe('the secret', () => {
  it('is made once, for its owner only, and kept', () => {
    const environment = parseEnvironment({ CABILDO_DATA: folder });
    const first = readSecret(environment);
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(readSecret(environment)).toBe(first);
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
    expect(readSecret({ ...environment, secret })).toBe(secret);
  });
});
