import { anyone, freshly, staff } from '../platform/http/viewer.ts';

/** Published results are everybody's; nobody sees a figure of an unpublished count, staff included. */
export const readResults = anyone;

/** Counting and publishing: those who answer for the cycle. */
export const runCounts = staff('administrator', 'coordinator');

/** Publishing is for good, and asks for the second factor once more. */
export const publishesResults = freshly(runCounts);
