import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context.ts';

interface Props {
  readonly label: string;
  /** Already written as the reader writes it; amounts come from MoneyFigure. */
  readonly value: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly href?: string | undefined;
}

/** A big number with what it counts. */
export function StatTile({ label, value, note, href }: Props) {
  return (
    <div class="stat">
      <dt>{href ? <a href={href}>{label}</a> : label}</dt>
      <dd class="stat-value">{value}</dd>
      {note && <dd class="stat-note">{note}</dd>}
    </div>
  );
}

/** Tiles in a row. */
export function Stats({ children }: { readonly children: ComponentChildren }) {
  return <dl class="stats">{children}</dl>;
}

interface MoneyProps {
  /** Minor units of the city's currency. */
  readonly minor: number;
}

/** An amount with its currency's code beside it, which a table of one currency does not need. */
export function MoneyFigure({ minor }: MoneyProps) {
  const { money, city } = usePage();
  return (
    <span class="money">
      {money(minor)} <small>{city.currency}</small>
    </span>
  );
}
