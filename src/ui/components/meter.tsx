import { usePage } from '../page-context.ts';

interface ProgressProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** How the figure reads: "12 de 40 expedientes". Default: both numbers. */
  readonly text?: string | undefined;
}

/** How far a count has come. The bar is a drawing, because a strict policy forbids inline styles; the words say it all. */
export function Progress({ label, value, max, text }: ProgressProps) {
  const { t, number } = usePage();
  return (
    <div class="meter">
      <p class="meter-words">
        <span>{label}</span>
        <span class="meter-figure">
          {text ?? t('ui.share-of', { part: number(value), whole: number(max) })}
        </span>
      </p>
      <Bar parts={[{ size: share(value, max), tone: 'main' }]} />
    </div>
  );
}

export interface MoneyPart {
  readonly label: string;
  /** Minor units. */
  readonly amount: number;
  readonly tone: 'main' | 'soft' | 'accent';
}

interface MoneyProps {
  readonly label: string;
  /** The whole, in minor units. */
  readonly total: number;
  /** From the left, each drawn after the other. */
  readonly parts: readonly MoneyPart[];
}

/** Money as a bar with its own legend: spent, promised, and of how much. */
export function MoneyMeter({ label, total, parts }: MoneyProps) {
  const { t, money } = usePage();
  return (
    <div class="meter">
      <p class="meter-words">
        <span>{label}</span>
        <span class="meter-figure">{money(total)}</span>
      </p>
      <Bar parts={parts.map((part) => ({ size: share(part.amount, total), tone: part.tone }))} />
      <dl class="meter-legend">
        {parts.map((part) => (
          <div key={part.label}>
            <dt class={`legend legend-${part.tone}`}>{part.label}</dt>
            <dd>{t('ui.share-of', { part: money(part.amount), whole: money(total) })}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface BarPart {
  readonly size: number;
  readonly tone: MoneyPart['tone'];
}

/** The drawing alone, for a figure that says its numbers in words beside it. */
export function Bar({ parts }: { readonly parts: readonly BarPart[] }) {
  let at = 0;
  return (
    <svg
      class="bar"
      viewBox="0 0 100 1"
      preserveAspectRatio="none"
      width="100"
      height="10"
      aria-hidden="true"
      focusable="false"
    >
      {parts.map((part) => {
        const x = at;
        const width = Math.min(part.size, 100 - at);
        at += width;
        return <rect class={`bar-${part.tone}`} x={x} width={width} height="1" key={part.tone} />;
      })}
    </svg>
  );
}

/** Hundredths, never outside the bar; nothing of nothing is nothing. */
export function share(part: number, whole: number): number {
  if (whole <= 0) return 0;
  return Math.min(100, Math.max(0, Math.round((part / whole) * 10_000) / 100));
}
