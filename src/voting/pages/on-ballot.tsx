import { Section } from '../../ui/components/page-heading.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { CandidateStanding } from '../voting-queries.ts';

export function OnBallot({ standing }: { readonly standing: CandidateStanding }) {
  const { t, href } = usePage();
  const { contestId, contestTitle: contest, number, withdrawn } = standing;
  return (
    <Section title={t('voting.slot-title')}>
      <p>
        {withdrawn === null
          ? t('voting.slot-text', { number, contest })
          : t('voting.slot-withdrawn', { contest, reason: withdrawn })}{' '}
        <a href={href(`/vote/${contestId}`)}>{t('voting.slot-link')}</a>
      </p>
    </Section>
  );
}
