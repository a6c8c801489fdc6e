import { SummaryList } from '../../ui/components/summary-list.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { DecisionView } from './case-file.ts';
import { OutcomeTag } from './state-tag.tsx';

/** A decision in full, as the signer reads it before she signs. */
export function DecisionCard({ decision }: { readonly decision: DecisionView }) {
  const { t, money, date } = usePage();
  const { outcome, cost, departmentsCost, costReason, reasons, effects, joinedToFolio } = decision;
  const items = [
    { term: t('evaluation.outcome'), value: <OutcomeTag outcome={outcome} /> },
    ...(cost === null ? [] : [{ term: t('evaluation.decided-cost'), value: <strong>{money(cost)}</strong> }]),
    ...(cost !== null && cost !== departmentsCost
      ? [
          {
            term: t('evaluation.cost-differs'),
            value: `${t('evaluation.departments-sum', { amount: money(departmentsCost) })} ${costReason}`,
          },
        ]
      : []),
    ...(joinedToFolio ? [{ term: t('evaluation.joined-to'), value: joinedToFolio }] : []),
    ...(effects ? [{ term: t('evaluation.effects'), value: <p class="prose written">{effects}</p> }] : []),
    ...(reasons ? [{ term: t('evaluation.reasons'), value: <p class="prose written">{reasons}</p> }] : []),
    { term: t('evaluation.prepared-at'), value: date(decision.preparedAt, 'moment') },
    ...(decision.signedAt
      ? [{ term: t('evaluation.signed-at'), value: date(decision.signedAt, 'moment') }]
      : []),
    ...(decision.hash ? [{ term: t('evaluation.hash'), value: <code>{decision.hash}</code> }] : []),
    ...(decision.revealedAt
      ? [{ term: t('evaluation.revealed-at'), value: date(decision.revealedAt, 'moment') }]
      : []),
  ];
  return <SummaryList items={items} />;
}
