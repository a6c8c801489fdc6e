import fc from 'fast-check';
import { expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { readTable } from './read-table.ts';

async function read(text: string | Buffer) {
  return readTable(Buffer.isBuffer(text) ? text : Buffer.from(text));
}

test('lines are those of the file, also after quoted texts of several lines, empty lines and any line end', async () => {
  const file = 'a,b\r\n\r\n1,"x\r\ny"\r\n2,z\r\n\r\n3,"q\n"\n4,w';
  const table = await read(file);
  expect(table.ok && table.value.rows).toEqual([
    { line: 3, cells: ['1', 'x\ny'] },
    { line: 5, cells: ['2', 'z'] },
    { line: 7, cells: ['3', 'q\n'] },
    { line: 9, cells: ['4', 'w'] },
  ]);
});

test.each([
  [',', 'a,b\n"1;2","x;y;z"'],
  [';', 'a;b\n"1,2";"x,y,z"'],
  ['\t', 'a\tb\n1,2\tx;y'],
  [';', '"a,1,2";b\n1;2'],
])('finds the separator %j', async (_separator, file) => {
  const table = await read(file);
  expect(table.ok && table.value.columns).toHaveLength(2);
});

test.each([
  ['utf-8', Buffer.from('título,idea\nPérgola,ñandú')],
  ['utf-8', Buffer.from('\ufefftítulo,idea\nPérgola,ñandú')],
  ['windows-1252', Buffer.from('título,idea\nPérgola,ñandú', 'latin1')],
  ['utf-16le', Buffer.from('\ufefftítulo,idea\nPérgola,ñandú', 'utf16le')],
])('reads %s', async (encoding, bytes) => {
  const table = await read(bytes);
  expect(table).toMatchObject({ ok: true, value: { encoding, columns: ['título', 'idea'] } });
  expect(table.ok && table.value.rows[0]?.cells).toEqual(['Pérgola', 'ñandú']);
});

test.each([
  [
    'a quote that never closes, by the line where its row begins',
    'a,b\n1,2\n3,"x\n4,5\n',
    'quote-open',
    { line: 3 },
  ],
  ['a quote inside a cell, by line and column', 'a,b\n1,2\n3,x"y"\n', 'quote-stray', { line: 3, column: 2 }],
  ['two columns of one name', 'a,a\n1,2', 'repeated-column', { name: 'a', line: 1 }],
  ['only a head', 'a,b\n', 'no-rows', {}],
  ['nothing', '', 'no-rows', {}],
  ['a program', Buffer.from([77, 90, 144, 0, 3, 0, 0]), 'not-a-table', {}],
  ['something that begins like a ZIP', Buffer.from('PK\x03\x04 and goes on otherwise'), 'not-a-table', {}],
  ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 'too-large', {}],
])('refuses %s', async (_name, file, reason, details) => {
  const table = await read(file);
  expect(table).toMatchObject({ ok: false, reason, details });
});

test('reads the first sheet of an XLSX with dates, numbers and texts that look like formulas', async () => {
  const bytes = await writeXlsx([
    [{ value: 'título' }, { value: 'fecha' }, { value: 'apoyos' }],
    [
      { value: '=HYPERLINK("http://x")' },
      { value: new Date('2026-03-09T00:00:00Z'), format: 'dd/mm/yyyy' },
      { value: 12 },
    ],
  ] as never).toBuffer();
  const table = await read(bytes);
  expect(table.ok && table.value).toEqual({
    columns: ['título', 'fecha', 'apoyos'],
    rows: [{ line: 2, cells: ['=HYPERLINK("http://x")', '2026-03-09', '12'] }],
    encoding: 'xlsx',
  });
});

test('an XLSX that would unpack to more than memory holds is refused before it is unpacked', async () => {
  const bytes = await writeXlsx([[{ value: 'a' }], [{ value: 'b' }]] as never).toBuffer();
  const at = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  bytes.writeUInt32LE(0x7fffffff, at + 24);
  expect(await read(bytes)).toMatchObject({ ok: false, reason: 'bomb' });
});

test('whatever is written as CSV is read again, with every line number', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ñ', '"', ',', ';', '\n', ' ', "'", '=') });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
      let line = 2;
      const expected: { line: number; cells: string[] }[] = [];
      let file = 'a,b\n';
      for (const cells of rows) {
        const written = `${cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')}\n`;
        if (cells.some((one) => one.trim() !== '')) expected.push({ line, cells: [...cells] });
        file += written;
        line += written.split('\n').length - 1;
      }
      const table = await read(file);
      if (expected.length === 0) expect(table).toMatchObject({ reason: 'no-rows' });
      else expect(table.ok && table.value.rows).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
