import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decisionHash, decisionText } from './decision.ts';
import {
  assembleReasons,
  type ChecklistItem,
  lineCost,
  type OpinionContent,
  opinionProblems,
} from './opinion.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';

function item(id: number, over: Partial<ChecklistItem> = {}): ChecklistItem {
  const words = {
    code: `item-${id}`,
    question: `¿${id}?`,
    help: '',
    legalBasis: '',
    refusal: `Falta ${id}.`,
  };
  return { id, ...words, blocking: true, correctable: false, ...over };
}
const items = [item(1), item(2, { blocking: false })];
const complete: OpinionContent = {
  verdict: 'feasible',
  answers: [
    { itemId: 1, answer: 'met', comment: '' },
    { itemId: 2, answer: 'not_applicable', comment: '' },
  ],
  lines: [{ concept: 'Banca', unit: 'pieza', quantityMilli: 8000, unitPrice: 450_000 }],
  comment: '',
  effects: 'Lugar para sentarse.',
};
const reasonsOf = (over: Partial<OpinionContent>, maximum: number | null = null) =>
  opinionProblems({ ...complete, ...over }, items, { maximum }).map((one) => one.reason);

describe('an opinion', () => {
  test('that is complete has no problem', () => expect(reasonsOf({})).toEqual([]));

  test('of feasible needs a cost and effects', () => {
    expect(reasonsOf({ lines: [], effects: ' ' })).toEqual(['cost-missing', 'effects-missing']);
    expect(reasonsOf({ lines: [{ concept: 'x', unit: '', quantityMilli: 1000, unitPrice: 0 }] })).toEqual([
      'cost-missing',
    ]);
  });

  test('of not feasible needs a justification and no cost', () => {
    expect(reasonsOf({ verdict: 'infeasible', lines: [], effects: '' })).toEqual(['justification-missing']);
    expect(reasonsOf({ verdict: 'infeasible', lines: [], effects: '', comment: 'Es privado.' })).toEqual([]);
  });

  test('answers every question and gives a verdict; all gaps are told at once', () => {
    expect(reasonsOf({ verdict: null, answers: [] })).toEqual([
      'item-unanswered',
      'item-unanswered',
      'verdict-missing',
    ]);
  });

  test('cannot be feasible over the cap or against a blocking question', () => {
    expect(reasonsOf({}, 3_599_999)).toEqual(['cost-over-cap']);
    expect(reasonsOf({}, 3_600_000)).toEqual([]);
    const answers = [
      { itemId: 1, answer: 'not_met' as const, comment: '' },
      { itemId: 2, answer: 'not_met' as const, comment: '' },
    ];
    expect(reasonsOf({ answers })).toEqual(['blocking-not-met']);
  });
});

test('the refusal is made of the sentences of what is not met, once each, in order, without the notes', () => {
  const three = [item(1), item(2, { refusal: 'Falta 1.' }), item(3)];
  const given = [3, 2, 1].map((itemId) => ({ itemId, answer: 'not_met' as const, comment: 'nota interna' }));
  expect(assembleReasons(three, given)).toBe('Falta 1.\n\nFalta 3.');
  expect(assembleReasons(three, [])).toBe('');
});

describe('money of a line', () => {
  test('is exact, rounded half up to the centavo', () => {
    expect(lineCost({ concept: '', unit: '', quantityMilli: 2500, unitPrice: 9999 })).toBe(24998);
    expect(lineCost({ concept: '', unit: '', quantityMilli: 1, unitPrice: 499 })).toBe(0);
    expect(lineCost({ concept: '', unit: '', quantityMilli: 1, unitPrice: 500 })).toBe(1);
    expect(lineCost({ concept: '', unit: '', quantityMilli: 9_000_000_000, unitPrice: 123_456_789 })).toBe(
      1_111_111_101_000_000,
    );
  });
});

describe('a quantity', () => {
  test('is read as the locale writes it', () => {
    expect(parseQuantity('1,250.5', 'es-MX')).toBe(1_250_500);
    expect(parseQuantity('1.250,5', 'es-ES')).toBe(1_250_500);
    expect(parseQuantity('2,5', 'es-MX')).toBe(2500);
    expect(parseQuantity('0.125', 'es-MX')).toBe(125);
  });
  test.each(['', '0', '-1', '1.2345', 'doce', '1,2,3', '99999999999'])('refuses %j', (text) =>
    expect(parseQuantity(text, 'es-MX')).toBeUndefined(),
  );
  test('survives being shown and read again', () => {
    const locales = fc.constantFrom('es-MX', 'es-ES', 'en', 'de-DE');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000_000_000_000 }), locales, (milli, locale) => {
        expect(parseQuantity(formatQuantity(milli, locale), locale)).toBe(milli);
      }),
    );
  });
});

describe('the signed text', () => {
  const content = {
    cycle: '2027',
    folio: 'SJ27-0001',
    outcome: 'infeasible' as const,
    cost: null,
    currency: 'MXN',
    reasons: 'El terreno es privado.\r\n\r\nNo se puede.',
    effects: '',
    joinedTo: null,
    signedAt: new Date('2027-03-01T16:00:00Z'),
  };
  test('is the same whatever the line breaks of the browser', () => {
    expect(decisionText(content)).toBe(
      'cabildo decision 1\ncycle: 2027\nproposal: SJ27-0001\noutcome: infeasible\n' +
        'reasons: El terreno es privado.\n    \n    No se puede.\nsigned at: 2027-03-01T16:00:00.000Z',
    );
    expect(decisionHash({ ...content, reasons: content.reasons.replaceAll('\r\n', '\n') })).toEqual(
      decisionHash(content),
    );
  });
  test('cannot be made to say two things: a value with a line of its own hashes to something else', () => {
    const forged = { ...content, reasons: 'No.\neffects: sí' };
    expect(decisionHash(forged)).not.toEqual(decisionHash({ ...content, reasons: 'No.', effects: 'sí' }));
  });
});
