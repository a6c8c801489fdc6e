import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context.ts';
import { Button } from './button.tsx';
import { FormContext } from './form-context.ts';

interface Props {
  /** Where the results are; this page when left out. */
  readonly action?: string | undefined;
  /** Filters: any field; they read their values from the address. */
  readonly children: ComponentChildren;
  /** Query values that must survive, such as a sort order. */
  readonly keep?: readonly string[];
  /** True when some filter is set: offers to clear them. */
  readonly filtered?: boolean;
  readonly submitLabel?: string;
}

/** Filters live in the address, so that a list can be shared, bookmarked and come back to. */
export function SearchForm({ action, children, keep = [], filtered, submitLabel }: Props) {
  const { t, url } = usePage();
  const target = action ?? url.pathname;
  return (
    <search class="search">
      <form method="get" action={target} class="search-form">
        {keep.map((name) =>
          url.searchParams.getAll(name).map((value) => <input type="hidden" name={name} value={value} />),
        )}
        <FormContext.Provider value={{ search: true }}>{children}</FormContext.Provider>
        <div class="actions">
          <Button icon="search">{submitLabel ?? t('ui.apply-filters')}</Button>
          {filtered && (
            <a class="search-clear" href={target}>
              {t('ui.clear-filters')}
            </a>
          )}
        </div>
      </form>
    </search>
  );
}
