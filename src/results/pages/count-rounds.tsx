import type { CountResult, FractionText, Step } from '@cabildo/tally';
import { Details } from '../../ui/components/details.tsx';
import { Bar, type MoneyPart, share } from '../../ui/components/meter.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type KeptExplanation, moneyBefore } from '../explanation.ts';
import { reasonText } from '../reasons.ts';
import { minorUnits, mostSpent, type Round, type RoundGroup, type RoundPart, roundsOf } from '../rounds.ts';
import { RoundTable } from './round-table.tsx';

interface Props {
  readonly outcome: CountResult;
  readonly contestId: number;
  readonly title: (candidate: string) => string;
  readonly explanations: ReadonlyMap<string, KeptExplanation>;
  /** Whether the ballots are public. */
  readonly open: boolean;
}

/** As many rounds as a person reads before she wants to be asked. */
const shown = 10;

const tones: Readonly<Record<RoundPart['of'], MoneyPart['tone']>> = {
  before: 'soft',
  this: 'main',
  rest: 'accent',
  overdraft: 'accent',
};

/** The whole count as bars of money, a bar for each project considered, with the same figures in a table. */
export function CountRounds(props: Props) {
  const { outcome } = props;
  const { t } = usePage();
  const groups = roundsOf(outcome);
  if (groups.length === 0) return <p>{t('results.count.nothing')}</p>;
  const between = outcome.steps.filter((step) => step.kind === 'share');
  const compared = outcome.steps.filter((step) => step.kind === 'comparison');
  return (
    <>
      {between.map((step) => (
        <ShareSentence step={step} key={step.kind} />
      ))}
      <p>{t('results.count.reading')}</p>
      {groups.map((group) => (
        <Group group={group} {...props} key={`${group.kind} ${group.rounds[0]?.candidate}`} />
      ))}
      {compared.map((step) => (
        <p key={step.kind}>
          {t('results.count.compared', {
            better: step.better,
            list: step.betterWithGreedy,
            equal: step.equal,
          })}
        </p>
      ))}
    </>
  );
}

function ShareSentence({ step }: { readonly step: Extract<Step, { kind: 'share' }> }) {
  const { t, money } = usePage();
  const each = money(minorUnits(step.share));
  return (
    <p>
      {t('results.count.share', { voters: step.voters, share: each })}
      {step.runs > 1 && ` ${t('results.count.runs', { runs: step.runs })}`}
    </p>
  );
}

function Group({ group, ...props }: Props & { readonly group: RoundGroup }) {
  const { t } = usePage();
  const { rounds } = group;
  const more = rounds.slice(shown);
  return (
    <div class="rounds-frame">
      {group.kind === 'completion' && <h3>{t('results.count.completion')}</h3>}
      {group.kind === 'list' && props.outcome.rule.name === 'equal-shares' && (
        <h3>{t('results.count.list')}</h3>
      )}
      <Legend rounds={rounds} />
      <List rounds={rounds.slice(0, shown)} first={1} {...props} />
      {more.length > 0 && (
        <Details summary={t('results.count.more', { count: more.length })}>
          <List rounds={more} first={shown + 1} {...props} />
        </Details>
      )}
      <Details summary={t('results.count.as-table')}>
        <RoundTable group={group} title={props.title} explanations={props.explanations} open={props.open} />
      </Details>
    </div>
  );
}

function Legend({ rounds }: { readonly rounds: readonly Round[] }) {
  const { t } = usePage();
  const used = new Set(
    rounds.flatMap(({ parts }) => parts.filter(({ amount }) => amount > 0).map(({ of }) => of)),
  );
  const kind = rounds[0]?.step.kind;
  const own = kind === 'payment' ? 'full' : kind === 'part-payment' ? 'paid' : 'this';
  return (
    <ul class="rounds-legend">
      <li class="legend legend-soft">{t('results.count.legend-before')}</li>
      {used.has('this') && <li class="legend legend-main">{t(`results.count.legend-${own}`)}</li>}
      {used.has('rest') && <li class="legend legend-accent">{t('results.count.legend-rest')}</li>}
      {used.has('overdraft') && <li class="legend legend-accent">{t('results.count.legend-overdraft')}</li>}
      <li class="legend legend-left">{t('results.count.legend-left')}</li>
    </ul>
  );
}

interface ListProps extends Props {
  readonly rounds: readonly Round[];
  readonly first: number;
}

function List({ rounds, first, outcome, contestId, title, explanations, open }: ListProps) {
  const { t, money, href } = usePage();
  // Where winners may exceed the money, the bar is as long as what they may cost.
  const whole = mostSpent(outcome);
  return (
    <ol class="rounds" start={first}>
      {rounds.map((round) => (
        <li class={round.taken ? 'round' : 'round round-passed'} key={round.candidate}>
          <p class="meter-words">
            <a href={href(`/results/${contestId}/${round.candidate}`)}>{title(round.candidate)}</a>
            <span class="meter-figure">
              {t(round.taken ? 'results.count.takes' : 'results.count.passed', { cost: money(round.cost) })}
            </span>
          </p>
          <Bar
            parts={round.parts.map(({ of, amount }) => ({ size: share(amount, whole), tone: tones[of] }))}
          />
          <RoundWords
            round={round}
            title={title}
            had={moneyBefore(explanations.get(round.candidate), open)}
          />
        </li>
      ))}
    </ol>
  );
}

interface WordsProps {
  readonly round: Round;
  readonly title: (candidate: string) => string;
  /** What its supporters had before it. */
  readonly had: FractionText | undefined;
}

function RoundWords({ round: { step, left, cost }, title, had }: WordsProps) {
  const { t, money } = usePage();
  const sentences: string[] = [];
  const after = { left: money(left), after: money(left - cost) };
  if (step.kind === 'payment') {
    const price = money(minorUnits(step.price));
    sentences.push(t('results.count.payment', { full: step.payersInFull, part: step.payersInPart, price }));
    if (had) sentences.push(t('results.count.supporters-had', { money: money(minorUnits(had)) }));
  } else if (step.kind === 'part-payment') {
    const paid = minorUnits(step.paid);
    const price = money(minorUnits(step.price));
    sentences.push(t('results.count.part-payment', { paid: money(paid), price }));
    if (cost > paid) sentences.push(t('results.count.overdraft', { amount: money(cost - paid) }));
  } else {
    sentences.push(t('results.votes', { votes: step.votes }));
    if (step.taken) sentences.push(t('results.count.left-after', after));
  }
  if (step.kind === 'load') {
    if (step.taken) sentences.push(t('results.count.load', { load: money(minorUnits(step.load)) }));
    else sentences.push(t('results.count.load-passed', { left: money(left) }));
  }
  const [reason] = step.kind === 'greedy' ? (step.reasons ?? []) : [];
  if (reason) {
    const { key, args } = reasonText(reason, money, title);
    sentences.push(t(key, args));
  }
  return <p class="note">{sentences.join(' · ')}</p>;
}
