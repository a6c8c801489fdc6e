import { z } from 'zod';

/** 'YYYY-MM-DD' of a living person: a date field's value, checked because nothing in a browser is. */
export const birthDateInput = z
  .string()
  .min(1)
  .refine((day) => {
    const moment = new Date(`${day}T00:00:00Z`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(moment.getTime())) return false;
    const years = (Date.now() - moment.getTime()) / (365.25 * 86_400_000);
    return moment.toISOString().startsWith(day) && years >= 0 && years < 120;
  }, 'people.error.birth-date');
