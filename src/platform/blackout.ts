import { addDays, type Day, dayIn, momentIn } from './time.ts';

/** What stands still in a blackout, and what goes on. */
export interface BlackoutStops {
  /** Kinds of phases in which nobody can take part. */
  readonly phases: readonly string[];
  /** True: results, progress of works and decisions are held and become public when it is over. */
  readonly publications: boolean;
  /** Notices to citizens: held in the outbox, or sent as ever. What a person asked for always goes. */
  readonly notices: 'hold' | 'run';
  /** Held mails that promote: sent when it is over, or never. */
  readonly promotions: 'later' | 'drop';
  /** True: no coat of arms, no colours of the city, no photos of works. */
  readonly images: boolean;
  /** Results and projects that are public already: to be read without pictures, or closed behind a neutral page. */
  readonly pages: 'plain' | 'closed';
  /** Whether its days count as working days. */
  readonly clocks: 'run' | 'pause';
  /** Whether the desk may go on evaluating. */
  readonly evaluation: 'run' | 'pause';
}

export interface Blackout {
  readonly id: number;
  /** Days of the city's zone, both included. */
  readonly from: Day;
  readonly to: Day;
  /** The law that asks for it, for the public. */
  readonly law: string;
  readonly stops: BlackoutStops;
  /** When it was taken back; null when it stands. What was stopped until then was stopped. */
  readonly cancelledAt: Date | null;
}

/** What a moment is like under all blackouts that it lies in. */
export interface Quiet extends BlackoutStops {
  /** The first moment after the last of them, where one begins as another ends too. */
  readonly until: Date;
  readonly laws: readonly string[];
}

/** First moment and first moment after, in the city's zone; the same moment twice where it was taken back before it began. */
export function spanOf(
  { from, to, cancelledAt }: Pick<Blackout, 'from' | 'to' | 'cancelledAt'>,
  timeZone: string,
): { readonly begins: Date; readonly ends: Date } {
  const begins = momentIn(timeZone, from);
  const ends = momentIn(timeZone, addDays(to, 1));
  if (!cancelledAt || cancelledAt >= ends) return { begins, ends };
  return { begins, ends: cancelledAt < begins ? begins : cancelledAt };
}

/** Everything that stands still at a moment; undefined outside every blackout. Where two overlap, the stricter word counts. */
export function quietAt(
  blackouts: readonly Blackout[] | undefined,
  timeZone: string,
  now: Date,
): Quiet | undefined {
  if (!blackouts || blackouts.length === 0) return undefined;
  const spans = blackouts.map((one) => ({ one, ...spanOf(one, timeZone) }));
  const active = spans.filter(({ begins, ends }) => begins <= now && now < ends);
  if (active.length === 0) return undefined;
  const stops = active.map(({ one }) => one.stops);
  let until = new Date(Math.max(...active.map(({ ends }) => ends.getTime())));
  for (const { begins, ends } of spans.toSorted((a, b) => a.begins.getTime() - b.begins.getTime())) {
    if (begins <= until && ends > until) until = ends;
  }
  return {
    phases: [...new Set(stops.flatMap(({ phases }) => phases))],
    publications: stops.some((one) => one.publications),
    notices: stops.some((one) => one.notices === 'hold') ? 'hold' : 'run',
    promotions: stops.some((one) => one.notices === 'hold' && one.promotions === 'drop') ? 'drop' : 'later',
    images: stops.some((one) => one.images),
    pages: stops.some((one) => one.pages === 'closed') ? 'closed' : 'plain',
    clocks: stops.some((one) => one.clocks === 'pause') ? 'pause' : 'run',
    evaluation: stops.some((one) => one.evaluation === 'pause') ? 'pause' : 'run',
    until,
    laws: [...new Set(active.map(({ one }) => one.law))],
  };
}

/** Days on which no deadline runs. The day on which a blackout is taken back counts again. */
export function pausedDays(blackouts: readonly Blackout[], timeZone: string): Day[] {
  return blackouts
    .filter(({ stops }) => stops.clocks === 'pause')
    .flatMap(({ from, to, cancelledAt }) => {
      const end = cancelledAt ? addDays(dayIn(timeZone, cancelledAt), -1) : to;
      const days: Day[] = [];
      for (let day = from; day <= to && day <= end; day = addDays(day, 1)) days.push(day);
      return days;
    });
}
