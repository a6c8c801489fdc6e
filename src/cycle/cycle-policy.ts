import { anyone, type Policy, staff } from '../platform/http/viewer.ts';
import type { Cycle } from './cycle.ts';

/** Who starts cycles and moves their phases. */
export const mayRunCycles: Policy = staff('administrator', 'coordinator');

/** Who looks at editions, drafts too, and at their blueprints. */
export const maySeeSetup: Policy = staff('administrator', 'coordinator', 'support');

/** Who reads the published cycle: everybody. A draft is for those who run cycles. */
export const mayReadCycles: Policy = anyone;

export function isPublic(cycle: Pick<Cycle, 'state'>): boolean {
  return cycle.state !== 'draft';
}
