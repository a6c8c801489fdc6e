import { ButtonLink } from '../../ui/components/button.tsx';
import { Card, CardList } from '../../ui/components/card.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import { SearchForm } from '../../ui/components/search-form.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { publicStages } from '../proposal.ts';
import type { ListedProposal } from '../proposal-queries.ts';
import { categoryName, districtName, type Labels } from './labels.ts';
import type { ListData } from './list-page.tsx';
import { ProposalPicture } from './proposal-picture.tsx';
import { StageTag, stageKey } from './stage.tsx';

export function ListView(data: ListData) {
  const { t, href, number } = usePage();
  const { cycle, listed, labels, filters, pages } = data;
  const title =
    filters.page > 1 ? t('proposals.list.title-page', { page: filters.page }) : t('proposals.list.title');
  return (
    <CitizenLayout title={title} description={t('proposals.list.description')}>
      <PageHeading
        title={t('proposals.list.title')}
        kicker={cycle?.name}
        lead={t('proposals.list.lead')}
        actions={
          cycle && (
            <>
              <ButtonLink href={href('/proposals/new')} icon="edit">
                {t('proposals.list.propose')}
              </ButtonLink>
              <ButtonLink href={href('/proposals/map')} kind="quiet" icon="place">
                {t('proposals.list.map')}
              </ButtonLink>
              <ButtonLink href={href('/proposals/status')} kind="quiet" icon="search">
                {t('proposals.list.status')}
              </ButtonLink>
            </>
          )
        }
      />
      {cycle && <ListFilters {...data} />}
      {cycle && listed.total > 0 && (
        <p role="status" class="result-count">
          {t('proposals.list.count', { count: listed.total, shown: number(listed.total) })}
        </p>
      )}
      {listed.proposals.length > 0 ? (
        <CardList>
          {listed.proposals.map((proposal) => (
            <ProposalCard proposal={proposal} labels={labels} key={proposal.folio} />
          ))}
        </CardList>
      ) : (
        <Nothing data={data} />
      )}
      <Pagination
        page={filters.page}
        pages={pages}
        hrefOf={(page) => pageAddress(href('/proposals'), data, page)}
      />
    </CitizenLayout>
  );
}

function pageAddress(path: string, { filters }: ListData, page: number): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, page: page > 1 ? page : '' })) {
    if (value) query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

function isFiltered({ filters: { q, district, category, track, stage } }: ListData): boolean {
  return [q, district, category, track, stage].some(Boolean);
}

function ListFilters(data: ListData) {
  const { t, href } = usePage();
  const { districts, categories, tracks } = data.labels;
  const choices = (list: readonly { code: string; name: string }[]) =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  const sorts = data.filters.q
    ? (['relevant', 'newest', 'supported'] as const)
    : (['newest', 'supported'] as const);
  return (
    <SearchForm action={href('/proposals')} keep={['cycle']} filtered={isFiltered(data)}>
      <TextField name="q" type="search" label={t('proposals.list.search')} optional />
      {districts.length > 1 && (
        <SelectField
          name="district"
          label={t('proposals.district')}
          options={choices(districts)}
          empty={t('proposals.list.all-districts')}
          optional
        />
      )}
      <SelectField
        name="category"
        label={t('proposals.category')}
        options={choices(categories)}
        empty={t('proposals.list.all-categories')}
        optional
      />
      {tracks.length > 1 && (
        <SelectField
          name="track"
          label={t('proposals.track')}
          options={choices(tracks)}
          empty={t('proposals.list.all-tracks')}
          optional
        />
      )}
      <SelectField
        name="stage"
        label={t('proposals.stage')}
        options={publicStages.map((stage) => ({ value: stage, label: t(stageKey(stage)) }))}
        empty={t('proposals.list.all-stages')}
        optional
      />
      <SelectField
        name="sort"
        label={t('proposals.list.sort')}
        options={sorts.map((sort) => ({ value: sort, label: t(`proposals.list.sort-${sort}`) }))}
        empty={false}
        optional
      />
    </SearchForm>
  );
}

interface CardProps {
  readonly proposal: ListedProposal;
  readonly labels: Labels;
}

/** A proposal in a list of proposals. */
export function ProposalCard({ proposal, labels }: CardProps) {
  const { t, href } = usePage();
  const { folio, title, beginning, photo, stage, supports, importedSupports } = proposal;
  return (
    <Card
      title={title}
      href={href(`/proposals/${folio}`)}
      level={2}
      kicker={`${folio} · ${categoryName(labels, proposal.category)}`}
      photo={photo && <ProposalPicture photo={photo} size="small" silent />}
      tags={<StageTag stage={stage} />}
      foot={
        <>
          <span class="fact fact-place">{districtName(labels, proposal.districtId)}</span>
          {supports + importedSupports > 0 && (
            <span class="fact fact-support">
              {t('proposals.supports', { count: supports + importedSupports })}
            </span>
          )}
        </>
      }
    >
      {shorten(beginning)}
    </Card>
  );
}

/** Ends at a word, so that no name or number is cut into another. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length < 200 ? line : `${line.slice(0, line.lastIndexOf(' ', 200))}…`;
}

function Nothing({ data }: { readonly data: ListData }) {
  const { t, href } = usePage();
  if (!data.cycle)
    return <EmptyState title={t('proposals.list.no-cycle')}>{t('proposals.list.no-cycle-hint')}</EmptyState>;
  if (isFiltered(data) || data.filters.page > 1) {
    return (
      <EmptyState
        title={t('proposals.list.none-found')}
        drawing="lens"
        action={<ButtonLink href={href('/proposals')}>{t('proposals.list.show-all')}</ButtonLink>}
      >
        {t('proposals.list.none-found-hint')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('proposals.list.none-yet')}
      action={<ButtonLink href={href('/proposals/new')}>{t('proposals.list.propose')}</ButtonLink>}
    >
      {t('proposals.list.none-yet-hint')}
    </EmptyState>
  );
}
