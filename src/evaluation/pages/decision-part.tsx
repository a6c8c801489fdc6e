import { Details } from '../../ui/components/details.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { RevealedDecision } from '../decision-queries.ts';

interface Props {
  readonly decision: RevealedDecision;
}

const tones = { feasible: 'good', infeasible: 'neutral', joined: 'info' } as const;

/** What the city decided about a proposal, in plain words, with what anybody needs to check it. */
export function DecisionPart({ decision }: Props) {
  const { t, href, money, date } = usePage();
  const { outcome, cost, reasons, effects, joinedToFolio } = decision;
  return (
    <Section title={t('evaluation.public.title')} id="decision">
      <p>
        <StatusTag tone={tones[outcome]}>{t(`evaluation.public.outcome.${outcome}`)}</StatusTag>
      </p>
      <p>{t(`evaluation.public.meaning.${outcome}`)}</p>
      {joinedToFolio && (
        <p>
          <a href={href(`/proposals/${joinedToFolio}`)}>
            {t('evaluation.public.joined-to', { folio: joinedToFolio })}
          </a>
        </p>
      )}
      {cost !== null && <SummaryList items={[{ term: t('evaluation.public.cost'), value: money(cost) }]} />}
      {effects && (
        <>
          <h3>{t('evaluation.public.effects')}</h3>
          <p class="prose written">{effects}</p>
        </>
      )}
      {reasons && (
        <>
          <h3>{t('evaluation.public.reasons')}</h3>
          <p class="prose written">{reasons}</p>
        </>
      )}
      <p class="field-hint">
        {decision.department
          ? t('evaluation.public.signed-for', {
              date: date(decision.signedAt),
              department: decision.department,
            })
          : t('evaluation.public.signed', { date: date(decision.signedAt) })}{' '}
        {decision.opinionsOf.length > 0 &&
          t('evaluation.public.opinions', { departments: decision.opinionsOf.join(', ') })}
      </p>
      <Details summary={t('evaluation.public.check')}>
        <p>{t('evaluation.public.check-how')}</p>
        <p>
          <strong>SHA-256</strong> <code class="breaks">{decision.hash}</code>
        </p>
        <pre>{decision.text}</pre>
        <p class="field-hint">{t('evaluation.public.not-a-signature')}</p>
      </Details>
    </Section>
  );
}
