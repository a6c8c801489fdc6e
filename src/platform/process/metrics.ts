import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import { queueState } from '../jobs/queue.ts';

/** One answered request, without anything of who asked. */
export interface Seen {
  readonly method: string;
  /** '/proposals/:folio'; undefined where no route is. */
  readonly route: string | undefined;
  readonly status: number;
  readonly milliseconds: number;
}

export interface Metrics {
  readonly observe: (seen: Seen) => void;
  /** Everything as Prometheus reads it; asks the database. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/**
 * What an operator watches. No person, no city, no vote: how many ballots were cast, and when, is a figure that belongs to
 * the city's own publication, so the voting pages stand here as one route without method or success code.
 */
export function createMetrics(db: Database, cities: () => readonly { readonly id: number }[]): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'cabildo_http_request_seconds',
    help: 'Answered requests by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  new Gauge({
    name: 'cabildo_database_connections',
    help: 'Connections of this process',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'open' }, db.pool.totalCount);
      this.set({ state: 'idle' }, db.pool.idleCount);
      this.set({ state: 'waited_for' }, db.pool.waitingCount);
    },
  });
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers });
  const up = gauge('cabildo_database_up', '1 when the database answered this scrape');
  const waiting = gauge('cabildo_queue_waiting', 'Deliveries that the worker has still to do');
  const failed = gauge('cabildo_queue_failed', 'Deliveries given up after every try');
  const age = gauge('cabildo_queue_oldest_seconds', 'Age of the oldest waiting delivery; 0 when none waits');
  const mail = gauge('cabildo_mail', 'Mails in the outbox', 'state');
  const beat = gauge('cabildo_heartbeat_age_seconds', 'Since the newest sign of life', 'kind');

  const askDatabase = async () => {
    try {
      const queue = await db.outside(queueState);
      waiting.set(queue.waiting);
      failed.set(queue.failed);
      age.set(queue.oldestSeconds);
      const outbox = await outboxState(db, cities());
      for (const [state, count] of Object.entries(outbox)) mail.set({ state }, count);
      beat.reset();
      for (const { kind, seconds } of await heartbeats(db)) beat.set({ kind }, seconds);
      up.set(1);
    } catch {
      // What is not known is not shown: an old figure would look like a living one.
      for (const one of [waiting, failed, age, mail, beat]) one.reset();
      up.set(0);
    }
  };
  return {
    observe: ({ method, route = 'none', status, milliseconds }) => {
      const isVote = route.startsWith('/vote');
      const labels = isVote
        ? { method: 'any', route: '/vote', status: status < 400 ? 'ok' : String(status) }
        : { method, route, status: String(status) };
      requests.observe(labels, milliseconds / 1000);
    },
    text: async () => {
      await askDatabase();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

async function heartbeats(db: Database): Promise<{ kind: string; seconds: number }[]> {
  const { rows } = await db.outside((tx) =>
    sql<{ kind: string; seconds: number }>`
      select kind, extract(epoch from now() - max(beat_at))::float8 as seconds from directory.process group by kind
    `.execute(tx),
  );
  return rows;
}

/** Summed over the cities, each asked under its own row level security. */
async function outboxState(
  db: Database,
  cities: readonly { readonly id: number }[],
): Promise<{ waiting: number; retrying: number; given_up: number }> {
  const sum = { waiting: 0, retrying: 0, given_up: 0 };
  for (const { id } of cities) {
    const { rows } = await db.inCity(
      id,
      (tx) =>
        sql<typeof sum>`
          select count(*) filter (where given_up_at is null and attempts = 0) as waiting,
            count(*) filter (where given_up_at is null and attempts > 0) as retrying,
            count(*) filter (where given_up_at is not null) as given_up
          from mail where city_id = ${id} and sent_at is null`.execute(tx),
      { readOnly: true },
    );
    for (const state of Object.keys(sum) as (keyof typeof sum)[]) sum[state] += Number(rows[0]?.[state] ?? 0);
  }
  return sum;
}
