import { contactForMail } from '../people/contact.ts';
import type { Tx } from '../platform/db/database.ts';
import { type Happened, type Subscription, subscribe } from '../platform/events/events.ts';
import type { CityFacts } from '../platform/http/city.ts';
import { chooseLocale, type Words } from '../platform/http/reader.ts';
import { queueMail } from '../platform/mail/queue-mail.ts';
import type { Letter, Module, Notice } from '../platform/module.ts';
import { letterMail } from './letter-mail.ts';

export interface PostOffice {
  readonly words: Words;
  /** The facts of a city by its id; undefined when it is gone. */
  readonly city: (id: number) => CityFacts | undefined;
  /** Where the city is found from outside: 'https://presupuesto.sanjacinto.example'. */
  readonly address: (city: CityFacts) => string;
}

/** Every module's notices as listeners of the queue: each event's letters become mail, in the reader's language, once. */
export function noticeSubscriptions(modules: readonly Module[], office: PostOffice): Subscription[] {
  return modules
    .flatMap((module) => module.notices ?? [])
    .map((notice) =>
      subscribe({
        event: notice.event,
        name: `mail ${notice.name}`,
        when: 'later',
        run: (tx, happened) => post(tx, notice, happened as Happened<never>, office),
      }),
    );
}

async function post(tx: Tx, notice: Notice, happened: Happened<never>, office: PostOffice): Promise<void> {
  const { cityId, id, at } = happened;
  const city = office.city(cityId);
  if (!city) return;
  const letters = await notice.compose(tx, happened);
  const contacts = await contactForMail(tx, cityId, [...new Set(letters.map((letter) => letter.personId))]);
  const byPerson = new Map(contacts.map((contact) => [contact.personId, contact]));
  for (const letter of letters) {
    const contact = byPerson.get(letter.personId);
    if (!contact?.email) continue;
    const locale = chooseLocale(city, contact.locale, undefined, undefined);
    const t = office.words.translator(city, locale);
    const mail = letterMail(letter, t, city, locale, office.address(city));
    await queueMail(tx, {
      cityId,
      cause: causeOf(notice, id, letter),
      recipient: contact.email,
      locale,
      kind: letter.kind ?? 'notice',
      now: at,
      ...mail,
      ...(city.practice && { subject: t('layout.practice-title', { title: mail.subject }) }),
    });
  }
}

/** A person may get two letters of one event only when they lead to two places. */
function causeOf(notice: Notice, eventId: number, letter: Letter): string {
  return `event:${eventId} ${notice.name} person:${letter.personId} ${letter.path}`;
}
