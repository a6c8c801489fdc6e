import { normaliseCode } from '../platform/id.ts';

/** 40 random bits, so that nobody finds a folio by trying. */
export const folioLength = 8;
export const pinLength = 6;

/** What was typed, as kept: '4f7k-2m9p' → '4F7K2M9P'; null when it cannot be a folio. */
export function readFolio(typed: string): string | null {
  const folio = normaliseCode(typed);
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(folio) ? folio : null;
}

/** '4F7K2M9P' → '4F7K-2M9P' */
export function showFolio(folio: string): string {
  return `${folio.slice(0, 4)}-${folio.slice(4)}`;
}

/** The account's name: a folio is good in its own city only. */
export function folioUsername(cityId: number, folio: string): string {
  return `c${cityId}-${folio.toLowerCase()}`;
}
