import { expect, test } from 'vitest';
import { samplePage } from '../ui/page-context.fixtures.ts';
import { renderPage } from '../ui/render.tsx';
import type { PhaseKind } from './cycle-section.ts';
import { PhaseClosed } from './phase-closed.tsx';
import { type PhaseAct, viewPhase } from './phases.ts';
import { cycleTexts } from './texts.ts';

const day = (text: string) => new Date(`${text}T06:00:00Z`);
const calendar: [PhaseKind, string, string][] = [
  ['proposals', '2027-03-23', '2027-05-01'],
  ['evaluation', '2027-05-10', '2027-07-12'],
  ['voting', '2027-08-06', '2027-09-04'],
];

function told(kind: PhaseKind, now: string, acts: readonly PhaseAct[] = [], unknown: readonly string[] = []) {
  const cycle = { state: 'published', reason: null, unknown } as const;
  const phases = calendar.map(([one, opens, closes], index) => {
    const phase = { id: index + 1, kind: one, opensAt: day(opens), closesAt: day(closes) };
    return viewPhase(phase, one === kind ? acts : [], cycle, day(now));
  });
  const html = renderPage(<PhaseClosed kind={kind} phases={phases} />, samplePage({}, cycleTexts.es));
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

const act = (name: PhaseAct['act'], reason: string): PhaseAct => ({
  act: name,
  opensAt: null,
  closesAt: null,
  reason,
  at: day('2027-03-01'),
});

test('a phase to come tells when it opens', () => {
  expect(told('proposals', '2027-03-01')).toContain('Abre el 23 de marzo de 2027.');
});

test('a phase that is over tells when it was, by its last whole day, and what is open instead', () => {
  const text = told('proposals', '2027-06-01');
  expect(text).toContain('Estuvo abierta del 23 de marzo de 2027 al 30 de abril de 2027.');
  expect(text).toContain('Mientras tanto, esto sí está abierto: Mira las propuestas');
});

test('a stopped phase tells why', () => {
  expect(told('voting', '2027-08-10', [act('suspended', 'Orden judicial.')])).toContain(
    'Motivo: Orden judicial.',
  );
  expect(told('voting', '2027-08-10', [act('cancelled', 'Sin propuestas.')])).toContain('Se canceló.');
});

test('a phase whose rules are unknown says that these are awaited', () => {
  expect(told('voting', '2027-08-10', [], ['voting.minimumAge'])).toContain(
    'Abrirá cuando el municipio termine de definir sus reglas.',
  );
});

test('a city without such a phase says so', () => {
  const text = renderPage(<PhaseClosed kind="voting" phases={[]} />, samplePage({}, cycleTexts.es));
  expect(text).toContain('Esta edición no tiene esa fase.');
});
