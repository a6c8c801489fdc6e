import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { type Story, tellStory } from '../../test/story.ts';
import { changeOwnData } from '../people/change-own-data.ts';
import { createPerson } from '../people/create-person.ts';
import { follow } from '../people/follow.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = await tellStory(house);
  await house.assembly.queue.hearAll((error) => {
    throw error;
  });
});
afterAll(() => house.close());

const now = new Date('2027-04-12T18:00:00Z');
const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(story.cityId, work);
const mails = () =>
  inCity((tx) =>
    tx
      .selectFrom('mail')
      .selectAll()
      .where('cause', 'like', '%projects.progress%')
      .orderBy('recipient')
      .execute(),
  );

/** A step of a project was published, and told to those who follow it. */
async function tell(projectId: number, title: string, followers: readonly number[]): Promise<void> {
  const { cityId } = story;
  await inCity(async (tx) => {
    for (const personId of followers) {
      await follow(tx, { cityId, personId, subject: `project:${projectId}`, now });
    }
    await record(tx, cityId, {
      name: 'project.updated',
      subject: `project:${projectId}`,
      actorId: null,
      at: now,
      data: { projectId, code: 'SJ27-P001', title, updateId: 1 },
    });
  });
}

async function heard(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await house.db.pool.query(
        `select from queue.job where name = 'deliver-event' and state in ('created', 'retry', 'active')`,
      );
      expect(rows).toEqual([]);
    },
    { timeout: 20_000, interval: 100 },
  );
}

describe('a notice', () => {
  it("becomes one mail for each who follows, in each one's language, with the link home", async () => {
    const { lucia, tomas } = story.people;
    const common = { cityId: story.cityId, name: 'Tomás Ruiz', wantsNotices: true, now };
    await inCity((tx) => changeOwnData(tx, { ...common, personId: tomas, locale: 'en' }));
    await tell(1, 'Cancha <techada> & "luz"', [lucia, tomas]);
    await heard();
    const [spanish, english] = await mails();
    expect(spanish).toMatchObject({
      recipient: 'lucia@sanjacinto.example',
      locale: 'es-MX',
      subject: 'Avance de «Cancha <techada> & "luz"»',
    });
    expect(spanish?.body_text).toContain('Hay noticias del proyecto «Cancha <techada> & "luz"».');
    expect(spanish?.body_text).toContain('http://localhost/projects/SJ27-P001');
    expect(spanish?.body_html).toContain('Cancha &#60;techada&#62; &#38; &#34;luz&#34;');
    expect(spanish?.body_html).not.toContain('<techada>');
    expect(english).toMatchObject({ recipient: 'tomas@sanjacinto.example', locale: 'en' });
    expect(english?.body_text).not.toContain('Hay noticias');
    expect(english?.body_html).toContain('<html lang="en">');
    expect(await mails()).toHaveLength(2);
  });

  it('reaches nobody who wants none or has no address', async () => {
    const { cityId } = story;
    const { observer } = story.people;
    const before = await mails();
    const silent = await inCity((tx) => createPerson(tx, { cityId, name: 'Don Chema', now }));
    await inCity((tx) =>
      changeOwnData(tx, {
        cityId,
        personId: observer,
        name: 'Beto',
        locale: 'es-MX',
        wantsNotices: false,
        now,
      }),
    );
    await tell(2, 'Huerto', [silent, observer]);
    await heard();
    expect(await mails()).toEqual(before);
  });

  it('tells nobody twice when it is heard again', async () => {
    const { lucia } = story.people;
    await tell(3, 'Biblioteca', [lucia]);
    await heard();
    const before = await mails();
    await house.db.pool.query(
      `update queue.job set state = 'retry', completed_on = null where name = 'deliver-event'`,
    );
    await heard();
    expect(await mails()).toEqual(before);
    expect(before.filter(({ subject }) => subject.includes('Biblioteca'))).toHaveLength(1);
  });
});

describe('the mailbox', () => {
  it('of a demo shows each mail with its link, and no mail that is not there', async () => {
    const list = await house.get('/demo/mailbox');
    expect(list.status).toBe(200);
    const [, path = ''] = /href="(\/demo\/mailbox\/\d+)"/.exec(list.html) ?? [];
    const mail = await house.get(path);
    expect(mail.status).toBe(200);
    expect(mail.html).toContain('<a href="http://localhost/projects/SJ27-P001">');
    expect((await house.get('/demo/mailbox/999999')).status).toBe(404);
    expect((await house.get('/demo/mailbox/none')).status).toBe(404);
  });

  it('is nowhere outside a demo', async () => {
    const real = await testHouse({ demo: false });
    await tellStory(real);
    expect((await real.get('/demo/mailbox')).status).toBe(404);
    expect((await real.get('/demo/mailbox/1')).status).toBe(404);
    await real.close();
  });
});
