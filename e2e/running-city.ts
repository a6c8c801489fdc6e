import { buildIfStale } from '../bin/build.js';
import type { CycleWish } from '../src/cycle/cycle.fixtures.ts';
import { startWeb, type WebServer } from '../src/main.ts';
import { parseEnvironment } from '../src/platform/env.ts';
import { startWorker } from '../src/worker.ts';
import { type TestHouse, testHouse } from '../test/house.ts';
import { type Story, tellStory } from '../test/story.ts';

export interface RunningHouse {
  readonly house: TestHouse;
  /** http://localhost:PORT */
  readonly address: string;
  readonly close: () => Promise<void>;
}

export interface RunningCity extends RunningHouse {
  readonly story: Story;
}

/** The story's city with web server and worker on a port of its own, as a browser meets it. */
export async function runningCity(wish: CycleWish = {}): Promise<RunningCity> {
  const running = await runningHouse();
  return { ...running, story: await tellStory(running.house, wish) };
}

/** Web server and worker over an empty database: cities are made by the test, which then reloads the list of them. */
export async function runningHouse(): Promise<RunningHouse> {
  await buildIfStale();
  const house = await testHouse({ demo: true });
  const environment = parseEnvironment({ PORT: '0', CABILDO_DATA: house.dataFolder, LOG_LEVEL: 'error' });
  const web: WebServer = await startWeb(environment, house.assembly);
  const worker = await startWorker(environment, house.assembly);
  return {
    house,
    address: web.address,
    close: async () => {
      await worker.stop();
      await web.stop();
      await house.close();
    },
  };
}
