import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tallyCommand } from '@cabildo/tally';
import pg from 'pg';
import { type Assembly, assembleFor } from './assembly.ts';
import { connectBlueprint } from './cycle/blueprint.ts';
import { blueprintCommand, blueprintUsage } from './cycle/blueprint-command.ts';
import { demoPhases, isDemoPhase } from './demo/demo-phases.ts';
import { checkCityVerb, cityCommand, cityUsage } from './lobby/city-command.ts';
import { modules } from './module-list.ts';
import { importResidentsCommand, importResidentsUsage } from './people/import-residents-command.ts';
import {
  backupCommand,
  backupUsage,
  restoreCommand,
  restoreUsage,
} from './platform/backup/backup-command.ts';
import { connect, prepareTables } from './platform/db/connect.ts';
import { migrate } from './platform/db/migrate.ts';
import { type DatabaseServer, openServer } from './platform/db/open-server.ts';
import { writeSchemaFiles } from './platform/db/schema-files.ts';
import { type Environment, parseEnvironment, readSecret } from './platform/env.ts';
import { leave } from './platform/process/leave.ts';
import { OperatorError, UsageError } from './platform/process/operator-error.ts';
import { stopSignal } from './platform/process/stop-signal.ts';
import { importCommand, importUsage } from './proposals/import-command.ts';
import { start } from './start.ts';
import { startWorker } from './worker.ts';

type Command = {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What stands after the name, and what it means; more than one line is fine. */
  usage?: string;
  /** `args` is what stands after the name. */
  run: (args: string[]) => Promise<void>;
};

const said = { out: (line: string) => console.log(line), err: (line: string) => console.error(line) };

const commands: Command[] = [
  {
    name: 'start',
    summary: 'Run the city: database, web server and worker. PORT and CABILDO_DATA say where.',
    usage: `[--watch | --no-worker]
  --watch      build again and restart when a source file changes
  --no-worker  the web server alone, for one that has its workers elsewhere ("cabildo worker")`,
    run: runStart,
  },
  {
    name: 'demo',
    summary: 'Run the demo city in a phase, in a folder of its own: var/demo-PHASE.',
    usage: `PHASE\n  PHASE  one of ${demoPhases.join(', ')}`,
    run: startDemo,
  },
  {
    name: 'worker',
    summary: 'Run one more worker for a running city.',
    run: withoutArguments(runWorker),
  },
  {
    name: 'migrate',
    summary: 'Bring the database to this release. "start" does it as well.',
    run: withoutArguments(() =>
      withServer(async (server) => {
        const applied = await prepareTables(server.ownerUrl);
        console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.');
      }),
    ),
  },
  {
    name: 'backup',
    summary: 'Write everything of this installation into one file, while the city runs.',
    usage: backupUsage,
    run: exitingWith((args) => backupCommand(args, said)),
  },
  {
    name: 'restore',
    summary: 'Put a backup into an installation without a city: all of it, or nothing.',
    usage: restoreUsage,
    run: exitingWith((args) => restoreCommand(args, said)),
  },
  {
    name: 'schema',
    summary: 'Write db/schema.sql and the table types after a new migration.',
    run: withoutArguments(() => withServer(writeSchema)),
  },
  {
    name: 'city',
    summary: 'List cities, open one more, invite somebody to open one, or tell a sign-in code.',
    usage: cityUsage,
    run: runCity,
  },
  {
    name: 'blueprint',
    summary: 'Export, check, compare and apply the document that a city’s cycle starts from.',
    usage: blueprintUsage,
    run: runBlueprint,
  },
  {
    name: 'import',
    summary: 'Bring proposals or a list of residents from a file; bad rows are named and left out.',
    usage: `KIND …\n\n${importUsage}\n\n${importResidentsUsage}`,
    run: runImport,
  },
  {
    name: 'tally',
    summary: 'Count a Pabulib file: greedy, Equal Shares, Phragmén; with explanations and a transcript.',
    usage: 'FILE.pb --rule NAME [options]\n  "cabildo tally" alone lists rules and options',
    run: runTally,
  },
];

async function runStart(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { 'no-worker': { type: 'boolean' } } });
  await start({ worker: !values['no-worker'] });
}

async function runImport([kind, ...args]: string[]): Promise<void> {
  if (kind !== 'proposals' && kind !== 'residents') {
    throw new UsageError('cabildo import proposals|residents: "cabildo import --help" says more.');
  }
  await withAssembly(async ({ house, cities }) => {
    if (kind === 'residents') {
      process.exitCode = await importResidentsCommand(house.db, cities.all(), args, { write: console.log });
      return;
    }
    const { refused } = await importCommand(args, { db: house.db, print: console.log });
    process.exitCode = refused > 0 ? 1 : 0;
  });
}

async function runCity(args: string[]): Promise<void> {
  checkCityVerb(args[0]);
  await withAssembly(({ house, cities }, environment) => {
    const address = environment.publicUrl ?? `http://localhost:${environment.port}`;
    return cityCommand(args, { db: house.db, cities, address, write: console.log, now: () => new Date() });
  });
}

async function runBlueprint(args: string[]): Promise<void> {
  connectBlueprint(Object.assign({}, ...modules.map((module) => module.blueprint ?? {})));
  process.exitCode = await blueprintCommand(args, {
    write: console.log,
    withCities: async (work) => {
      const answers: Awaited<ReturnType<typeof work>>[] = [];
      await withAssembly(async ({ house, cities }) => {
        answers.push(await work(house.db, cities.all()));
      });
      return answers[0] as Awaited<ReturnType<typeof work>>;
    },
  });
}

async function runTally(args: string[]): Promise<void> {
  process.exitCode = await tallyCommand(args.length > 0 ? args : ['--help'], {
    readFile: (path) => readFile(path),
    writeFile: (path, text) => writeFile(path, text),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    now: () => performance.now(),
  });
}

async function startDemo(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true, strict: true });
  const [phase = '', ...more] = positionals;
  if (more.length > 0 || !isDemoPhase(phase)) {
    throw new UsageError(
      `A demo is opened in one of ${demoPhases.join(', ')}: for example "npm run demo -- voting".`,
    );
  }
  if (process.env.DATABASE_URL || process.env.NODE_ENV === 'production') {
    throw new OperatorError(
      'A demo brings its own database: start it without DATABASE_URL and NODE_ENV=production.',
    );
  }
  // Here and not in what start() is told, because the worker is another process and has to find the same folder.
  process.env.CABILDO_DATA ||= join('var', `demo-${phase}`);
  await start({ phase });
}

async function runWorker(): Promise<void> {
  const told = stopSignal();
  await withAssembly(async (assembly, environment) => {
    const worker = await startWorker(environment, assembly);
    process.send?.('ready');
    await told;
    await worker.stop();
  });
}

/** The whole house on the running city's database, or on one that runs for the time of `work`. */
async function withAssembly(
  work: (assembly: Assembly, environment: Environment) => Promise<void>,
): Promise<void> {
  const environment = parseEnvironment(process.env);
  await withServer(async (server) => {
    const db = await connect(server);
    const assembly = await assembleFor(environment, db, {
      url: server.appUrl,
      secret: readSecret(environment),
    });
    try {
      await work(assembly, environment);
    } finally {
      await assembly.close();
      await db.close();
    }
  });
}

async function writeSchema(server: DatabaseServer): Promise<void> {
  await migrate(server.ownerUrl);
  const pool = new pg.Pool({ connectionString: server.ownerUrl });
  pool.on('error', () => {});
  const written = await writeSchemaFiles(pool);
  await pool.end();
  console.log(written.length > 0 ? `Written: ${written.join(', ')}` : 'The schema files are up to date.');
}

/** Attaches to the running city's database, or runs it for the time of `work`. */
async function withServer(work: (server: DatabaseServer) => Promise<void>): Promise<void> {
  const server = await openServer(parseEnvironment(process.env));
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

function withoutArguments(run: () => Promise<void>): Command['run'] {
  return async (args) => {
    parseArgs({ args, options: {}, strict: true });
    await run();
  };
}

/** For a command that answers with its exit code. */
function exitingWith(run: (args: string[]) => Promise<number>): Command['run'] {
  return async (args) => {
    process.exitCode = await run(args);
  };
}

function list(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `cabildo NAME: participatory budgeting for cities\n\n${lines.join('\n')}\n\n"cabildo NAME --help" says more.

Exit codes: 0 done; 1 refused, or findings; 2 a command or option that there is not. With --json a
command prints one JSON value on the standard output; warnings go to the standard error.`;
}

function isUsageError(error: unknown): error is Error {
  return error instanceof TypeError && String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
}

async function main([name, ...args]: string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === 'help') return console.log(list());
  const command = commands.find((known) => known.name === name);
  if (!command) throw new UsageError(`cabildo has no command "${name}": "cabildo --help" lists them.`);
  if (args.includes('--help')) {
    return console.log(`${`cabildo ${name} ${command.usage ?? ''}`.trimEnd()}\n\n${command.summary}`);
  }
  await command.run(args);
}

main(process.argv.slice(2)).then(
  () => leave(),
  (error: unknown) => {
    const [name] = process.argv.slice(2);
    if (isUsageError(error)) console.error(`${error.message} ("cabildo ${name} --help" says more.)`);
    else console.error(error instanceof OperatorError ? error.message : error);
    return leave(isUsageError(error) || error instanceof UsageError ? 2 : 1);
  },
);
