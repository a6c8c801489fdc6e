import { departmentsOf, zonesOf } from '../../city/city-queries.ts';
import { chance } from '../../demo/chance.ts';
import { inventedNames } from '../../demo/invented-texts.ts';
import { createPerson } from '../../people/create-person.ts';
import { grantRole } from '../../people/grant-role.ts';
import { verifyResidence } from '../../people/verify-residence.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Role, roles } from '../../platform/http/viewer.ts';

export interface Invented {
  readonly residents: readonly { readonly personId: number; readonly zoneId: number }[];
  /** Does what a coordinator has done before the space opens. */
  readonly coordinatorId: number;
}

/**
 * Neighbours in turn over all zones, one for each proposal and twenty more, and one invented civil servant for each role, so
 * that a guest can play every part. Their addresses end in .invalid: no mail could reach anybody.
 */
export async function inventPeople(tx: Tx, cityId: number, proposals: number, now: Date): Promise<Invented> {
  const luck = chance(`practice ${cityId}`);
  const { givenNames, familyNames } = inventedNames;
  const name = () => `${luck.pick(givenNames)} ${luck.pick(familyNames)} ${luck.pick(familyNames)}`;
  const staff = new Map<Role, number>();
  const departments = await departmentsOf(tx, cityId);
  for (const role of roles) {
    const personId = await createPerson(tx, { cityId, name: name(), how: 'invitation', now });
    const departmentId =
      role === 'evaluator' || role === 'project_manager' ? (departments[0]?.id ?? null) : null;
    await grantRole(tx, { cityId, personId, role, departmentId, actorId: null, now });
    staff.set(role, personId);
  }
  const zones = await zonesOf(tx, cityId);
  const residents: { personId: number; zoneId: number }[] = [];
  const year = now.getUTCFullYear();
  for (let nth = 0; nth < proposals + 20; nth += 1) {
    const zoneId = zones[nth % zones.length]?.id;
    if (zoneId === undefined) throw new Error('the city has no zones');
    const email = `vecino-${nth + 1}@practica.invalid`;
    const personId = await createPerson(tx, { cityId, name: name(), email, locale: 'es-MX', now });
    const bornOn = `${year - 19 - luck.below(60)}-${String(1 + luck.below(12)).padStart(2, '0')}-15`;
    await verifyResidence(tx, { cityId, personId, zoneId, bornOn, method: 'counter', actorId: null, now });
    residents.push({ personId, zoneId });
  }
  return { residents, coordinatorId: staff.get('coordinator') as number };
}
