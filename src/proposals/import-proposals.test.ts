import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import { connectBlueprint } from '../cycle/blueprint.ts';
import { aCycle, storyNow } from '../cycle/cycle.fixtures.ts';
import type { Cycle } from '../cycle/cycle-queries.ts';
import { cycleSection } from '../cycle/cycle-section.ts';
import { proposalsBlueprint } from './blueprint.ts';
import { type ImportReport, importProposals } from './import-proposals.ts';
import { listPublished } from './proposal-queries.ts';
import { guessMapping, readImportFile } from './read-import-file.ts';

let database: TestDatabase;
let cityId: number;
let cycle: Cycle;
let slug = 0;

beforeAll(async () => {
  database = await testDatabase();
  connectBlueprint({ cycle: cycleSection, proposals: proposalsBlueprint });
});
afterAll(() => database.close());
beforeEach(async () => {
  slug += 1;
  cityId = await aCity(database.db, { slug: `city-${slug}` });
  cycle = await database.db.inCity(cityId, (tx) => aCycle(tx, cityId));
});

interface Wishes {
  readonly dryRun?: boolean;
  readonly release?: boolean;
  readonly source?: string;
  readonly defaultCategory?: string;
}

async function bring(file: string, wishes: Wishes = {}): Promise<ImportReport> {
  const bytes = Buffer.from(file);
  const read = await readImportFile(bytes);
  if (!read.ok) throw new Error(read.reason);
  const mapping = { columns: guessMapping(read.value), defaultCategory: wishes.defaultCategory };
  const done = await database.db.inCity(cityId, (tx) =>
    importProposals(tx, {
      cityId,
      cycleId: cycle.id,
      source: wishes.source ?? 'archivo',
      bytes,
      table: read.value,
      mapping,
      actorId: null,
      now: storyNow,
      release: wishes.release ?? false,
      dryRun: wishes.dryRun ?? false,
    }),
  );
  if (!done.ok) throw new Error(done.reason);
  return done.value;
}

const head = 'código,título,descripción,zona,tema,fecha,latitud,longitud,apoyos,dirección\n';
const good = '1,Bancas,Poner bancas,Centro,parks,01/02/2027,25.645,-100.413,12,Junto al kiosco\n';
const short = ({ problems }: ImportReport) =>
  problems.map(({ line, column, problem, refused }) => [line, column, problem, refused]);
const proposals = () =>
  database.db.inCity(cityId, (tx) => tx.selectFrom('proposal').selectAll().orderBy('id').execute());

describe('importing', () => {
  test('takes a row with everything it says, and nobody sees it before the release', async () => {
    const report = await bring(head + good);
    expect(report).toMatchObject({ rows: 1, taken: 1, unchanged: 0, refused: 0, problems: [] });
    const [row] = await proposals();
    expect(row).toMatchObject({
      folio: 'SJ27-0001',
      author_id: null,
      channel: 'import',
      source: 'archivo',
      source_code: '1',
      category: 'parks',
      latitude: 25.645,
      place: 'Junto al kiosco',
      submitted_at: new Date('2027-02-01T18:00:00Z'),
    });
    const wishes = { cityId, cycleId: cycle.id, sort: 'newest', page: 1, perPage: 20 } as const;
    expect((await database.db.inCity(cityId, (tx) => listPublished(tx, wishes))).total).toBe(0);
  });

  test('with --release it is public at once, with the supports that the other system counted kept apart', async () => {
    await bring(head + good, { release: true });
    const wishes = { cityId, cycleId: cycle.id, sort: 'newest', page: 1, perPage: 20 } as const;
    const listed = await database.db.inCity(cityId, (tx) => listPublished(tx, wishes));
    expect(listed.proposals[0]).toMatchObject({ title: 'Bancas', supports: 0, importedSupports: 12 });
  });

  test('the same file twice changes nothing, also under another name', async () => {
    await bring(head + good);
    expect(await bring(head + good)).toMatchObject({ taken: 0, unchanged: 1, refused: 0 });
    expect(await bring(head + good, { source: 'copia de archivo' })).toMatchObject({
      source: 'archivo',
      taken: 0,
      unchanged: 1,
    });
    expect(await proposals()).toHaveLength(1);
  });

  test('a corrected file brings only what was missing, and never changes a first text', async () => {
    await bring(`${head}${good}2,Sin idea,,Centro,parks,,,,,\n`);
    const second = await bring(
      `${head}${good.replace('Poner bancas', 'Otra cosa')}2,Sin idea,Ya la tiene,Centro,parks,,,,,\n`,
    );
    expect(second).toMatchObject({ rows: 2, taken: 1, unchanged: 0, refused: 1 });
    expect(short(second)).toEqual([[2, 'descripción', 'differs', true]]);
  });

  test.each([
    ['no title', '1,,idea,Centro,parks,,,,,', 'título', 'missing', true],
    ['no text', '1,título,,Centro,parks,,,,,', 'descripción', 'missing', true],
    ['a zone that is not here', '1,t,i,Atlantis,parks,,,,,', 'zona', 'unknown-zone', true],
    ['no zone', '1,t,i,,parks,,,,,', 'zona', 'missing', true],
    ['a topic that is not here', '1,t,i,Centro,ovnis,,,,,', 'tema', 'unknown-category', true],
    ['more cells than columns', '1,t,i,Centro,parks,,,,,a,b', 'título', 'columns', true],
    ['a title as long as a page', `1,${'t'.repeat(301)},i,Centro,parks,,,,,`, 'título', 'too-long', true],
    ['a point in another city', '1,t,i,Centro,parks,,19.43,-99.13,,', 'latitud', 'outside-city', false],
    [
      'latitude and longitude changed over',
      '1,t,i,Centro,parks,,-100.413,25.645,,',
      'latitud',
      'outside-city',
      false,
    ],
    ['a point in another zone', '1,t,i,Centro,parks,,25.658,-100.413,,', 'latitud', 'other-zone', false],
    ['half a point', '1,t,i,Centro,parks,,25.645,,,', 'longitud', 'half-a-point', false],
    ['a word for a point', '1,t,i,Centro,parks,,norte,sur,,', 'latitud', 'not-a-number', false],
    ['a day that never was', '1,t,i,Centro,parks,31/02/2027,,,,', 'fecha', 'not-a-date', false],
    ['a day to come', '1,t,i,Centro,parks,31/12/2030,,,,', 'fecha', 'in-the-future', false],
    ['a number of supports that is none', '1,t,i,Centro,parks,,,,muchos,', 'apoyos', 'not-a-count', false],
  ])('reports %s by line and column', async (_name, row, column, problem, refused) => {
    const report = await bring(`${head}${good.replace(/^1/, '0')}${row}\n`);
    expect(short(report)).toEqual([[3, column, problem, refused]]);
    expect(report).toMatchObject({ rows: 2, taken: refused ? 1 : 2, refused: refused ? 1 : 0 });
    const kept = await database.db.inCity(cityId, (tx) =>
      tx.selectFrom('import_problem').selectAll().execute(),
    );
    expect(kept).toMatchObject([{ line: 3, field: column, problem, refused }]);
  });

  test('zones and topics are found by code or name, without accents or capitals; the first known topic counts', async () => {
    const report = await bring(
      `${head}1,a,i,CENTRO,parks,,,,,\n2,b,i,san-isidro,"OVNIS; calles y banquetas",,,,,\n3,c,i,La Huerta,Párques y areas verdes,,,,,\n`,
    );
    expect(report).toMatchObject({ taken: 3, problems: [] });
    expect((await proposals()).map(({ category }) => category)).toEqual(['parks', 'streets', 'parks']);
  });

  test('a default topic is taken with a word about it', async () => {
    const report = await bring(`${head}1,t,i,Centro,,,,,,\n`, { defaultCategory: 'parks' });
    expect(short(report)).toEqual([[2, 'tema', 'missing', false]]);
    expect(report.taken).toBe(1);
  });

  test('a row without a code is known again by its cells, and a repeated one is refused', async () => {
    const file = 'título,descripción,zona,tema\nA,a,Centro,parks\nA,a,Centro,parks\nB,b,Centro,parks\n';
    const report = await bring(file);
    expect(report).toMatchObject({ rows: 3, taken: 2, refused: 1 });
    expect(short(report)).toEqual([[3, '', 'repeated-code', true]]);
  });

  test('a dry run says the same as the run and writes nothing', async () => {
    const file = `${head}${good}2,t,,Centro,parks,,,,,\n`;
    const dry = await bring(file, { dryRun: true });
    expect(await proposals()).toEqual([]);
    expect(await bring(file)).toMatchObject({
      rows: dry.rows,
      taken: dry.taken,
      refused: dry.refused,
      problems: dry.problems,
    });
  });

  test('texts that a spreadsheet would run as formulas are kept as they stand', async () => {
    await bring(`${head}1,"=HYPERLINK(""http://x"")",@SUM(1),Centro,parks,,,,,+1\n`);
    const [text] = await database.db.inCity(cityId, (tx) =>
      tx.selectFrom('proposal_version').selectAll().execute(),
    );
    expect(text).toMatchObject({ title: '=HYPERLINK("http://x")', idea: '@SUM(1)' });
  });

  test('two people who import the same file at once bring it once', async () => {
    const file = head + Array.from({ length: 20 }, (_, n) => good.replace(/^1/, String(n))).join('');
    const [first, second] = await Promise.all([bring(file), bring(file)]);
    expect(first.taken + second.taken).toBe(20);
    expect(await proposals()).toHaveLength(20);
  });

  test('rows are always taken, known or refused: the sum adds up, whatever the file says, and again changes nothing', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        'Centro',
        'Atlantis',
        'parks',
        '1',
        '2',
        '25.645',
        '-100.413',
        '01/02/2027',
        '\u0000',
        '🌳',
      ),
      fc.string(),
    );
    const row = fc.array(cell, { minLength: 1, maxLength: 11 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        const quoted = rows
          .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const file = head + good.replace(/^1/, 'x') + quoted.replaceAll('\u0000', '');
        const report = await bring(file);
        expect(report.rows).toBe(report.taken + report.unchanged + report.refused);
        const refusedLines = new Set(
          report.problems.filter(({ refused }) => refused).map(({ line }) => line),
        );
        expect(refusedLines.size).toBe(report.refused);
        const again = await bring(file);
        expect(again).toMatchObject({ taken: 0, refused: report.refused });
      }),
      { numRuns: 25 },
    );
  });
});
