import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCity, setClock } from '../src/city/city.fixtures.ts';
import { modules } from '../src/module-list.ts';
import { aStaffMember, signedInAs } from '../src/people/people.fixtures.ts';
import { apiRoot } from '../src/platform/http/api.ts';
import { type Role, roles } from '../src/platform/http/viewer.ts';
import { publishResults } from '../src/results/publish-results.ts';
import { aCountedElection, actOf, runIdsOf } from '../src/results/results.fixtures.ts';
import { afterVoting, type Election } from '../src/voting/voting.fixtures.ts';
import { type TestHouse, testHouse } from './house.ts';

/**
 * Two cities that differ in nothing but what people voted for. Both have counted and neither has published: whoever looks
 * at whatever address must not be able to tell them apart.
 */
interface City {
  readonly house: TestHouse;
  readonly election: Election;
  /** A Cookie header by who looks. */
  readonly cookies: Readonly<Record<string, string>>;
}

async function aCityThatVoted(votes: readonly (readonly number[])[]): Promise<City> {
  const house = await testHouse();
  const cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  const made = await house.db.inCity(cityId, async (tx) => {
    await setClock(tx, cityId, afterVoting);
    const election = await aCountedElection(tx, cityId, { votes, demoKey: true });
    const voter = await tx
      .selectFrom('envelope as e')
      .innerJoin('roll_entry as r', (join) =>
        join.onRef('r.city_id', '=', 'e.city_id').onRef('r.id', '=', 'e.roll_entry_id'),
      )
      .select('r.person_id')
      .executeTakeFirstOrThrow();
    const cookies: Record<string, string> = {
      visitor: '',
      voter: await signedInAs(tx, { cityId, personId: voter.person_id }),
    };
    for (const role of roles) {
      const personId = await aStaffMember(tx, { cityId, role, now: election.now });
      cookies[role] = await signedInAs(tx, { cityId, personId });
    }
    return { election, cookies };
  });
  return { house, ...made };
}

/** Values for the parts of addresses: rows that are there, and some that are not. */
async function addresses({ house, election }: City): Promise<string[]> {
  const folios = await house.db.inCity(election.cityId, (tx) =>
    tx.selectFrom('proposal').select('folio').orderBy('id').limit(2).execute(),
  );
  const values: Record<string, readonly (string | number)[]> = {
    contest: [election.norte.id, election.sur.id],
    candidate: [1, 5],
    folio: folios.map(({ folio }) => folio),
    id: [1, 2, 3, 1_000],
    code: ['SJ27-P001', 'none'],
    slug: [election.cycle.slug],
    cycle: [election.cycle.slug],
  };
  return modules
    .flatMap(({ pages, api = [] }) => [...pages, ...api.map(({ path }) => ({ path: `${apiRoot}${path}` }))])
    .flatMap(({ path }) => {
      // Every parameter takes each of its values in turn: /results/:contest/:candidate has two.
      const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
      return names.reduce(
        (paths, name) =>
          paths.flatMap((one) =>
            (values[name] ?? [1]).map((value) => one.replace(`:${name}`, String(value))),
          ),
        [path],
      );
    });
}

/** What differs between any two houses: keys of forms, digests, receipts, the minute. */
function withoutChance(html: string): string {
  return html
    .replaceAll(/value="[\w-]{20,24}"/g, 'value="…"')
    .replaceAll(/\b[0-9a-f]{12,}\b/g, '…')
    .replaceAll(/[0-9A-Z]{4}-?[0-9A-Z]{4}-?[0-9A-Z]{4}/g, '…')
    .replaceAll(/\d{1,2}:\d{2}(:\d{2})?/g, '…');
}

async function look({ house, cookies }: City, who: string, path: string): Promise<string> {
  const cookie = cookies[who] ?? '';
  const shown = await house.get(path, { headers: cookie ? { cookie } : {} });
  return `${shown.status} ${shown.location ?? ''} ${withoutChance(shown.html)}`;
}

async function differences(one: City, other: City, who: string): Promise<{ asked: number; found: string[] }> {
  const found: string[] = [];
  let asked = 0;
  for (const path of await addresses(one)) {
    const [here, there] = [await look(one, who, path), await look(other, who, path)];
    if (here.startsWith('500') || here !== there) found.push(`${path} ${firstDifference(here, there)}`);
    if (here.startsWith('200')) asked += 1;
  }
  return { asked, found };
}

function firstDifference(here: string, there: string): string {
  let at = 0;
  while (at < here.length && here[at] === there[at]) at += 1;
  return `…${here.slice(Math.max(0, at - 60), at + 60)}… / …${there.slice(Math.max(0, at - 20), at + 60)}…`;
}

let parks: City;
let benches: City;
beforeAll(async () => {
  parks = await aCityThatVoted([[1], [1], [1], [2], [3], []]);
  benches = await aCityThatVoted([[4], [5], [5], [5], [5], []]);
});
afterAll(async () => {
  await parks.house.close();
  await benches.house.close();
});

const pagesSeen: Readonly<Partial<Record<string, number>>> = {
  visitor: 20,
  administrator: 35,
  coordinator: 35,
};

describe('a count that is not published', () => {
  it.each(['visitor', 'voter', ...(roles as readonly Role[])])(
    'shows no figure of it to a %s',
    async (who) => {
      const { asked, found } = await differences(parks, benches, who);
      expect(found).toEqual([]);
      expect(asked).toBeGreaterThan(pagesSeen[who] ?? 20);
    },
  );

  it('stands in no log, no mail and no event', async () => {
    const told = await Promise.all(
      [parks, benches].map(({ house, election }) =>
        house.db.inCity(election.cityId, async (tx) => {
          const events = await tx
            .selectFrom('event')
            .select(['name', 'subject', 'data'])
            .orderBy('id')
            .execute();
          const mails = await tx.selectFrom('mail').select(['subject', 'body_text']).orderBy('id').execute();
          return withoutChance(JSON.stringify([events, mails]));
        }),
      ),
    );
    expect(told[0]).toBe(told[1]);
  });

  it('is all there a moment later, when it is published', async () => {
    for (const { house, election } of [parks, benches]) {
      const done = await house.db.inCity(election.cityId, async (tx) =>
        publishResults(tx, { ...actOf(election), runIds: await runIdsOf(tx, election) }),
      );
      expect(done.ok).toBe(true);
    }
    const { found } = await differences(parks, benches, 'visitor');
    const paths = found.map((one) => one.split(' ')[0]);
    const api = [`/cycles/${parks.election.cycle.slug}/results`, '/projects'].map((path) => apiRoot + path);
    for (const path of ['/results', `/results/${parks.election.norte.id}`, '/projects', ...api]) {
      expect(paths).toContain(path);
    }
  });
});
