import { parseAmount } from '../platform/money.ts';
import { builtInBlueprints } from './built-in-blueprints.ts';
import { nullsIn, parsePath, valueAt } from './json-path.ts';

/** Values of the blueprint that are money, which people type in whole units and documents hold in minor ones. */
const moneyPath = /(^|\.)(minimumCost|costCap|amount|total)$|\.maximumCost\./;

export function isMoneyPath(path: string): boolean {
  return moneyPath.test(path);
}

/**
 * What a person typed for an unknown value: an amount where money goes, a number, yes or no in either language, a JSON
 * list or object, else the text itself. Undefined where nothing was typed or no amount can be read.
 */
export function typedValue(path: string, typed: string, currency: string): unknown {
  const text = typed.trim();
  if (text === '') return undefined;
  if (isMoneyPath(path)) return parseAmount(text, currency);
  if (/^(sí|si|yes|true)$/i.test(text)) return true;
  if (/^(no|false)$/i.test(text)) return false;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the generic blueprint has in a place, for a city that has no reason to do otherwise; undefined where nothing. */
export function genericValue(path: string): unknown {
  const place = parsePath(path);
  const value = place ? valueAt(builtInBlueprints.generic, place) : undefined;
  return value === undefined || nullsIn(value).length > 0 ? undefined : value;
}
