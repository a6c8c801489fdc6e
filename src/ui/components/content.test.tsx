import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { samplePage } from '../page-context.fixtures.ts';
import { renderPage } from '../render.tsx';
import { MoneyMeter, share } from './meter.tsx';
import { Pagination, shownPages } from './pagination.tsx';
import { SummaryList } from './summary-list.tsx';
import { Table } from './table.tsx';
import { Timeline } from './timeline.tsx';

const html = (view: VNode) => renderPage(view, samplePage());

describe('Pagination', () => {
  it('keeps the filters of the address and drops page 1', () => {
    const page = html(<Pagination page={2} pages={9} />);
    expect(page).toContain('rel="prev" href="/proposals?zone=3"');
    expect(page).toContain('rel="next" href="/proposals?zone=3&amp;page=3"');
  });

  it('is absent where one page holds everything', () => {
    expect(html(<Pagination page={1} pages={1} />)).not.toContain('<nav');
  });

  it('offers the ends and the neighbours', () => {
    expect(shownPages(7, 45)).toEqual([1, 6, 7, 8, 45]);
    expect(shownPages(1, 2)).toEqual([1, 2]);
  });
});

describe('Table', () => {
  const columns = [
    { header: 'Folio', cell: (row: { folio: string }) => row.folio, heading: true },
    {
      header: 'Costo',
      cell: () => '$1',
      numeric: true,
      sort: { href: '?sort=cost', now: 'descending' as const },
    },
  ];

  it('names itself, its rows and its order to a screen reader, and can be reached to scroll', () => {
    const page = html(<Table caption="Expedientes" columns={columns} rows={[{ folio: 'SP-1' }]} />);
    const id = /aria-labelledby="([^"]+)"/.exec(page)?.[1];
    expect(page).toContain(`<caption id="${id}">Expedientes</caption>`);
    expect(page).toMatch(/<section[^>]*tabindex="0"/);
    expect(page).toMatch(/<th role="rowheader" scope="row"[^>]*>SP-1/);
    expect(page).toMatch(/aria-sort="descending"><a href="\?sort=cost">Costo/);
  });
});

describe('MoneyMeter', () => {
  it('says in words what the bar draws, and never draws past the whole', () => {
    const page = html(
      <MoneyMeter
        label="Sector 3"
        total={100_000}
        parts={[
          { label: 'Pagado', amount: 90_000, tone: 'main' },
          { label: 'Contratado', amount: 50_000, tone: 'accent' },
        ]}
      />,
    );
    expect(page).toContain('$900 de $1,000');
    expect(page).toContain('x="90" width="10"');
  });

  it('gives hundredths between 0 and 100', () => {
    expect([share(1, 3), share(5, 0), share(-1, 10), share(30, 10)]).toEqual([33.33, 0, 0, 100]);
  });
});

describe('Timeline', () => {
  it('tells where the city is now, with dates as people write them', () => {
    const page = html(
      <Timeline steps={[{ title: 'Votación', state: 'now', from: '2027-05-03', to: '2027-05-16' }]} />,
    );
    expect(page).toMatch(/aria-current="step"/);
    expect(page).toMatch(/Del 3 may al 16 may/);
  });
});

describe('SummaryList', () => {
  it('says what each change link changes', () => {
    const page = html(<SummaryList items={[{ term: 'Título', value: 'Sombra', changeHref: '/edit#t' }]} />);
    expect(page).toMatch(/<a href="\/edit#t">Cambiar <span class="visually-hidden">Título/);
  });
});
