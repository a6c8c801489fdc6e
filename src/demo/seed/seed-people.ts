import { departmentsOf, zonesOf } from '../../city/city-queries.ts';
import { createPerson } from '../../people/create-person.ts';
import { grantRole } from '../../people/grant-role.ts';
import { verifyResidence } from '../../people/verify-residence.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Role } from '../../platform/http/viewer.ts';
import type { Day } from '../../platform/time.ts';
import { chance } from '../chance.ts';
import { demoContent } from '../content/demo-content.ts';
import { done } from '../play/done.ts';

export interface Resident {
  readonly personId: number;
  /** Code of the zone. */
  readonly zone: string;
  /** Old enough to propose. */
  readonly adult: boolean;
}

/** The staff with their roles, and six neighbours in each colonia, from nine to eighty-eight years old. */
export async function seedPeople(tx: Tx, cityId: number, now: Date): Promise<Resident[]> {
  await seedStaff(tx, cityId, now);
  const zoneIds = new Map((await zonesOf(tx, cityId)).map(({ code, id }) => [code, id]));
  const luck = chance('neighbours');
  const { neighbours, givenNames, familyNames, residentsPerZone } = demoContent.people;
  const residents: Resident[] = [];
  const settle = async (one: { name: string; email?: string; zone: string; bornOn: Day; adult: boolean }) => {
    const { name, email, zone, bornOn, adult } = one;
    const personId = await createPerson(tx, { cityId, name, email, locale: 'es-MX', now });
    const zoneId = zoneIds.get(zone) as number;
    done(
      await verifyResidence(tx, {
        cityId,
        personId,
        zoneId,
        bornOn,
        method: 'import',
        actorId: personId,
        now,
      }),
    );
    residents.push({ personId, zone, adult });
  };
  // First, because the demo's sign-in page offers the first two.
  for (const one of neighbours) await settle({ ...one, adult: true });
  const year = now.getUTCFullYear();
  for (const { code: zone } of demoContent.zones) {
    const missing = residentsPerZone - residents.filter((one) => one.zone === zone).length;
    for (let nth = 0; nth < missing; nth += 1) {
      const name = `${luck.pick(givenNames)} ${luck.pick(familyNames)} ${luck.pick(familyNames)}`;
      // One in six is a child or a teenager, who votes but does not propose.
      const adult = nth < missing - 1;
      const age = adult ? 19 + luck.below(70) : 9 + luck.below(8);
      const month = String(1 + luck.below(12)).padStart(2, '0');
      const day = String(1 + luck.below(28)).padStart(2, '0');
      await settle({ name, zone, bornOn: `${year - age}-${month}-${day}`, adult });
    }
  }
  return residents;
}

async function seedStaff(tx: Tx, cityId: number, now: Date): Promise<void> {
  const departmentIds = new Map((await departmentsOf(tx, cityId)).map(({ code, id }) => [code, id]));
  for (const { name, email, role, department } of demoContent.people.staff) {
    const personId = await createPerson(tx, {
      cityId,
      name,
      email: email ?? undefined,
      locale: 'es-MX',
      how: 'invitation',
      now,
    });
    const departmentId = department === null ? null : (departmentIds.get(department) as number);
    done(await grantRole(tx, { cityId, personId, role: role as Role, departmentId, actorId: null, now }));
  }
}
