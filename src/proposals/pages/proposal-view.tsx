import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Icon } from '../../ui/components/icon.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { takesSupports } from '../proposal.ts';
import { categoryName, districtName, trackName } from './labels.ts';
import { PointMap } from './point-map.tsx';
import type { ProposalData } from './proposal-page.tsx';
import { ProposalPicture } from './proposal-picture.tsx';
import { NextStep, StageTag } from './stage.tsx';

export function ProposalView(data: ProposalData) {
  const { t, href } = usePage();
  const { proposal, labels, more } = data;
  const { folio, title, problem, idea, photos, stage } = proposal;
  return (
    <CitizenLayout
      title={title}
      description={idea.replace(/\s+/g, ' ').slice(0, 150)}
      width="text"
      scripts={proposal.latitude === null ? [] : ['proposal-map.js']}
      styles={proposal.latitude === null ? [] : ['map.css']}
    >
      <Breadcrumbs trail={[{ label: t('proposals.list.title'), href: href('/proposals') }]} />
      <article class="stack">
        <PageHeading title={title} kicker={`${folio} · ${categoryName(labels, proposal.category)}`} />
        <div class="tags">
          <StageTag stage={stage} />
        </div>
        <NextStep stage={stage} />
        {photos.slice(0, 1).map((photo) => (
          <ProposalPicture photo={photo} size="large" eager key={photo.fileId} />
        ))}
        {problem && (
          <Section title={t('proposals.problem')}>
            <Paragraphs text={problem} />
          </Section>
        )}
        <Section title={t('proposals.idea')}>
          <Paragraphs text={idea} />
        </Section>
        {photos.slice(1).map((photo) => (
          <ProposalPicture photo={photo} size="large" key={photo.fileId} />
        ))}
        <Supports {...data} />
        {more}
        <Facts {...data} />
      </article>
    </CitizenLayout>
  );
}

/** What somebody wrote, with her own paragraphs and line ends. */
export function Paragraphs({ text }: { readonly text: string }) {
  return (
    <div class="prose">
      {text.split('\n\n').map((paragraph) => (
        <p>
          {paragraph.split('\n').map((line, index) => (
            <>
              {index > 0 && <br />}
              {line}
            </>
          ))}
        </p>
      ))}
    </div>
  );
}

function Supports({ proposal, cycle, mine }: ProposalData) {
  const { t, viewer, here, href } = usePage();
  const { supports, importedSupports, stage } = proposal;
  const enabled =
    cycle.blueprint.proposals.supports?.enabled && takesSupports(stage) && cycle.state === 'published';
  if (!enabled && supports + importedSupports === 0) return <Follow follows={mine.follows} />;
  return (
    <Section title={t('proposals.support.title')}>
      <p class="fact">
        <Icon name="support" /> {t('proposals.supports', { count: supports })}
      </p>
      {importedSupports > 0 && <p>{t('proposals.support.imported', { count: importedSupports })}</p>}
      {enabled && viewer.personId === null && (
        <p>
          <a href={`${href('/sign-in')}?next=${encodeURIComponent(here)}`}>
            {t('proposals.support.sign-in')}
          </a>
        </p>
      )}
      {enabled && viewer.personId !== null && (
        <Form act={mine.supports ? 'unsupport' : 'support'} inline>
          {mine.supports && <p>{t('proposals.support.yours')}</p>}
          <Button icon="support" kind={mine.supports ? 'quiet' : 'primary'}>
            {t(mine.supports ? 'proposals.support.take-back' : 'proposals.support.give')}
          </Button>
        </Form>
      )}
      <Follow follows={mine.follows} />
    </Section>
  );
}

function Follow({ follows }: { readonly follows: boolean }) {
  const { t, viewer } = usePage();
  if (viewer.personId === null) return null;
  return (
    <Form act="follow" inline hidden={{ on: follows ? 'no' : 'yes' }}>
      <Button kind="quiet" icon={follows ? 'check' : 'clock'}>
        {t(follows ? 'proposals.follow.stop' : 'proposals.follow.start')}
      </Button>
    </Form>
  );
}

function Facts({ proposal, labels, zone, cycle }: ProposalData) {
  const { t, date, href, money } = usePage();
  const { place, latitude, longitude, cost } = proposal;
  const items = [
    { term: t('proposals.district'), value: districtName(labels, proposal.districtId) },
    ...(zone ? [{ term: t('proposals.zone'), value: zone }] : []),
    ...(place ? [{ term: t('proposals.place'), value: place }] : []),
    ...(labels.tracks.length > 1
      ? [{ term: t('proposals.track'), value: trackName(labels, proposal.track) }]
      : []),
    ...(cost === null ? [] : [{ term: t('proposals.cost'), value: money(cost) }]),
    { term: t('proposals.submitted'), value: date(proposal.submittedAt) },
    { term: t('proposals.cycle'), value: cycle.name },
  ];
  return (
    <Section title={t('proposals.where')}>
      <SummaryList items={items} />
      {latitude !== null && longitude !== null && (
        <PointMap latitude={latitude} longitude={longitude} label={proposal.title} />
      )}
      <p>
        <ButtonLink kind="quiet" href={href('/proposals/map')} icon="place">
          {t('proposals.list.map')}
        </ButtonLink>
      </p>
    </Section>
  );
}
