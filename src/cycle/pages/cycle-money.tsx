import { MoneyMeter } from '../../ui/components/meter.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { District } from '../cycle.ts';
import { tracksOf } from '../cycle-queries.ts';
import type { CycleData } from './cycle-page.tsx';
import { MoneyFormula } from './money-formula.tsx';
import { MoneyMap } from './money-map.tsx';

/** How much there is, for what, and where: the whole as a bar, each district as a row with its own. */
export function CycleMoney({ cycle, districts, allotments, map }: CycleData) {
  const { t, money } = usePage();
  const tracks = tracksOf(cycle);
  const { total, reserved } = cycle.blueprint.cycle.money;
  const lowest = districts.filter((district) => district.lowest);
  const given = (district: District, track?: string) =>
    sum(allotments.filter((one) => one.districtId === district.id && (!track || one.track === track)));
  const most = Math.max(0, ...lowest.map((district) => given(district)));
  const set = sum(reserved.map(({ amount }) => ({ amount: amount ?? 0 })));
  const parts = [
    { label: t('cycle.money.districts'), amount: sum(allotments), tone: 'main' as const },
    ...(set > 0
      ? [{ label: reserved.map(({ name }) => name).join(', '), amount: set, tone: 'accent' as const }]
      : []),
  ];
  return (
    <Section title={t('cycle.money.title')} id="money">
      <MoneyMeter label={t('cycle.money.total')} total={total ?? sum(allotments) + set} parts={parts} />
      {map && <MoneyMap map={map} money={lowest.map((one) => ({ id: one.id, amount: given(one) }))} />}
      <Table
        caption={t('cycle.money.caption')}
        stack
        rows={lowest}
        rowKey={({ id }) => id}
        columns={[
          {
            header: t('cycle.money.district'),
            heading: true,
            cell: (district) => (map ? numbered(district.name, lowest.indexOf(district) + 1) : district.name),
          },
          ...(tracks.length > 1 ? tracks : []).map((track) => ({
            header: track.name,
            numeric: true,
            cell: (district: District) => money(given(district, track.code)),
          })),
          { header: t('cycle.money.amount'), numeric: true, cell: (district) => money(given(district)) },
          {
            header: t('cycle.money.compared'),
            cell: (district) => <MoneyBar amount={given(district)} most={most} />,
          },
        ]}
        total={[
          t('cycle.money.sum'),
          ...(tracks.length > 1 ? tracks : []).map(({ code }) =>
            money(sum(allotments.filter(({ track }) => track === code))),
          ),
          money(sum(allotments)),
          '',
        ]}
      />
      <MoneyFormula section={cycle.blueprint.cycle} />
    </Section>
  );
}

/** The number that the map shows, unless the name says it already: "Sector 3". */
function numbered(name: string, number: number): string {
  return name.split(/\W+/).includes(String(number)) ? name : `${number}. ${name}`;
}

/** The figure stands beside it, so the drawing is decoration. */
function MoneyBar({ amount, most }: { readonly amount: number; readonly most: number }) {
  const width = most > 0 ? Math.round((amount / most) * 100) : 0;
  return (
    <svg
      class="bar"
      viewBox="0 0 100 1"
      preserveAspectRatio="none"
      width="120"
      height="10"
      aria-hidden="true"
    >
      <rect class="bar-main" width={width} height="1" />
    </svg>
  );
}

function sum(rows: readonly { readonly amount: number }[]): number {
  return rows.reduce((total, { amount }) => total + amount, 0);
}
