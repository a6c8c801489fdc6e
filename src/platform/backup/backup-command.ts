import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openServer } from '../db/open-server.ts';
import { type Environment, keptSecret, parseEnvironment } from '../env.ts';
import { holdFolder } from '../process/hold-folder.ts';
import { OperatorError, UsageError } from '../process/operator-error.ts';
import { backUp, markOf } from './back-up.ts';
import { type Checked, checkArchive } from './check-archive.ts';
import { restoreBackup } from './restore-backup.ts';

export interface CommandIo {
  readonly out: (line: string) => void;
  /** Warnings, apart from what a program reads. */
  readonly err: (line: string) => void;
}

export const backupUsage = `[--to FILE.tar] [--with-secret] [--json]
  --to FILE      where to write; without it a file named after this moment, in this folder
  --with-secret  put the secret into the file too. Whoever has both can match identity numbers and
                 open second factors: keep such a file as you keep the secret itself
  --json         what was written, as JSON

The city may run meanwhile. The file holds names, contacts and sign-in accounts: encrypt it and
keep it away from the server.`;

/** `cabildo backup`. @returns the exit code */
export async function backupCommand(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { to: { type: 'string' }, 'with-secret': { type: 'boolean' }, json: { type: 'boolean' } },
  });
  const environment = parseEnvironment(process.env);
  const began = performance.now();
  const to = resolve(
    values.to ?? `cabildo-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}.tar`,
  );
  const { dataFolder, databaseUrl } = environment;
  // Looking for a city must not make an empty database where there is none.
  const isThere = databaseUrl !== undefined || (await exists(join(dataFolder, 'postgres', 'PG_VERSION')));
  if (!isThere)
    throw new OperatorError(`There is no city in ${dataFolder}: CABILDO_DATA says where to look.`);
  // Never a new one: it would not be the one that this city's digests were made with.
  const secret = environment.secret ?? keptSecret(dataFolder);
  if (secret === undefined) {
    throw new OperatorError(
      `The city's secret is neither in CABILDO_SECRET nor in ${join(dataFolder, 'secret')}: a backup tells which secret belongs to it.`,
    );
  }
  const withSecret = values['with-secret'] ?? false;
  const server = await openServer(environment);
  try {
    const { ownerUrl } = server;
    const done = await backUp({ ownerUrl, dataFolder, secret, withSecret, to });
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    if (values.json) io.out(JSON.stringify({ file: to, ...done, withSecret, seconds }));
    else io.out(`${to}: ${said(done)}; ${(done.bytes / 1e6).toFixed(1)} MB, ${seconds} s.`);
    io.err(withSecret ? secretInside : secretOutside);
    return 0;
  } finally {
    await server.stop();
  }
}

const secretInside =
  'The secret is in this file: whoever has it can match identity numbers and open second factors. Keep it as you keep the secret.';
const secretOutside =
  'The secret is not in this file, and without it nobody can prove an identity number or a second factor after a restore: keep CABILDO_SECRET (or the file "secret" of the data folder) in another safe place.';

export const restoreUsage = `FILE.tar [--json]
  --json  what was restored, as JSON

Into an installation without a city only: an empty folder (CABILDO_DATA) or a fresh database
(DATABASE_URL). Every hash is checked first; then all of it is restored, or nothing. A backup of an
older release is brought to this one; one of a newer release is refused.`;

/** `cabildo restore`. @returns the exit code */
export async function restoreCommand(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new UsageError('Say which file: cabildo restore FILE.tar');
  const from = resolve(file);
  const environment = parseEnvironment(process.env);
  const began = performance.now();
  const checked = await checkArchive(from);
  const { dataFolder } = environment;
  const server = await openServer(environment);
  try {
    const hold = await holdFolder(server, dataFolder);
    const done = await restoreBackup({ ownerUrl: server.ownerUrl, dataFolder, from }, checked).finally(
      hold.release,
    );
    const warning = await settleSecret(environment, checked);
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    if (values.json) io.out(JSON.stringify({ file: from, ...done, warning: warning ?? null, seconds }));
    else {
      io.out(`Restored from ${from}: ${said(done)}; ${seconds} s.`);
      if (done.migrated.length > 0) io.out(`Brought to this release: ${done.migrated.join(', ')}.`);
    }
    if (warning) io.err(warning);
    return 0;
  } finally {
    await server.stop();
  }
}

/**
 * Keeps the backup's secret where there is none yet. @returns what is wrong with the one that will be used
 */
export async function settleSecret(
  environment: Pick<Environment, 'secret' | 'dataFolder'>,
  { header, secret }: Checked,
): Promise<string | undefined> {
  const here = environment.secret ?? keptSecret(environment.dataFolder);
  const path = join(environment.dataFolder, 'secret');
  const where = environment.secret === undefined ? path : 'CABILDO_SECRET';
  if (here !== undefined) {
    if (markOf(here) === header.secretMark) return undefined;
    return `WARNING: the secret in ${where} is not the one this city was made with. Identity numbers and second factors will not match, and everybody is signed out: put the old secret there before you start.`;
  }
  if (secret !== undefined) {
    await mkdir(environment.dataFolder, { recursive: true });
    await writeFile(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    await chmod(path, 0o600);
    return undefined;
  }
  return `WARNING: the secret is not in the backup, and there is none here. Put the old one into CABILDO_SECRET or ${path} before you start: with a new one, identity numbers and second factors will not match.`;
}

function said({
  cities,
  tables,
  rows,
  files,
}: Readonly<Record<'cities' | 'tables' | 'rows' | 'files', number>>): string {
  const number = (value: number) => value.toLocaleString('en');
  return `${number(cities)} ${cities === 1 ? 'city' : 'cities'}, ${number(rows)} rows of ${tables} tables, ${number(files)} files`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
