import { Card, CardList } from '../components/card.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Icon } from '../components/icon.tsx';
import { ListMap } from '../components/list-map.tsx';
import { Section } from '../components/page-heading.tsx';
import { Pagination } from '../components/pagination.tsx';
import { type Column, Table } from '../components/table.tsx';
import { StatusTag, Tag } from '../components/tag.tsx';
import { usePage } from '../page-context.ts';
import { proposals, type SampleProposal } from './samples.ts';

export function GalleryLists() {
  const cards = proposals.map((one) => <ProposalCard proposal={one} key={one.folio} />);
  return (
    <>
      <Section title="Tarjetas en lista">
        <CardList>{cards}</CardList>
      </Section>
      <Section title="Tarjetas en columnas">
        <CardList columns>{cards}</CardList>
      </Section>
      <Section title="Mapa junto a su lista">
        <ListMap map={<EmptyState level={3} drawing="lens" title="Aquí va el mapa" />}>
          <CardList>{cards.slice(0, 2)}</CardList>
        </ListMap>
      </Section>
      <Section title="Tablas">
        <ProposalTable caption="Se apila en el teléfono" stack rows={proposals} />
        <ProposalTable
          caption="Se recorre dentro de su marco"
          rows={[...proposals, ...proposals, ...proposals]}
        />
        <ProposalTable caption="Sin filas" rows={[]} />
      </Section>
      <Section title="Páginas">
        <Pagination page={1} pages={3} label="Primera página" />
        <Pagination page={7} pages={45} />
      </Section>
    </>
  );
}

function ProposalCard({ proposal }: { readonly proposal: SampleProposal }) {
  const { number } = usePage();
  return (
    <Card
      title={proposal.title}
      href="#x"
      kicker={proposal.folio}
      tags={
        <>
          <StatusTag tone={proposal.tone}>{proposal.status}</StatusTag>
          <Tag>{proposal.category}</Tag>
        </>
      }
      foot={
        <>
          <span class="fact">
            <Icon name="place" /> {proposal.zone}
          </span>
          <span class="fact">
            <Icon name="support" /> {number(proposal.supports)}
          </span>
        </>
      }
    >
      Hoy se espera el camión bajo el sol. Pedimos techo, bancas y un árbol que dé sombra todo el año.
    </Card>
  );
}

interface TableProps {
  readonly caption: string;
  readonly rows: readonly SampleProposal[];
  readonly stack?: boolean;
}

function ProposalTable({ caption, rows, stack = false }: TableProps) {
  const { money, number } = usePage();
  const columns: Column<SampleProposal>[] = [
    { header: 'Folio', tight: true, cell: (row) => row.folio, sort: { href: '#x', now: 'ascending' } },
    { header: 'Propuesta', heading: true, cell: (row) => <a href="#x">{row.title}</a> },
    { header: 'Estado', cell: (row) => <StatusTag tone={row.tone}>{row.status}</StatusTag> },
    { header: 'Apoyos', numeric: true, sort: { href: '#x' }, cell: (row) => number(row.supports) },
    { header: 'Costo', numeric: true, cell: (row) => (row.cost === undefined ? '' : money(row.cost)) },
  ];
  const sum = rows.reduce((cost, row) => cost + (row.cost ?? 0), 0);
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      stack={stack}
      total={['', 'Total', '', '', money(sum)]}
    />
  );
}
