import { Details } from '../../ui/components/details.tsx';
import { Table } from '../../ui/components/table.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { CycleSection } from '../cycle-section.ts';
import { formulaRows, moneyToDivide } from '../money-formula.ts';

/** '45 % by “tax compliance”, 40 % by …' */
export function useFormulaParts(): (formula: NonNullable<CycleSection['money']['formula']>) => string {
  const { t, locale } = usePage();
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return ({ indicators }) =>
    list.format(indicators.map(({ name, percent }) => t('cycle.formula.part', { name, percent })));
}

/** The working of the money formula, so that anybody can divide again by hand; nothing where there is none. */
export function MoneyFormula({ section }: { readonly section: CycleSection }) {
  const { t, money, number } = usePage();
  const parts = useFormulaParts();
  const { formula } = section.money;
  const rows = formulaRows(section);
  if (!formula || !rows) return null;
  const names = new Map((section.districts ?? []).map(({ code, name }) => [code, name]));
  return (
    <Details summary={t('cycle.formula.title')}>
      <p>
        {t('cycle.formula.lead', { money: money(moneyToDivide(section) ?? 0), parts: parts(formula) })}{' '}
        {rows.some(({ extra }) => extra > 0) && t('cycle.formula.extra')}
      </p>
      <Table
        caption={t('cycle.formula.title')}
        captionHidden
        stack
        rows={rows}
        rowKey={({ district }) => district}
        columns={[
          {
            header: t('cycle.money.district'),
            heading: true,
            cell: ({ district }) => names.get(district) ?? district,
          },
          ...formula.indicators.flatMap(({ name }, index) => [
            {
              header: t('cycle.formula.value', { name }),
              numeric: true,
              cell: (row: (typeof rows)[number]) => number(row.parts[index]?.value ?? 0),
            },
            {
              header: t('cycle.formula.brings', { name }),
              numeric: true,
              cell: (row: (typeof rows)[number]) => money(row.parts[index]?.amount ?? 0),
            },
          ]),
          { header: t('cycle.money.amount'), numeric: true, cell: ({ amount }) => money(amount) },
        ]}
      />
    </Details>
  );
}
