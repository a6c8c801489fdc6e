import { Section } from '../../ui/components/page-heading.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { KeptExplanation } from '../explanation.ts';

interface Props {
  readonly explanation: KeptExplanation | undefined;
  readonly rule: string;
}

/** The smallest changes with which a candidate that lost would have won, counted again and not estimated. */
export function WouldHaveWon({ explanation, rule }: Props) {
  const { t, money } = usePage();
  const found = explanation?.wouldHaveWon;
  return (
    <Section title={t('results.why.would-have')} id="would-have-won">
      {!explanation && <p>{t('results.why.waiting')}</p>}
      {explanation?.search === 'stopped' && <p>{t('results.why.stopped')}</p>}
      {explanation && found && (
        <>
          <ul class="plain">
            <li>
              {found.costCut === null
                ? t('results.why.no-cut')
                : t('results.why.cut', {
                    cut: money(found.costCut),
                    cost: money(explanation.cost - found.costCut),
                  })}
            </li>
            <li>
              {found.extraVotes === null
                ? t('results.why.no-votes')
                : t('results.why.votes', { votes: found.extraVotes })}
            </li>
          </ul>
          <p class="note">{t(rule === 'greedy' ? 'results.why.counted' : 'results.why.counted-once')}</p>
        </>
      )}
    </Section>
  );
}
