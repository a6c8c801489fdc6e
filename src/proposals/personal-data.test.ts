import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPersonalData } from './personal-data.ts';

test.each([
  ['email', 'escríbanme a lucia.peña@correo.com.mx por favor', 'lucia.peña@correo.com.mx'],
  ['email', 'mi correo tomas @ vecinos.mx', 'tomas @ vecinos.mx'],
  ['phone', 'Tel. 81 8123 4567', '81 8123 4567'],
  ['phone', 'mándame whats al +52 1 81 8123 4567', '+52 1 81 8123 4567'],
  ['phone', 'cel 8112345678, en la tarde', '8112345678'],
  ['phone', 'llamar al (81)8345-6789', '(81)8345-6789'],
  ['phone', 'teléfono 983 12 34 56', '983 12 34 56'],
  ['phone', 'mi móvil: 612345678', '612345678'],
  ['curp', 'CURP: GARL850612MNLRPC09', 'GARL850612MNLRPC09'],
  ['curp', 'curp garl850612mnlrpc09', 'garl850612mnlrpc09'],
  ['rfc', 'RFC GARL850612AB1 para la factura', 'GARL850612AB1'],
  ['voter-key', 'clave de elector GRRPLC85061219M300', 'GRRPLC85061219M300'],
  ['account', 'depositar a 002010077777777771', '002010077777777771'],
  ['card', 'tarjeta 4111 1111 1111 1111', '4111 1111 1111 1111'],
  ['name', 'Hola, me llamo Lucía Garza de la Peña y quiero', 'Lucía Garza de la Peña'],
  ['name', 'Atentamente, Tomás Cantú', 'Tomás Cantú'],
  ['home', 'Vivo en la calle Río Tamazunchale número 214', 'Vivo en la calle Río Tamazunchale número 214'],
])('finds %s in "%s"', (kind, text, found) => {
  expect(findPersonalData(text)).toEqual([
    { kind, text: found, start: text.indexOf(found), end: text.indexOf(found) + found.length },
  ]);
});

test.each([
  'El parque mide 12,500 metros y cuesta $1,250,000.50',
  'Del 2024-2027 esta administración prometió 150 luminarias',
  'Entre Av. Vasconcelos 1500 y Calzada del Valle 400',
  'Hace 1 200 000 000 años',
  'Los días 10 20 30 de cada mes',
  'Vivo aquí hace 20 años',
  'me llamo vecino preocupado',
  'En la escuela #14 hay 350 niños',
  'ley 7-2019, artículo 12',
])('leaves alone "%s"', (text) => {
  expect(findPersonalData(text)).toEqual([]);
});

test('findings lie inside the text, apart from each other, whatever is written', () => {
  const pieces = fc.constantFrom(
    '81 8123 4567',
    'a@b.mx',
    ' ',
    'GARL850612MNLRPC09',
    'vivo en #3',
    '☂️',
    'é',
    '@',
    '-',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
      const text = parts.join('');
      let last = 0;
      for (const { start, end, text: found } of findPersonalData(text)) {
        expect(text.slice(start, end)).toBe(found);
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
    }),
    { numRuns: 300 },
  );
});

test('a long hostile text is read at once', () => {
  const started = performance.now();
  findPersonalData(`${'vivo en '.repeat(2000)}${'1 '.repeat(4000)}${'a.'.repeat(4000)}@`);
  expect(performance.now() - started).toBeLessThan(1000);
});
