import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Whether a proposal that says `text` is found by somebody who types `typed`. */
async function finds(text: string, typed: string): Promise<boolean> {
  return database.db.outside(async (tx) => {
    const { rows } = await sql<{ found: boolean }>`
      select search_words(${text}) @@ search_query(${typed}) as found`.execute(tx);
    return rows[0]?.found ?? false;
  });
}

test.each([
  ['Iluminación de la plaza', 'iluminaciones'],
  ['Iluminaciones de las plazas', 'iluminación'],
  ['Iluminación de la plaza', 'iluminacion'],
  ['Más árboles en el jardín', 'arbol jardines'],
  ['Banquetas rotas', 'banqueta rota'],
  ['Cancha para niñas y niños', 'nino'],
  ['Educación ambiental', 'educaciones'],
])('«%s» is found by «%s»', async (text, typed) => {
  expect(await finds(text, typed)).toBe(true);
});

test('a word that is not there is not found, and two words must both be there', async () => {
  expect(await finds('Banquetas rotas', 'parque')).toBe(false);
  expect(await finds('Banquetas rotas', 'banquetas nuevas')).toBe(false);
});
