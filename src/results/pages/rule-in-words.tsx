import type { Completion, CountResult, TieStep } from '@cabildo/tally';
import type { TextKey } from '../../platform/i18n/texts.ts';
import { usePage } from '../../ui/page-context.ts';

type EqualShares = Extract<CountResult['rule'], { name: 'equal-shares' }>;

/** The rule of a count, a sentence for each thing that decides. */
export function RuleInWords({ outcome: { rule } }: { outcome: Pick<CountResult, 'rule'> }) {
  const { t, money } = usePage();
  const { limits } = rule;
  const greedy = rule.name === 'greedy';
  return (
    <ul class="plain">
      {!greedy && <li>{t(`results.rule.${rule.name}`)}</li>}
      {greedy && (
        <li>{t(rule.per === 'cost' ? 'results.rule.by-votes-per-cost' : 'results.rule.by-votes')}</li>
      )}
      {(rule.name === 'equal-shares' || rule.name === 'bos') && (
        <>
          <li>{t(rule.timesCost ? 'results.rule.worth-cost' : 'results.rule.worth-one')}</li>
          <li>{t(rule.voters === 'cast' ? 'results.rule.share-cast' : 'results.rule.share-valid')}</li>
        </>
      )}
      {rule.name === 'equal-shares' && <WhatIsLeft rule={rule} />}
      {(greedy || rule.name === 'phragmen') && (
        <li>{t(rule.whenFull === 'skip' ? 'results.rule.skip' : 'results.rule.stop')}</li>
      )}
      {greedy && rule.overspend > 0 && (
        <li>{t('results.rule.overspend', { amount: money(rule.overspend) })}</li>
      )}
      {limits.maxWinners !== null && <li>{t('results.rule.slots', { slots: limits.maxWinners })}</li>}
      {limits.costCap !== null && <li>{t('results.rule.cap', { cap: money(limits.costCap) })}</li>}
      {limits.threshold && <li>{t('results.rule.threshold', { votes: limits.threshold.atLeast })}</li>}
      <li>{t(tiesKey(rule.ties[0]))}</li>
    </ul>
  );
}

/** What looks at equal standing first; lots decide what then is still equal. */
function tiesKey(first: TieStep | undefined): TextKey {
  if (first === 'cheapest') return 'results.rule.ties-cheapest';
  return first === 'most-votes' ? 'results.rule.ties-most-votes' : 'results.rule.ties';
}

const raises = (completion: Completion) => 'step' in completion;
const fills = ({ kind }: Completion) => kind === 'utilitarian' || kind === 'add1u';

/** What becomes of money that no group of supporters can use whole, and whether two outcomes are compared. */
function WhatIsLeft({ rule: { completion, comparison } }: { rule: EqualShares }) {
  const { t, money } = usePage();
  return (
    <>
      {completion.kind === 'none' && <li>{t('results.rule.left-none')}</li>}
      {raises(completion) && (
        <>
          <li>{t('results.rule.add1', { step: money('step' in completion ? completion.step : 0) })}</li>
          <li>{t('results.rule.not-monotone')}</li>
        </>
      )}
      {fills(completion) && <li>{t('results.rule.left-by-votes')}</li>}
      {comparison && (
        <li>
          {t(comparison === 'winners' ? 'results.rule.compared-winners' : 'results.rule.compared-money')}
        </li>
      )}
    </>
  );
}
