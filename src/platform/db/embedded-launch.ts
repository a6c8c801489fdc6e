import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { OperatorError } from '../process/operator-error.ts';

/**
 * How to run PostgreSQL's programs here: words to put before the command, the account to run them under, and whether
 * the program needs the life line (file descriptor 3), a pipe whose end tells that we are gone.
 */
export type Launch = { prefix: string[]; account?: { uid: number; gid: number }; lifeLine: boolean };

const nobody = 65534;
const namespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];
const deathSignal = ['setpriv', '--pdeathsig', 'INT', '--'];
/** For systems without setpriv. `$$` stays the number of the program that `exec` puts in the shell's place. */
const lifeLineShell = ['sh', '-c', '(cat >/dev/null; kill -INT $$) <&3 & exec "$@" 3<&-', 'sh'];

/**
 * PostgreSQL refuses to run as root. Root therefore steps into a user namespace, where its files stay its own; where
 * the system forbids that, the account `nobody` runs it and owns the cluster.
 */
export function findLaunch(postgres: string): Launch {
  const hasSetpriv = succeeds(run([...deathSignal, 'true']));
  const end = hasSetpriv ? deathSignal : lifeLineShell;
  const lifeLine = !hasSetpriv;
  if (process.getuid?.() !== 0) {
    const seen = run([postgres, '--version']);
    if (succeeds(seen)) return { prefix: end, lifeLine };
    throw new OperatorError(
      `The database program does not run here (${firstLine(seen)}): set DATABASE_URL to a PostgreSQL server (15 to 18).`,
    );
  }
  if (succeeds(run([...namespace, postgres, '--version'])))
    return { prefix: [...namespace, ...end], lifeLine };
  const account = { uid: nobody, gid: nobody };
  if (succeeds(run([postgres, '--version'], account))) return { prefix: end, account, lifeLine };
  throw new OperatorError(
    'PostgreSQL does not run as root, and this system allows neither a user namespace nor the account nobody: start Cabildo as an ordinary user, or set DATABASE_URL.',
  );
}

function run(words: string[], account?: { uid: number; gid: number }): SpawnSyncReturns<string> {
  const [command = '', ...rest] = words;
  return spawnSync(command, rest, { ...account, encoding: 'utf8', cwd: '/' });
}

function succeeds(seen: SpawnSyncReturns<string>): boolean {
  return seen.error === undefined && seen.status === 0;
}

function firstLine(seen: SpawnSyncReturns<string>): string {
  return (seen.error?.message ?? seen.stderr).trim().split('\n')[0] ?? '';
}
