import { type Policy, staff } from '../platform/http/viewer.ts';

/** Who looks at how the city is set up: nothing of it is about a person. */
export const maySeeCity: Policy = staff('administrator', 'support');

/** Who changes the city's own facts. */
export const mayRunCity: Policy = staff('administrator');
