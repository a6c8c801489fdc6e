import type { Tx } from '../db/database.ts';

/**
 * What can happen, by name, with what is told about it. Modules merge their own events in:
 * `declare module '…/platform/events/events.ts' { interface Events { 'proposal.submitted': { proposalId: number } } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: modules merge their events into it.
export interface Events {}
export type EventName = keyof Events & string;

export interface Happened<Name extends EventName = EventName> {
  readonly id: number;
  readonly cityId: number;
  readonly name: Name;
  /** 'proposal:12' */
  readonly subject: string;
  readonly actorId: number | null;
  readonly at: Date;
  readonly data: Events[Name];
}

/**
 * A later module hears of an earlier one's event. `together` runs inside the same transaction: nothing may be missed and a
 * throw undoes the act. `later` runs in the worker, once the act is committed, again until it succeeds.
 */
export interface Subscription {
  readonly event: EventName;
  /** Names the listener in the queue; unique in the house. */
  readonly name: string;
  readonly when: 'together' | 'later';
  readonly run: (tx: Tx, happened: Happened<never>) => Promise<void>;
}

export function subscribe<Name extends EventName>(spec: {
  readonly event: Name;
  readonly name: string;
  readonly when: 'together' | 'later';
  readonly run: (tx: Tx, happened: Happened<Name>) => Promise<void>;
}): Subscription {
  return spec as unknown as Subscription;
}

/** Puts a message for a `later` listener into the queue inside the act's own transaction. */
export type Deliver = (tx: Tx, listener: string, cityId: number, eventId: number) => Promise<void>;

let subscriptions = new Map<string, Subscription[]>();
let deliver: Deliver = () => Promise.reject(new Error('the event bus is not connected to a queue'));

/** Called once by each process with every module's subscriptions, before the first act. */
export function connectEvents(all: readonly Subscription[], queue: Deliver): void {
  const names = new Set<string>();
  const byEvent = new Map<string, Subscription[]>();
  for (const one of all) {
    if (names.has(one.name)) throw new Error(`two subscriptions are called ${one.name}`);
    names.add(one.name);
    byEvent.set(one.event, [...(byEvent.get(one.event) ?? []), one]);
  }
  subscriptions = byEvent;
  deliver = queue;
}

/**
 * Runs `work` without telling `later` listeners: a history that is written in afterwards sends no mail today. It is the
 * whole process that keeps silent, so only for programs that serve nobody yet.
 */
export async function inSilence<Value>(work: () => Promise<Value>): Promise<Value> {
  const queue = deliver;
  deliver = () => Promise.resolve();
  try {
    return await work();
  } finally {
    deliver = queue;
  }
}

export interface Recorded<Name extends EventName> {
  readonly name: Name;
  readonly subject: string;
  readonly actorId: number | null;
  readonly at: Date;
  readonly data: Events[Name];
}

/**
 * Writes down that something happened, in the transaction in which it happened, and tells who subscribed.
 * `cityId` must be the transaction's city; row level security refuses another.
 */
export async function record<Name extends EventName>(
  tx: Tx,
  cityId: number,
  { name, subject, actorId, at, data }: Recorded<Name>,
): Promise<void> {
  const { id } = await tx
    .insertInto('event')
    .values({ city_id: cityId, name, subject, actor_id: actorId, at, data: JSON.stringify(data) })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const listener of subscriptions.get(name) ?? []) {
    if (listener.when === 'later') await deliver(tx, listener.name, cityId, id);
    else await listener.run(tx, { id, cityId, name, subject, actorId, at, data } as Happened<never>);
  }
}

/** Runs one `later` listener for one event; called by the worker in a transaction of its own. */
export async function hear(tx: Tx, listenerName: string, cityId: number, eventId: number): Promise<void> {
  const row = await tx
    .selectFrom('event')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('id', '=', eventId)
    .executeTakeFirst();
  if (!row) return;
  const listener = subscriptions.get(row.name)?.find((one) => one.name === listenerName);
  if (!listener) return;
  await listener.run(tx, {
    id: row.id,
    cityId,
    name: row.name,
    subject: row.subject,
    actorId: row.actor_id,
    at: row.at,
    data: row.data,
  } as unknown as Happened<never>);
}
