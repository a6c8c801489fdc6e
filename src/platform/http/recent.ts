import type { FastifyRequest } from 'fastify';
import type { Look } from './look.ts';
import type { Answered } from './send.ts';

/** How old a page may be that a stranger is shown, in milliseconds. */
const oldest = 1_000;
const most = 500;

interface Drawn {
  readonly answered: Answered;
  /** False where the page carries a form: its one-time key is for one reader. */
  readonly isSame: boolean;
}

interface Kept {
  readonly drawn: Promise<Drawn>;
  readonly at: number;
  /** What had been written in the city before the drawing began. */
  readonly writes: number;
}

/**
 * The pages that this process drew in the last second for people without a cookie: when a link goes round, hundreds ask
 * for the same page at once, and it is drawn for the first of them. What this process writes is seen at once, what
 * another writes within a second.
 */
export class RecentPages {
  readonly #pages = new Map<string, Kept>();

  /** @param writes what the city's database counts now */
  async answer(key: string, writes: number, draw: () => Promise<Answered>): Promise<Answered> {
    const kept = this.#pages.get(key);
    const now = performance.now();
    if (kept && kept.writes === writes && now - kept.at < oldest) {
      const { answered, isSame } = await kept.drawn;
      if (isSame) return answered;
    }
    const drawn = draw().then((answered) => ({ answered, isSame: isForEverybody(answered) }));
    this.#keep(key, { drawn, at: now, writes });
    return (await drawn).answered;
  }

  #keep(key: string, kept: Kept): void {
    this.#pages.delete(key);
    if (this.#pages.size >= most) this.#pages.delete(this.#pages.keys().next().value as string);
    this.#pages.set(key, kept);
    const forget = () => {
      if (this.#pages.get(key) === kept) this.#pages.delete(key);
    };
    kept.drawn.then(({ isSame }) => isSame || forget(), forget);
  }
}

function isForEverybody({ status, html }: Answered): boolean {
  return status === 200 && html !== undefined && !html.includes('name="_once"');
}

/** Under which a stranger's page is kept; null for everybody else, and where the answer will set a cookie. */
export function recentKey(
  request: FastifyRequest,
  { locale, city }: Pick<Look, 'locale' | 'city'>,
): string | null {
  if (request.headers.cookie || /[?&]lang=/.test(request.url)) return null;
  return `${city.id} ${city.base} ${locale} ${request.protocol}://${request.host}${request.url}`;
}
