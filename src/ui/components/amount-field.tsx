import { formatMoney, minorDigits } from '../../platform/money.ts';
import { usePage } from '../page-context.ts';
import { controlProps, FieldFrame, type FieldProps } from './field.tsx';
import { useField } from './form-context.ts';

interface Props extends FieldProps {
  /** Minor units (centavos) of the city's currency. */
  readonly value?: number | undefined;
}

/** An amount as people write it ("1,250,000.50"); the act reads it with `parseAmount`. */
export function AmountField(props: Props) {
  const { city, locale } = usePage();
  const shown = props.value === undefined ? undefined : plain(props.value, city.currency, locale);
  const field = useField(props.name, props.label, shown);
  return (
    <FieldFrame {...props} field={field}>
      <span class="input-amount">
        <span class="input-prefix" aria-hidden="true">
          {currencySign(city.currency, locale)}
        </span>
        <input
          {...controlProps(field, props)}
          class="input"
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={field.value}
        />
        <span class="input-suffix" aria-hidden="true">
          {city.currency}
        </span>
      </span>
    </FieldFrame>
  );
}

function plain(minor: number, currency: string, locale: string): string {
  const digits = minorDigits(currency);
  const shown = minor % 10 ** digits === 0 ? 0 : digits;
  return (minor / 10 ** digits).toLocaleString(locale, {
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  });
}

function currencySign(currency: string, locale: string): string {
  return formatMoney({ minor: 0, currency }, locale).replace(/[\d\s.,\u00a0]/g, '');
}
