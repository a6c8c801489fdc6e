/** The contest of a Pabulib file, from its META and PROJECTS sections. */
import type { BallotRules, BallotType, Candidate, Contest } from '../election.ts';
import { type Decimal, parseDecimal, toMinor } from './decimal.ts';
import { WITHDRAWN_COST } from './format.ts';
import type { Problems } from './problems.ts';

export interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

interface Sections {
  readonly meta: readonly Row[];
  readonly projectColumns: readonly string[];
  readonly projects: readonly Row[];
}

const TYPES: Readonly<Record<string, BallotType>> = {
  approval: 'approval',
  'choose-1': 'choose-1',
  ordinal: 'ordinal',
  cumulative: 'cumulative',
  scoring: 'scoring',
};

/** Values of META by key, with their lines. */
export class Meta {
  private readonly rows = new Map<string, { value: string; line: number }>();
  private readonly problems: Problems;

  constructor(rows: readonly Row[], problems: Problems) {
    this.problems = problems;
    for (const { line, fields } of rows) {
      const key = (fields[0] ?? '').trim();
      if (this.rows.has(key))
        problems.add(line, `META.${key}`, 'bad-value', 'the key appears twice; the first counts');
      else this.rows.set(key, { value: fields.slice(1).join(';').trim(), line });
    }
  }

  text(key: string): string {
    return this.rows.get(key)?.value ?? '';
  }

  line(key: string): number {
    return this.rows.get(key)?.line ?? 0;
  }

  decimal(key: string): Decimal | null {
    const row = this.rows.get(key);
    if (row === undefined || row.value === '') return null;
    const value = parseDecimal(row.value);
    if (value === null)
      this.problems.add(row.line, `META.${key}`, 'bad-number', `"${row.value}" is not a number`);
    return value;
  }

  /** A whole number, or undefined when absent or wrong (wrong is a problem). */
  whole(key: string): number | undefined {
    const value = this.decimal(key);
    if (value === null) return undefined;
    const whole = toMinor(value, 1);
    if (whole === null)
      this.problems.add(this.line(key), `META.${key}`, 'bad-number', 'is not a whole number');
    return whole ?? undefined;
  }
}

/** Builds the contest. Projects without a usable cost stay, withdrawn: they cannot win, and the problem says so. */
export function buildContest(sections: Sections, meta: Meta, problems: Problems): Contest {
  const column = (...names: string[]) =>
    names.map((name) => sections.projectColumns.indexOf(name)).find((at) => at >= 0) ?? -1;
  const columns = {
    id: column('project_id'),
    cost: column('cost'),
    name: column('name'),
    category: column('category'),
    beneficiaries: column('beneficiaries', 'target'),
    district: column('district', 'subunit'),
  };
  for (const name of ['project_id', 'cost']) {
    if (column(name) === -1) problems.add(0, `PROJECTS.${name}`, 'missing-field', 'the column is missing');
  }
  const amounts = sections.projects.map(({ fields }) => parseDecimal(fields[columns.cost] ?? ''));
  const budget = meta.decimal('budget');
  if (budget === null || budget.digits < 0n) {
    problems.add(
      meta.line('budget'),
      'META.budget',
      budget === null ? 'missing-field' : 'bad-number',
      'no usable budget',
    );
  }
  const limits = [meta.decimal('min_sum_cost'), meta.decimal('max_sum_cost')];
  const perUnit = minorPerUnit([budget, ...limits, ...amounts]);
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  for (const [at, { line, fields }] of sections.projects.entries()) {
    const id = (fields[columns.id] ?? '').trim();
    if (id === '') {
      problems.add(line, 'PROJECTS.project_id', 'missing-field', 'the project has no id and is passed over');
    } else if (seen.has(id)) {
      problems.add(
        line,
        'PROJECTS.project_id',
        'duplicate-project',
        `"${id}" appears twice; the first counts`,
      );
    } else {
      seen.add(id);
      candidates.push(candidateOf(id, amounts[at] ?? null, fields, columns, perUnit, line, problems));
    }
  }
  const currency = meta.text('currency');
  return {
    id: ['country', 'unit', 'subunit', 'instance']
      .map((key) => meta.text(key))
      .filter((part) => part !== '')
      .join(' / '),
    budget: Math.max(0, (budget && toMinor(budget, perUnit)) ?? 0),
    ...(currency !== '' && { currency }),
    minorPerUnit: perUnit,
    ballot: ballotRules(meta, limits, perUnit, problems),
    candidates,
  };
}

type Columns = Readonly<Record<'id' | 'cost' | 'name' | 'category' | 'beneficiaries' | 'district', number>>;

function candidateOf(
  id: string,
  amount: Decimal | null,
  fields: readonly string[],
  columns: Columns,
  perUnit: number,
  line: number,
  problems: Problems,
): Candidate {
  const cost = amount === null || amount.digits < 0n ? null : toMinor(amount, perUnit);
  const given = (fields[columns.cost] ?? '').trim();
  if (given === '')
    problems.add(line, 'PROJECTS.cost', 'missing-field', `"${id}" has no cost and cannot win`);
  else if (cost === null)
    problems.add(line, 'PROJECTS.cost', 'bad-number', `"${given}" is not a cost; "${id}" cannot win`);
  const withdrawn = cost === null || cost === WITHDRAWN_COST * perUnit;
  const name = fields[columns.name];
  const district = fields[columns.district];
  const list = (text: string | undefined) =>
    (text ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const categories = list(fields[columns.category]);
  const beneficiaries = list(fields[columns.beneficiaries]);
  return {
    id,
    cost: cost ?? 0,
    ...(name && { name }),
    ...(withdrawn && { withdrawn }),
    ...(district && { district }),
    ...(categories.length > 0 && { categories }),
    ...(beneficiaries.length > 0 && { beneficiaries }),
  };
}

/** 1 where all amounts are whole, 100 where they have one or two decimals, else the power of ten they need. */
function minorPerUnit(amounts: readonly (Decimal | null)[]): number {
  const decimals = Math.max(0, ...amounts.map((amount) => amount?.scale ?? 0));
  return decimals === 0 ? 1 : 10 ** Math.max(2, decimals);
}

function ballotRules(
  meta: Meta,
  [minSum, maxSum]: readonly (Decimal | null)[],
  perUnit: number,
  problems: Problems,
): BallotRules {
  const given = meta.text('vote_type').toLowerCase();
  const type = TYPES[given];
  if (type === undefined) {
    const [code, message] =
      given === ''
        ? (['missing-field', 'is missing'] as const)
        : (['bad-value', `"${given}" is unknown`] as const);
    problems.add(meta.line('vote_type'), 'META.vote_type', code, message);
  }
  const minCost = minSum && toMinor(minSum, perUnit);
  const maxCost = maxSum && toMinor(maxSum, perUnit);
  const rules: Record<string, number | undefined> = {
    minMarks: meta.whole('min_length'),
    maxMarks: meta.whole('max_length'),
    minCost: minCost ?? undefined,
    maxCost: maxCost ?? undefined,
    minPoints: meta.whole('min_points'),
    maxPoints: meta.whole('max_points'),
    minSumPoints: meta.whole('min_sum_points'),
    maxSumPoints: meta.whole('max_sum_points'),
  };
  const limits = Object.fromEntries(Object.entries(rules).filter(([, limit]) => limit !== undefined));
  const unmarked = meta.decimal('default_score');
  if (unmarked !== null && unmarked.digits !== 0n) {
    problems.add(
      meta.line('default_score'),
      'META.default_score',
      'bad-value',
      'only 0 can be counted for unmarked projects',
    );
  }
  const knapsack = type === 'approval' && maxCost !== null;
  return { type: knapsack ? 'knapsack' : (type ?? 'approval'), ...limits, badMarks: 'drop' };
}
