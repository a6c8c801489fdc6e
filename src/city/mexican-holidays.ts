import holidays from './holidays/mexico.json' with { type: 'json' };

/**
 * Days of rest that the law makes obligatory in all of Mexico, 2026 to 2028 (Ley Federal del Trabajo, article 74: fixed
 * days, and the Mondays of February, March and November). A city adds its own, such as Holy Week, by hand.
 */
export const mexicanHolidays: readonly { readonly day: string; readonly name: string }[] = holidays;
