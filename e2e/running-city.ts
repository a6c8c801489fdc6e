import { buildIfStale } from '../bin/build.js';
import type { CycleWish } from '../src/cycle/cycle.fixtures.ts';
import { startWeb, type WebServer } from '../src/main.ts';
import { parseEnvironment } from '../src/platform/env.ts';
import { startWorker } from '../src/worker.ts';
import { type TestHouse, testHouse } from '../test/house.ts';
import { type Story, tellStory } from '../test/story.ts';

export interface RunningCity {
  readonly house: TestHouse;
  readonly story: Story;
  /** http://localhost:PORT */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** The story's city with web server and worker on a port of its own, as a browser meets it. */
export async function runningCity(wish: CycleWish = {}): Promise<RunningCity> {
  await buildIfStale();
  const house = await testHouse({ demo: true });
  const story = await tellStory(house, wish);
  const environment = parseEnvironment({ PORT: '0', CABILDO_DATA: house.dataFolder, LOG_LEVEL: 'error' });
  const web: WebServer = await startWeb(environment, house.assembly);
  const worker = await startWorker(environment, house.assembly);
  return {
    house,
    story,
    address: web.address,
    close: async () => {
      await worker.stop();
      await web.stop();
      await house.close();
    },
  };
}
