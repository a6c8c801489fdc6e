import { usePage } from '../page-context.ts';
import { Icon } from './icon.tsx';

interface Props {
  readonly page: number;
  readonly pages: number;
  /** Where a page has two lists: what this one pages through. */
  readonly label?: string | undefined;
  /** Default: this address with `?page=`, so that filters stay. */
  readonly hrefOf?: (page: number) => string;
}

export function Pagination({ page, pages, label, hrefOf }: Props) {
  const { t, number, url } = usePage();
  if (pages <= 1) return null;
  const href = hrefOf ?? ((wanted: number) => withPage(url, wanted));
  return (
    <nav class="pagination" aria-label={label ?? t('ui.pagination')}>
      {page > 1 && (
        <a class="pagination-step" rel="prev" href={href(page - 1)}>
          <Icon name="back" /> {t('ui.previous')}
        </a>
      )}
      <ol>
        {shownPages(page, pages).map((one) => (
          <li key={one}>
            <a
              href={href(one)}
              aria-label={t('ui.page', { page: one })}
              aria-current={one === page ? 'page' : undefined}
            >
              {number(one)}
            </a>
          </li>
        ))}
      </ol>
      {page < pages && (
        <a class="pagination-step" rel="next" href={href(page + 1)}>
          {t('ui.next')} <Icon name="next" />
        </a>
      )}
    </nav>
  );
}

/** The first, the last, and the neighbours of where the reader is; gaps show by themselves in the numbers. */
export function shownPages(page: number, pages: number): number[] {
  const wanted = new Set([1, page - 1, page, page + 1, pages]);
  return [...wanted].filter((one) => one >= 1 && one <= pages).sort((a, b) => a - b);
}

function withPage(url: URL, page: number): string {
  const query = new URLSearchParams(url.search);
  query.delete('lang');
  if (page === 1) query.delete('page');
  else query.set('page', String(page));
  const text = query.toString();
  return text ? `${url.pathname}?${text}` : url.pathname;
}
