import { slot } from '../platform/http/slot.ts';

/** What later modules have for a civil servant to do, below the cases on the desk's first page. */
export const deskPageSlot = slot<{ readonly cycleId: number | null }>('desk.page');
