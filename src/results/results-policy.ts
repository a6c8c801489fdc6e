import { anyone, staff } from '../platform/http/viewer.ts';

/** Published results are everybody's; nobody sees a figure of an unpublished count, staff included. */
export const readResults = anyone;

/** Counting and publishing: those who answer for the cycle. */
export const runCounts = staff('administrator', 'coordinator');
