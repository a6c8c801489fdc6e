import { formatMoney, minorDigits } from '../../platform/money.ts';
import { Table } from '../../ui/components/table.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type CostLine, lineCost, totalCost } from '../opinion.ts';
import { formatQuantity } from '../quantity.ts';
import { mostLines } from './read-opinion.ts';

/** Lines beyond those that are filled, so that more can be written without script: saving brings new ones. */
const emptyLines = 3;

/** The lines of a cost estimate as fields. */
export function CostFields({ lines }: { readonly lines: readonly CostLine[] }) {
  const { t, locale, city, form } = usePage();
  const typed = Object.keys(form.values).flatMap((name) => /^lines\.(\d+)\./.exec(name)?.[1] ?? []);
  const count = Math.min(
    mostLines,
    Math.max(lines.length + emptyLines, ...typed.map((index) => Number(index) + 1)),
  );
  const rows = Array.from({ length: count }, (_, index) => ({ index, line: lines[index] }));
  const field = (index: number, name: string, label: string, value: string | undefined, numeric = false) => (
    <TextField
      name={`lines.${index}.${name}`}
      label={t('evaluation.line-field', { label, line: index + 1 })}
      labelHidden
      optional
      value={value}
      {...(numeric && { inputMode: 'decimal', size: 'short' })}
      {...(name === 'unit' && { size: 'short' })}
    />
  );
  const [concept, unit, quantity, price] = [
    t('evaluation.concept'),
    t('evaluation.unit'),
    t('evaluation.quantity'),
    t('evaluation.unit-price'),
  ];
  return (
    <div class="cost-sheet">
      <Table
        caption={t('evaluation.cost-lines')}
        rows={rows}
        rowKey={({ index }) => index}
        columns={[
          { header: concept, cell: ({ index, line }) => field(index, 'concept', concept, line?.concept) },
          { header: unit, cell: ({ index, line }) => field(index, 'unit', unit, line?.unit) },
          {
            header: quantity,
            cell: ({ index, line }) =>
              field(index, 'quantity', quantity, line && formatQuantity(line.quantityMilli, locale), true),
          },
          {
            header: price,
            cell: ({ index, line }) =>
              field(index, 'price', price, line && plainAmount(line.unitPrice, city.currency, locale), true),
          },
          {
            header: t('evaluation.amount'),
            numeric: true,
            cell: ({ line }) =>
              line && formatMoney({ minor: lineCost(line), currency: city.currency }, locale),
          },
        ]}
      />
    </div>
  );
}

/** The same to read, with its sum. */
export function CostTable({
  lines,
  caption,
}: {
  readonly lines: readonly CostLine[];
  readonly caption: string;
}) {
  const { t, money, locale } = usePage();
  if (lines.length === 0) return null;
  return (
    <Table
      caption={caption}
      rows={lines}
      columns={[
        { header: t('evaluation.concept'), heading: true, cell: (line) => line.concept },
        { header: t('evaluation.unit'), cell: (line) => line.unit },
        {
          header: t('evaluation.quantity'),
          numeric: true,
          cell: (line) => formatQuantity(line.quantityMilli, locale),
        },
        { header: t('evaluation.unit-price'), numeric: true, cell: (line) => money(line.unitPrice) },
        { header: t('evaluation.amount'), numeric: true, cell: (line) => money(lineCost(line)) },
      ]}
      total={[t('evaluation.total'), '', '', '', money(totalCost(lines))]}
    />
  );
}

function plainAmount(minor: number, currency: string, locale: string): string {
  const digits = minorDigits(currency);
  const shown = minor % 10 ** digits === 0 ? 0 : digits;
  return (minor / 10 ** digits).toLocaleString(locale, {
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  });
}
