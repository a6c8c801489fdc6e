import { freshly, staff } from '../platform/http/viewer.ts';

/** Registers people who come to the counter, and hands out folios. */
export const atCounter = staff('booth_officer', 'coordinator', 'administrator');

/** Gives and takes roles. */
export const managesRoles = staff('administrator');

/** Presses the buttons that give or take them: with a second factor proven just now. */
export const changesRoles = freshly(managesRoles);

/** Brings lists of residents. */
export const importsResidents = staff('administrator', 'coordinator');
