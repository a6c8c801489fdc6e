import { type Column, Table } from '../../ui/components/table.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type KeptExplanation, moneyBefore } from '../explanation.ts';
import { minorUnits, type Round, type RoundGroup, tenths } from '../rounds.ts';

interface Props {
  readonly group: RoundGroup;
  readonly title: (candidate: string) => string;
  readonly explanations: ReadonlyMap<string, KeptExplanation>;
  /** Whether the ballots are public. */
  readonly open: boolean;
}

/** The figures of the bars, for whoever reads with ears, copies or checks. */
export function RoundTable({ group, title, explanations, open }: Props) {
  const { t, money, number } = usePage();
  const numeric = true;
  const project: Column<Round> = {
    header: t('results.project'),
    heading: true,
    cell: ({ candidate }) => title(candidate),
  };
  const cost: Column<Round> = { header: t('results.cost'), numeric, cell: (round) => money(round.cost) };
  const left: Column<Round> = {
    header: t('results.left-before'),
    numeric,
    cell: (round) => money(round.left),
  };
  return (
    <Table
      caption={t('results.count.as-table')}
      captionHidden
      stack
      rows={group.rounds}
      rowKey={(round) => round.candidate}
      columns={[project, ...own(), left, cost, decided()]}
    />
  );

  function own(): Column<Round>[] {
    const first = group.rounds[0]?.step;
    if (first?.kind === 'payment') {
      return [
        { header: t('results.count.price'), numeric, cell: ({ step }) => price(step) },
        { header: t('results.count.in-full'), numeric, cell: ({ step }) => payers(step, 'payersInFull') },
        { header: t('results.count.in-part'), numeric, cell: ({ step }) => payers(step, 'payersInPart') },
        {
          header: t('results.count.effective'),
          numeric,
          cell: ({ step }) =>
            step.kind === 'payment' && step.effectiveVotes ? number(tenths(step.effectiveVotes)) : '—',
        },
        {
          header: t('results.count.had'),
          numeric,
          cell: ({ candidate }) => {
            const had = moneyBefore(explanations.get(candidate), open);
            return had ? money(minorUnits(had)) : '—';
          },
        },
      ];
    }
    if (first?.kind === 'part-payment') {
      return [
        { header: t('results.count.price'), numeric, cell: ({ step }) => price(step) },
        {
          header: t('results.count.paid'),
          numeric,
          cell: ({ step }) => (step.kind === 'part-payment' ? money(minorUnits(step.paid)) : '—'),
        },
      ];
    }
    return [
      {
        header: t('results.votes-header'),
        numeric,
        cell: ({ step }) => ('votes' in step ? number(step.votes) : '—'),
      },
    ];
  }

  function price(step: Round['step']) {
    return 'price' in step ? money(minorUnits(step.price)) : '—';
  }

  function payers(step: Round['step'], which: 'payersInFull' | 'payersInPart') {
    return which in step && step.kind === 'payment' ? number(step[which]) : '—';
  }

  function decided(): Column<Round> {
    return {
      header: t('results.decided'),
      cell: ({ taken, step }) => (
        <>
          {t(taken ? 'results.taken' : 'results.not-taken')}
          {step.kind === 'greedy' &&
            step.tiedWith &&
            ` ${t('results.tied', { titles: step.tiedWith.map(title).join(', ') })}`}
        </>
      ),
    };
  }
}
