import { z } from 'zod';
import { departmentsOf } from '../../city/city-queries.ts';
import { act, page, redirect, refused } from '../../platform/http/page.ts';
import { roles } from '../../platform/http/viewer.ts';
import { emailInput } from '../email.ts';
import { inviteStaff } from '../invite-staff.ts';
import { changesRoles, managesRoles } from '../people-policy.ts';
import { standingGrants } from '../people-queries.ts';
import { type PeopleData, PeopleView } from './people-view.tsx';

const blank = z.literal('').transform(() => null);

export const peoplePage = page<Record<string, never>, Record<string, never>, PeopleData>({
  path: '/desk/people',
  who: managesRoles,
  load: async ({ tx, city }) => ({
    grants: await standingGrants(tx, city.id),
    departments: await departmentsOf(tx, city.id),
  }),
  acts: {
    invite: act({
      who: changesRoles,
      input: z.object({
        email: emailInput,
        name: z.string().trim().min(1).max(120),
        role: z.enum(roles, 'form.missing'),
        department: blank.or(z.coerce.number<string>().int().positive()),
      }),
      run: async ({ tx, city, viewer, now }, { email, name, role, department }) => {
        const invited = { cityId: city.id, email, name, role, departmentId: department, now };
        const done = await inviteStaff(tx, { ...invited, actorId: viewer.personId as number });
        if (!done.ok) return refused(`people.error.${done.reason}`, {}, 'department');
        return redirect('/desk/people', 'people.staff.invited', { email });
      },
    }),
  },
  view: (data) => <PeopleView {...data} />,
});
