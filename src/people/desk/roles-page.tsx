import { z } from 'zod';
import { act, download, page, redirect, refused } from '../../platform/http/page.ts';
import { revokeRole } from '../grant-role.ts';
import { changesRoles, managesRoles } from '../people-policy.ts';
import { reviewRole } from '../review-role.ts';
import { type ReviewedRole, rolesForReview } from '../role-review-queries.ts';
import { signOutEverywhere } from '../sign-out.ts';
import { RolesView } from './roles-view.tsx';

interface Query {
  readonly as?: 'csv' | undefined;
}
const grant = z.coerce.number().int().positive();
const back = '/desk/people/roles';

/** All roles on one page: seen and right, or taken away. */
export const rolesPage = page<Record<string, never>, Query, { readonly rows: readonly ReviewedRole[] }>({
  path: '/desk/people/roles',
  who: managesRoles,
  query: z.object({ as: z.literal('csv').optional() }),
  load: async ({ tx, city, query, now }) => {
    const rows = await rolesForReview(tx, city.id, now);
    return query.as === 'csv' ? download('roles.csv', 'text/csv; charset=utf-8', csv(rows)) : { rows };
  },
  acts: {
    seen: act({
      who: changesRoles,
      input: z.object({ grant }),
      run: async ({ tx, city, viewer, now }, { grant: grantId }) => {
        const actorId = viewer.personId as number;
        const done = await reviewRole(tx, { cityId: city.id, grantId, actorId, now });
        return redirect(back, done.ok ? 'people.review.done' : 'people.error.already-revoked');
      },
    }),
    revoke: act({
      who: changesRoles,
      input: z.object({ grant, reason: z.string().trim().min(5, 'people.error.reason').max(500) }),
      run: async ({ tx, city, viewer, now }, { grant: grantId, reason }) => {
        const actorId = viewer.personId as number;
        const done = await revokeRole(tx, { cityId: city.id, grantId, actorId, reason, now });
        if (done.ok) return redirect(back, 'people.staff.revoked');
        return done.reason === 'already-revoked'
          ? redirect(back, 'people.error.already-revoked')
          : refused('people.error.last-administrator');
      },
    }),
    'sign-out': act({
      who: changesRoles,
      input: z.object({ person: z.coerce.number().int().positive() }),
      run: async ({ tx, city, now }, { person }) => {
        // Only who works here: a citizen's sessions are her own.
        const rows = await rolesForReview(tx, city.id, now);
        if (!rows.some(({ personId }) => personId === person)) return redirect(back);
        await signOutEverywhere(tx, city.id, person);
        return redirect(back, 'people.review.signed-out');
      },
    }),
  },
  view: ({ rows }) => <RolesView rows={rows} />,
});

/** For an auditor: dates are UTC; the columns' names are the program's own words. */
function csv(rows: readonly ReviewedRole[]): string {
  const head =
    'name,email,role,department,granted_at,granted_by,last_sign_in,totp,passkeys,reviewed_at,reviewed_by,overdue';
  const lines = rows.map((row) =>
    [
      row.name,
      row.email,
      row.role,
      row.department,
      row.grantedAt.toISOString(),
      row.grantedBy,
      row.lastSignIn?.toISOString(),
      row.hasTotp ? 'yes' : 'no',
      row.passkeys,
      row.reviewedAt?.toISOString(),
      row.reviewedBy,
      row.overdue ? 'yes' : 'no',
    ]
      .map(cell)
      .join(','),
  );
  return `${[head, ...lines].join('\r\n')}\r\n`;
}

/** A leading sign would make a spreadsheet compute it. */
function cell(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
