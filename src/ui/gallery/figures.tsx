import { MoneyMeter, Progress } from '../components/meter.tsx';
import { Section } from '../components/page-heading.tsx';
import { MoneyFigure, Stats, StatTile } from '../components/stat-tile.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { Timeline, type TimelineStep } from '../components/timeline.tsx';
import { longTitle } from './samples.ts';

const steps: TimelineStep[] = [
  { title: 'Propuestas', state: 'done', from: '2027-02-01', to: '2027-03-15', href: '#x' },
  { title: 'Evaluación', state: 'now', from: '2027-03-16', to: '2027-05-02' },
  { title: 'Votación', state: 'next', from: '2027-05-03', to: '2027-05-16' },
  { title: 'Resultados', state: 'stopped', from: '2027-05-20' },
  { title: 'Obras', state: 'next', to: '2028-04-30' },
];

export function GalleryFigures() {
  return (
    <>
      <Section title="Fases">
        <Timeline steps={steps} compact />
        <Timeline steps={steps.map((step) => ({ ...step, children: <p>Lo que pasa en esta fase.</p> }))} />
      </Section>
      <Section title="Cifras">
        <Stats>
          <StatTile label="propuestas recibidas" value="1,204" note="147 más que el año pasado" href="#x" />
          <StatTile label="para decidir este año" value={<MoneyFigure minor={12_000_000_000} />} />
          <StatTile label="obras entregadas a tiempo" value="41 de 58" />
          <StatTile label="personas votaron" value="0" note="La votación no ha empezado" />
        </Stats>
        <MoneyMeter
          label="Sector 3, dinero prometido"
          total={2_400_000_000}
          parts={[
            { label: 'Pagado', amount: 1_100_000_000, tone: 'main' },
            { label: 'Contratado', amount: 500_000_000, tone: 'accent' },
            { label: 'Detenido', amount: 120_000_000, tone: 'soft' },
          ]}
        />
        <MoneyMeter label="Nada todavía" total={0} parts={[{ label: 'Pagado', amount: 0, tone: 'main' }]} />
        <Progress label="Expedientes con opinión" value={312} max={900} />
        <Progress label="Completo" value={40} max={40} text="40 de 40 obras" />
      </Section>
      <Section title="Datos">
        <SummaryList
          items={[
            { term: 'Título', value: longTitle, changeHref: '#x' },
            { term: 'Colonia', value: 'Tampiquito', changeHref: '#x' },
            { term: 'Costo estimado', value: <MoneyFigure minor={48_500_000} /> },
          ]}
        />
      </Section>
    </>
  );
}
