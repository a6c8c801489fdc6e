import { parseArgs } from 'node:util';
import { type CommandHouse, cityNamed, exported } from './command-house.ts';

/** `cabildo blueprint export`: city and cycle as they stand, as JSON on the standard output. */
export async function exportCommand(args: string[], house: CommandHouse): Promise<0> {
  const options = { city: { type: 'string' }, cycle: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  await house.withCities(async (db, cities) => {
    const document = await exported(db, cityNamed(cities, values.city), values.cycle);
    house.write(JSON.stringify(document, null, 2));
  });
  return 0;
}
