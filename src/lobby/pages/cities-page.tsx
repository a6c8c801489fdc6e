import { clockOf } from '../../city/clock.ts';
import { currentCycle, phasesOf } from '../../cycle/cycle-queries.ts';
import type { Database } from '../../platform/db/database.ts';
import type { CityFacts } from '../../platform/http/city.ts';
import { type LobbyRequest, lobbyPage } from '../../platform/http/lobby.ts';
import { formatDate } from '../../platform/time.ts';
import { BrandMark } from '../../ui/components/brand-mark.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { LobbyLayout } from '../../ui/layouts/lobby-layout.tsx';
import { usePage } from '../../ui/page-context.ts';

interface ListedCity {
  readonly name: string;
  readonly href: string;
  readonly crest: string | undefined;
  /** What is open, already in words; undefined where nothing is. */
  readonly now: string | undefined;
}

/** All cities of a server that has several: every one says in a line what is happening there. */
export const citiesPage = lobbyPage<readonly ListedCity[]>({
  path: '/',
  load: async (request) => {
    const listed: ListedCity[] = [];
    for (const city of request.cities.all()) {
      if (city.practice) continue;
      const { name, crest } = city;
      const href = city.host ? `${request.url.protocol}//${city.host}/` : `${city.base}/`;
      listed.push({ name, href, crest, now: await happening(request.db, city, request) });
    }
    return listed.sort((a, b) => a.name.localeCompare(b.name, request.locale));
  },
  view: (cities) => <Cities cities={cities} />,
});

async function happening(
  db: Database,
  city: CityFacts,
  { t, locale }: Pick<LobbyRequest, 't' | 'locale'>,
): Promise<string | undefined> {
  return db.inCity(
    city.id,
    async (tx) => {
      const cycle = await currentCycle(tx, city.id);
      if (!cycle || cycle.state === 'suspended') return undefined;
      const open = (await phasesOf(tx, cycle, await clockOf(tx, city))).find(({ state }) => state === 'open');
      if (!open) return undefined;
      const last = new Date(open.closesAt.getTime() - 1);
      const day = formatDate(last, 'day', locale, city.timeZone);
      return t('lobby.cities.now', { phase: t(`home.phase.${open.kind}`), day });
    },
    { readOnly: true },
  );
}

function Cities({ cities }: { readonly cities: readonly ListedCity[] }) {
  const { t } = usePage();
  if (cities.length === 0) {
    return (
      <LobbyLayout title={t('layout.problem.no-city')}>
        <EmptyState title={t('layout.problem.no-city')} level={1}>
          {t('layout.problem.no-city-why')}
        </EmptyState>
      </LobbyLayout>
    );
  }
  return (
    <LobbyLayout title={t('lobby.cities.title')}>
      <PageHeading title={t('lobby.cities.title')} lead={t('lobby.cities.lead')} />
      <ul class="city-list">
        {cities.map(({ name, href, crest, now }) => (
          <li key={href}>
            {crest ? <img class="crest" src={crest} alt="" width="64" height="64" /> : <BrandMark />}
            <h2>
              <a href={href}>{name}</a>
            </h2>
            <p>{now ?? t('lobby.cities.quiet')}</p>
          </li>
        ))}
      </ul>
    </LobbyLayout>
  );
}
