import { type BlueprintDistrict, type CycleSection, lowestDistricts } from './cycle-section.ts';

type Money = CycleSection['money'];

export interface Share {
  readonly track: string;
  readonly district: string;
  /** Minor units. */
  readonly amount: number;
}

/** What one district gets by the formula, with its working. Amounts are minor units. */
export interface FormulaRow {
  readonly district: string;
  readonly amount: number;
  /** In the order of the formula's indicators: the district's value, and what it brings, rounded down. */
  readonly parts: readonly { readonly value: number; readonly amount: number }[];
  /** The minor unit that the roundings left over and this district got. */
  readonly extra: number;
}

/**
 * Every share of a known cycle section: the fixed ones, `each` written out, and those of the formula. Undefined while a
 * value that they need is unknown.
 */
export function sharesOf(section: Pick<CycleSection, 'money' | 'districts'>): Share[] | undefined {
  const fixed = fixedShares(section);
  if (!section.money.formula) return fixed;
  const rows = formulaRows(section);
  const { track } = section.money.formula;
  return fixed && rows && [...fixed, ...rows.map(({ district, amount }) => ({ track, district, amount }))];
}

function fixedShares({ money, districts }: Pick<CycleSection, 'money' | 'districts'>): Share[] | undefined {
  const shares: Share[] = [];
  for (const { track, district, amount } of money.shares) {
    if (amount === null || (district === 'each' && districts === null)) return undefined;
    const codes = district === 'each' ? lowestDistricts(districts ?? []).map(({ code }) => code) : [district];
    for (const code of codes) shares.push({ track, district: code, amount });
  }
  return shares;
}

/** What the formula divides: the total without fixed shares and what is set aside; undefined while one is unknown. */
export function moneyToDivide(section: Pick<CycleSection, 'money' | 'districts'>): number | undefined {
  const { total, reserved } = section.money;
  const fixed = fixedShares(section);
  if (total === null || !fixed || reserved.some(({ amount }) => amount === null)) return undefined;
  const taken = [...fixed, ...reserved].reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  return total - taken;
}

/**
 * Divides by indicators: each one's percentage of the money goes to the districts in proportion to their values. The sum
 * for a district is rounded down once, and minor units left over go to the largest remainders, ties to the lower code, so
 * that the parts always sum to the whole. Undefined while a value is unknown or an indicator is 0 everywhere.
 */
export function formulaRows(section: Pick<CycleSection, 'money' | 'districts'>): FormulaRow[] | undefined {
  const { formula } = section.money;
  const whole = moneyToDivide(section);
  if (!formula || whole === undefined || whole < 0 || !section.districts) return undefined;
  const districts = lowestDistricts(section.districts);
  const sums = formula.indicators.map(({ code }) => sumOf(districts, code));
  if (sums.some((sum) => sum === undefined || sum === 0)) return undefined;
  const percents = formula.indicators.reduce((sum, { percent }) => sum + percent, 0);
  if (percents === 0) return undefined;
  // One denominator for all districts, so that amounts and remainders are exact whatever their size.
  const denominator = sums.reduce<bigint>(
    (product, sum) => product * BigInt(sum as number),
    BigInt(percents),
  );
  const exact = districts.map((district) => {
    const numerators = formula.indicators.map(({ code, percent }, index) => {
      const value = BigInt(district.indicators?.[code] ?? 0);
      return (
        (BigInt(whole) * BigInt(percent) * value * denominator) /
        BigInt(percents) /
        BigInt(sums[index] as number)
      );
    });
    const numerator = numerators.reduce((sum, one) => sum + one, 0n);
    return { district, numerators, floor: numerator / denominator, rest: numerator % denominator };
  });
  const given = exact.reduce((sum, { floor }) => sum + floor, 0n);
  const byRest = [...exact].sort(
    (a, b) => compare(b.rest, a.rest) || compare(a.district.code, b.district.code),
  );
  const lucky = new Set(byRest.slice(0, whole - Number(given)));
  return exact.map((one) => ({
    district: one.district.code,
    amount: Number(one.floor) + (lucky.has(one) ? 1 : 0),
    extra: lucky.has(one) ? 1 : 0,
    parts: formula.indicators.map(({ code }, index) => ({
      value: one.district.indicators?.[code] ?? 0,
      amount: Number((one.numerators[index] as bigint) / denominator),
    })),
  }));
}

/** Undefined while one of the districts has not said its value. */
function sumOf(districts: readonly BlueprintDistrict[], code: string): number | undefined {
  let sum = 0;
  for (const { indicators } of districts) {
    const value = indicators?.[code];
    if (typeof value !== 'number') return undefined;
    sum += value;
  }
  return sum;
}

function compare<Value extends bigint | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Fixed shares and reserves together, in minor units; null while one of them is unknown. */
export function moneyGiven(money: Money, lowestDistrictCount: number | null): number | null {
  let sum = 0;
  for (const { district, amount } of money.shares) {
    const times = district === 'each' ? lowestDistrictCount : 1;
    if (amount === null || times === null) return null;
    sum += amount * times;
  }
  for (const { amount } of money.reserved) {
    if (amount === null) return null;
    sum += amount;
  }
  return sum;
}
