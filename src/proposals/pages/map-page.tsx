import { zonesOf } from '../../city/city-queries.ts';
import { type Cycle, currentCycle } from '../../cycle/cycle-queries.ts';
import { download, type PageRequest, page } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { ListMap } from '../../ui/components/list-map.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type MappedProposal, mappedProposals } from '../proposal-queries.ts';
import { StageTag, stageKey } from './stage.tsx';

type None = Record<string, never>;

interface Mapped {
  readonly cycle: Cycle | undefined;
  readonly proposals: readonly MappedProposal[];
}

async function load({ tx, city }: PageRequest<None, None>): Promise<Mapped> {
  const cycle = await currentCycle(tx, city.id);
  return { cycle, proposals: cycle ? await mappedProposals(tx, city.id, cycle.id) : [] };
}

export const mapPage = page<None, None, Mapped>({ path: '/proposals/map', who: anyone, load, view: MapView });

function MapView({ cycle, proposals }: Mapped) {
  const { t, href } = usePage();
  return (
    <CitizenLayout title={t('proposals.map.title')} scripts={['proposal-map.js']} styles={['map.css']}>
      <PageHeading
        title={t('proposals.map.title')}
        kicker={cycle?.name}
        lead={t('proposals.map.lead', { count: proposals.length })}
        actions={
          <ButtonLink kind="quiet" href={href('/proposals')}>
            {t('proposals.list.show-all')}
          </ButtonLink>
        }
      />
      {proposals.length === 0 ? (
        <EmptyState title={t('proposals.map.none')}>{t('proposals.map.none-hint')}</EmptyState>
      ) : (
        <ListMap
          map={
            <div
              class="map map-tall"
              data-map="all"
              data-zones={href('/proposals/zones.json')}
              data-points={href('/proposals/points.json')}
              data-base={href('/proposals')}
            />
          }
        >
          <ol class="map-list">
            {proposals.map(({ folio, title, stage }) => (
              <li key={folio}>
                <a href={href(`/proposals/${folio}`)}>{title}</a> <StageTag stage={stage} />
              </li>
            ))}
          </ol>
        </ListMap>
      )}
    </CitizenLayout>
  );
}

/** The city's zones as a map draws them, for the islands: our own lines, no tiles of others. */
export const zonesFile = page<None, None, never>({
  path: '/proposals/zones.json',
  who: anyone,
  load: async ({ tx, city }) => {
    const zones = await zonesOf(tx, city.id);
    const features = zones.flatMap(({ id, name, geometry }) =>
      geometry ? [{ type: 'Feature', id, properties: { name }, geometry }] : [],
    );
    return download('zones.json', 'application/geo+json', JSON.stringify({ type: 'FeatureCollection', features }));
  },
  view: () => <></>,
});

export const pointsFile = page<None, None, never>({
  path: '/proposals/points.json',
  who: anyone,
  load: async (request) => {
    const { proposals } = await load(request);
    const points = proposals.map(({ folio, title, latitude, longitude, stage }) => ({
      folio,
      title,
      latitude,
      longitude,
      stage: request.t(stageKey(stage)),
    }));
    return download('points.json', 'application/json', JSON.stringify(points));
  },
  view: () => <></>,
});
