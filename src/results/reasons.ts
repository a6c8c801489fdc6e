import type { LossReason } from '@cabildo/tally';
import type { TextArgs, TextKey } from '../platform/i18n/texts.ts';
import { never } from '../platform/result.ts';

/** A reason for not winning as a sentence; `money` writes minor units, `title` names another candidate. */
export function reasonText(
  reason: LossReason,
  money: (minor: number) => string,
  title: (candidate: string) => string,
): { readonly key: TextKey; readonly args: TextArgs } {
  switch (reason.code) {
    case 'withdrawn':
      return { key: 'results.reason.withdrawn', args: {} };
    case 'over-cost-cap':
      return { key: 'results.reason.over-cap', args: { cap: money(reason.cap) } };
    case 'below-threshold':
      return { key: 'results.reason.below-threshold', args: { needs: reason.needs, short: reason.short } };
    case 'not-eligible':
      return { key: 'results.reason.below-threshold', args: { needs: reason.needs, short: reason.short } };
    case 'excluded':
      return { key: 'results.reason.excluded', args: { title: title(reason.by) } };
    case 'no-slot-left':
      return { key: 'results.reason.no-slot', args: { slots: reason.slots } };
    case 'does-not-fit':
      return {
        key: 'results.reason.does-not-fit',
        args: { left: money(reason.left), short: money(reason.short) },
      };
    case 'after-stop':
      return { key: 'results.reason.after-stop', args: { title: title(reason.at) } };
    case 'no-support':
      return { key: 'results.reason.no-support', args: {} };
    case 'supporters-cannot-pay':
      return { key: 'results.reason.supporters-cannot-pay', args: { short: money(reason.short) } };
    case 'comparison-lost':
      return { key: 'results.reason.comparison-lost', args: {} };
    default:
      return never(reason);
  }
}
