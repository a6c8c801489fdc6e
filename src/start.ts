import { assembleFor } from './assembly.ts';
import type { DemoPhase } from './demo/demo-phases.ts';
import { seedIfEmpty } from './demo/seed-if-empty.ts';
import { setupAddress } from './lobby/city-command.ts';
import { makeSetupToken, setupHours } from './lobby/setup-token.ts';
import { startWeb } from './main.ts';
import { connect } from './platform/db/connect.ts';
import { openServer } from './platform/db/open-server.ts';
import { parseEnvironment, readSecret } from './platform/env.ts';
import { startHeartbeat } from './platform/process/heartbeat.ts';
import { holdFolder } from './platform/process/hold-folder.ts';
import { keepWorker } from './platform/process/keep-worker.ts';
import { OperatorError } from './platform/process/operator-error.ts';
import { stopSignal } from './platform/process/stop-signal.ts';

type Stop = () => Promise<void>;
type StartWish = { phase?: DemoPhase; worker?: boolean };

/**
 * `cabildo start`: database, web server and worker, until Ctrl-C or SIGTERM; leaves no process behind. An empty folder gets
 * the demo city, in `phase`.
 */
export async function start({ phase, worker = true }: StartWish = {}): Promise<void> {
  const stops: Stop[] = [];
  const told = stopSignal();
  let lost = (_error: Error) => {};
  const ended = new Promise<void>((resolve, reject) => {
    lost = reject;
    told.then(resolve);
  });
  ended.catch(() => {});
  try {
    const { address, isDemo, ready, setup } = await startAll(stops, {
      phase,
      worker,
      onLost: (error) => lost(error),
    });
    // A worker that never becomes ready must not keep us from being stopped.
    const tell = () => {
      console.log(readyLine(address, isDemo));
      if (setup)
        console.log(`It has no city yet. Open the first one, within ${setupHours} hours, at ${setup}`);
    };
    await Promise.race([ready.then(tell), ended]);
    await ended;
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

function readyLine(address: string, isDemo: boolean): string {
  const line = `Cabildo is ready at ${address}`;
  return isDemo ? `${line} (a demo: enter as anybody at ${address}/demo/sign-in)` : line;
}

/** `setup`: where the first city is opened, on a server without one. */
type Started = { address: string; isDemo: boolean; ready: Promise<void>; setup: string | undefined };
type Wish = { phase: DemoPhase | undefined; worker: boolean; onLost: (error: Error) => void };

/** Pushes the way back of each thing it starts onto `stops`, in the order of starting. */
async function startAll(stops: Stop[], { phase, worker: withWorker, onLost }: Wish): Promise<Started> {
  const environment = parseEnvironment(process.env);
  const { dataFolder } = environment;
  const server = await openServer(environment, {
    onLost: (error) => onLost(new OperatorError(`The database is gone: ${error.message}`)),
  });
  stops.push(server.stop);
  const hold = await holdFolder(server, dataFolder);
  stops.push(hold.release);
  const secret = readSecret(environment);
  const db = await connect(server);
  stops.push(db.close);
  const assembly = await assembleFor(environment, db, { url: server.appUrl, secret });
  stops.push(assembly.close);
  if (await seedIfEmpty(db, environment, phase)) await assembly.cities.reload();
  const web = await startWeb(environment, assembly);
  stops.push(web.stop);
  const heartbeat = await startHeartbeat(db, 'web');
  stops.push(heartbeat.stop);
  const setup =
    assembly.cities.all().length === 0
      ? setupAddress(web.address, await makeSetupToken(db, 'first', new Date()))
      : undefined;
  const started = { address: web.address, isDemo: environment.isDemo, setup };
  if (!withWorker) return { ...started, ready: Promise.resolve() };
  const worker = keepWorker();
  stops.push(worker.stop);
  return { ...started, ready: worker.ready };
}
