import type { TextKey } from '../../platform/i18n/texts.ts';
import { usePage } from '../../ui/page-context.ts';
import { formatPath, parsePath } from '../json-path.ts';
import { genericValue, isMoneyPath } from '../typed-value.ts';

/** Names for values that cities are often asked for, by the last part of their path. */
const names = {
  perPerson: 'cycle.value.perPerson',
  needsResidence: 'cycle.value.needsResidence',
  minimumAge: 'cycle.value.minimumAge',
  webMinimumAge: 'cycle.value.webMinimumAge',
  minimumCost: 'cycle.value.minimumCost',
  maximumCost: 'cycle.value.maximumCost',
  supports: 'cycle.value.supports',
  departments: 'cycle.value.departments',
  opinionDays: 'cycle.value.opinionDays',
  silence: 'cycle.value.silence',
  signer: 'cycle.value.signer',
  maximum: 'cycle.value.maximum',
  changeable: 'cycle.value.changeable',
  onMisfit: 'cycle.value.onMisfit',
  threshold: 'cycle.value.threshold',
  ties: 'cycle.value.ties',
  slots: 'cycle.value.slots',
  costCap: 'cycle.value.costCap',
  updateEveryDays: 'cycle.value.updateEveryDays',
  turnoutFloorPercent: 'cycle.label.turnoutFloorPercent',
  lostMoney: 'cycle.label.lostMoney',
  leftMoney: 'cycle.label.leftMoney',
  order: 'cycle.value.order',
  mostPerContest: 'cycle.label.mostPerContest',
} as const satisfies Record<string, TextKey>;

const hints: Partial<Record<keyof typeof names, TextKey>> = {
  needsResidence: 'cycle.value-hint.yes-no',
  changeable: 'cycle.value-hint.yes-no',
  silence: 'cycle.value-hint.silence',
  signer: 'cycle.value-hint.signer',
  onMisfit: 'cycle.value-hint.onMisfit',
  ties: 'cycle.value-hint.ties',
  lostMoney: 'cycle.value-hint.money-goes',
  leftMoney: 'cycle.value-hint.money-goes',
  order: 'cycle.value-hint.order',
  mostPerContest: 'cycle.value-hint.zero-any',
};

/** How a value of the blueprint is called on a form: its name where it has one, its path where only experts meet it. */
export function useValueWords(path: string): {
  label: string;
  hint: string;
  generic: string | undefined;
  structured: boolean;
} {
  const { t, money } = usePage();
  const parts = parsePath(path) ?? [];
  const known = parts.findLast(
    (part): part is keyof typeof names => typeof part === 'string' && part in names,
  );
  const hint = known && hints[known];
  const value = genericValue(path);
  return {
    structured: typeof value === 'object',
    label: known ? t('cycle.value.label', { name: t(names[known]), path: formatPath(parts) }) : path,
    hint: hint ? t(hint) : t(isMoneyPath(path) ? 'cycle.value-hint.money' : 'cycle.value-hint.any'),
    generic:
      value === undefined ? undefined : genericText(value, (minor) => money(minor), isMoneyPath(path), t),
  };
}

function genericText(
  value: unknown,
  money: (minor: number) => string,
  isMoney: boolean,
  t: (key: TextKey) => string,
): string {
  if (typeof value === 'boolean') return t(value ? 'cycle.value.yes' : 'cycle.value.no');
  if (typeof value === 'number') return isMoney ? money(value) : String(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => item?.name ?? item?.code ?? String(item)).join(', ');
  return Object.entries(value as object)
    .map(([name, one]) => `${name}: ${String(one)}`)
    .join(', ');
}
