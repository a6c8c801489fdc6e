import { type Policy, staff } from '../platform/http/viewer.ts';

/** Who changes the city's own facts. */
export const mayRunCity: Policy = staff('administrator');
