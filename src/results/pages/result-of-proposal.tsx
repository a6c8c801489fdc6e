import { Section } from '../../ui/components/page-heading.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { CandidateStanding } from '../../voting/voting-queries.ts';

export function ResultOfProposal({ standing }: { readonly standing: CandidateStanding }) {
  const { t, href } = usePage();
  return (
    <Section title={t('results.why.slot-title')}>
      <p>
        <a href={href(`/results/${standing.contestId}/${standing.number}`)}>{t('results.why.slot-link')}</a>
      </p>
    </Section>
  );
}
