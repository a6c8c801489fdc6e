import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context.ts';

export interface SummaryItem {
  readonly term: string;
  readonly value: ComponentChildren;
  /** Where the answer is changed; the term is read after "change". */
  readonly changeHref?: string | undefined;
}

/** Facts one below the other: "check your answers", the data of a case. */
export function SummaryList({ items }: { readonly items: readonly SummaryItem[] }) {
  const { t } = usePage();
  return (
    <dl class="summary">
      {items.map((item) => (
        <div key={item.term}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
          {item.changeHref && (
            <dd class="summary-change">
              <a href={item.changeHref}>
                {t('ui.change')} <span class="visually-hidden">{item.term}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
