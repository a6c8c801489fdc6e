import { Details } from '../../ui/components/details.tsx';
import { Bar, share } from '../../ui/components/meter.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { KeptExplanation } from '../explanation.ts';
import { minorUnits } from '../rounds.ts';

interface Props {
  readonly explanation: KeptExplanation;
  readonly contestId: number;
  readonly title: (candidate: string) => string;
}

/** Equal Shares from the side of one candidate: what its supporters had before each round, and what they paid for. */
export function SupportersMoney({ explanation, contestId, title }: Props) {
  const { t, money, number, href } = usePage();
  const { cost, rounds, candidate } = explanation;
  const rows = rounds.map((round) => ({
    ...round,
    money: minorUnits(round.money),
    people: round.full + round.part,
  }));
  // What its supporters did not pay for changed nothing for it: those rounds stand in the table only.
  const told = rows.filter(({ people, winner }) => people > 0 || winner === candidate);
  const whole = Math.max(cost, ...rows.map((row) => row.money));
  const lasting = explanation.reasons.find((reason) => reason.code === 'supporters-cannot-pay');
  return (
    <Section title={t('results.why.money')} id="money">
      <p>{t('results.why.money-lead', { cost: money(cost) })}</p>
      <ol class="rounds">
        {told.map((row) => (
          <li class="round" key={row.round}>
            <p class="meter-words">
              <span>
                {t('results.why.round', { round: row.round })}{' '}
                {row.winner === candidate ? (
                  title(row.winner)
                ) : (
                  <a href={href(`/results/${contestId}/${row.winner}`)}>{title(row.winner)}</a>
                )}
              </span>
              <span class="meter-figure">{money(row.money)}</span>
            </p>
            <Bar parts={[{ size: share(row.money, whole), tone: 'main' }]} />
            <p class="note">{t('results.why.paid-for', { people: row.people })}</p>
          </li>
        ))}
        {lasting && (
          <li class="round">
            <p class="meter-words">
              <span>{t('results.why.at-the-end')}</span>
              <span class="meter-figure">{money(minorUnits(lasting.money))}</span>
            </p>
            <Bar parts={[{ size: share(minorUnits(lasting.money), whole), tone: 'main' }]} />
            <p class="note">{t('results.why.still-short', { short: money(lasting.short) })}</p>
          </li>
        )}
      </ol>
      <Details summary={t('results.why.all-rounds')}>
        <Table
          caption={t('results.why.all-rounds')}
          captionHidden
          stack
          rows={rows}
          rowKey={(row) => row.round}
          columns={[
            { header: t('results.why.round-header'), numeric: true, cell: (row) => number(row.round) },
            { header: t('results.why.winner'), heading: true, cell: (row) => title(row.winner) },
            { header: t('results.why.had'), numeric: true, cell: (row) => money(row.money) },
            { header: t('results.count.in-full'), numeric: true, cell: (row) => number(row.full) },
            { header: t('results.count.in-part'), numeric: true, cell: (row) => number(row.part) },
          ]}
        />
      </Details>
    </Section>
  );
}
