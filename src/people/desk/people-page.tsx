import { z } from 'zod';
import { departmentsOf } from '../../city/city-queries.ts';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { roles } from '../../platform/http/viewer.ts';
import { emailInput } from '../email.ts';
import { invitationsOf } from '../invitation.ts';
import { inviteStaff, renewInvitation, type Sender } from '../invite-staff.ts';
import { changesRoles, managesRoles } from '../people-policy.ts';
import { standingGrants } from '../people-queries.ts';
import { siteOf } from '../site.ts';
import { withdrawInvitation } from '../withdraw-invitation.ts';
import { type PeopleData, PeopleView } from './people-view.tsx';

const blank = z.literal('').transform(() => null);
const one = z.object({ invitation: z.coerce.number().int().positive() });

export const peoplePage = page<Record<string, never>, Record<string, never>, PeopleData>({
  path: '/desk/people',
  who: managesRoles,
  load: async ({ tx, city, now }) => ({
    grants: await standingGrants(tx, city.id),
    departments: await departmentsOf(tx, city.id),
    invitations: await invitationsOf(tx, city.id, now),
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
      run: async (request, { email, name, role, department }) => {
        const asked = { email, name, role, departmentId: department };
        const done = await inviteStaff(request.tx, senderOf(request), asked);
        if (!done.ok) return refused(`people.error.${done.reason}`, {}, 'department');
        return redirect('/desk/people', 'people.staff.invited', { email });
      },
    }),
    renew: act({
      who: changesRoles,
      input: one,
      run: async (request, { invitation }) => {
        const done = await renewInvitation(request.tx, senderOf(request), invitation);
        return redirect(
          '/desk/people',
          done.ok ? 'people.invitation.renewed' : 'people.error.invitation-closed',
        );
      },
    }),
    withdraw: act({
      who: changesRoles,
      input: one,
      run: async ({ tx, city, viewer, now }, { invitation: invitationId }) => {
        const actorId = viewer.personId as number;
        const done = await withdrawInvitation(tx, { cityId: city.id, invitationId, actorId, now });
        return redirect(
          '/desk/people',
          done.ok ? 'people.invitation.withdrawn' : 'people.error.invitation-closed',
        );
      },
    }),
  },
  view: (data) => <PeopleView {...data} />,
});

function senderOf(request: PageRequest<Record<string, never>, Record<string, never>>): Sender {
  const { city, headers, locale, t, viewer, now } = request;
  const address = `${siteOf(headers).origin}${city.base}`;
  return { city, address, locale, t, actorId: viewer.personId as number, now };
}
