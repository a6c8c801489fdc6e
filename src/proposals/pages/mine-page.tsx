import { currentCycle, phaseOf } from '../../cycle/cycle-queries.ts';
import { type PageRequest, page } from '../../platform/http/page.ts';
import { signedIn } from '../../platform/http/viewer.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { Card, CardList } from '../../ui/components/card.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type OwnProposal, ownProposals } from '../own-proposals.ts';
import { StageTag } from './stage.tsx';

interface Mine {
  readonly proposals: readonly OwnProposal[];
  readonly open: boolean;
}

async function load({ tx, city, viewer, now }: PageRequest<object, object>): Promise<Mine> {
  const cycle = await currentCycle(tx, city.id);
  const phase = cycle && (await phaseOf(tx, cycle, 'proposals', now));
  return { proposals: await ownProposals(tx, city.id, viewer.personId as number), open: phase?.state === 'open' };
}

export const minePage = page<Record<string, never>, Record<string, never>, Mine>({
  path: '/me/proposals',
  who: signedIn,
  load,
  view: MineView,
});

function MineView({ proposals, open }: Mine) {
  const { t, href, date } = usePage();
  const propose = open && <ButtonLink href={href('/proposals/new')}>{t('proposals.list.propose')}</ButtonLink>;
  return (
    <CitizenLayout title={t('proposals.mine.title')}>
      <PageHeading title={t('proposals.mine.title')} actions={proposals.length > 0 && propose} />
      {proposals.length === 0 ? (
        <EmptyState title={t('proposals.mine.none')} action={propose}>
          {t('proposals.mine.none-hint')}
        </EmptyState>
      ) : (
        <CardList>
          {proposals.map(({ folio, title, stage, cycle, submittedAt, heldBecause, supports }) => (
            <Card
              key={folio}
              title={title}
              level={2}
              href={href(`/me/proposals/${folio}`)}
              kicker={`${folio} · ${cycle}`}
              tags={<StageTag stage={stage} />}
              foot={
                <>
                  <span>{date(submittedAt)}</span>
                  {supports > 0 && <span>{t('proposals.supports', { count: supports })}</span>}
                </>
              }
            >
              {heldBecause ?? t(`proposals.next.${stage}`)}
            </Card>
          ))}
        </CardList>
      )}
    </CitizenLayout>
  );
}
