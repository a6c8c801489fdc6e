import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PageHouse, pageHouse } from '../../../test/page-house.ts';

let house: PageHouse;
let without: PageHouse;
beforeAll(async () => {
  house = await pageHouse();
  without = await pageHouse({ away: true });
});
afterAll(async () => {
  await house.close();
  await without.close();
});

describe('a database that is away', () => {
  it('gives a friendly page that says to try again, without a trace, in the reader’s language', async () => {
    const answers = [
      await without.get('/notes', { as: 'lucia' }),
      await without.press('/notes', { act: 'write', title: 'x' }),
      await without.press('/notes', { act: 'write', title: '' }),
    ];
    for (const { statusCode, headers, body } of answers) {
      expect(statusCode).toBe(503);
      expect(headers['retry-after']).toBe('10');
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(body).toContain('Estamos volviendo');
      expect(body).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|at .+\.ts|node_modules/);
    }
    const english = await without.get('/notes', { headers: { 'accept-language': 'en' } });
    expect(english.body).toContain('We will be right back');
    expect(without.log.join('')).toContain('ECONNREFUSED');
  });

  it('still tells what is no address', async () => {
    expect((await without.get('/nothing')).statusCode).toBe(404);
  });

  it('in the middle of an act undoes it; the next request is served', async () => {
    const cut = await house.press('/notes', { act: 'cut-off', _once: 'cut-off-once' });
    expect(cut.statusCode).toBe(503);
    expect(cut.body).toContain('Estamos volviendo');
    expect((await house.get('/notes')).statusCode).toBe(200);
    expect(await house.notes()).toEqual([]);
  });
});
