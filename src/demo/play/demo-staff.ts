import { departmentsOf } from '../../city/city-queries.ts';
import { standingGrants } from '../../people/people-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Role } from '../../platform/http/viewer.ts';

/** Who does the city's work in a demo. */
export interface DemoStaff {
  readonly coordinator: number;
  readonly signer: number;
  readonly officer: number;
  readonly manager: number;
  /** By code of the department. */
  readonly evaluators: ReadonlyMap<string, { readonly personId: number; readonly departmentId: number }>;
}

/** The holders of the roles now; undefined when a visitor of the demo has taken one away. */
export async function demoStaff(tx: Tx, cityId: number): Promise<DemoStaff | undefined> {
  const grants = [...(await standingGrants(tx, cityId))].sort((one, other) => one.id - other.id);
  const departments = await departmentsOf(tx, cityId);
  const first = (role: Role) => grants.find((grant) => grant.role === role)?.personId;
  const evaluators = new Map<string, { personId: number; departmentId: number }>();
  for (const { id, code, name } of departments) {
    const grant = grants.find(({ role, department }) => role === 'evaluator' && department === name);
    if (grant) evaluators.set(code, { personId: grant.personId, departmentId: id });
  }
  const coordinator = first('coordinator');
  const signer = first('signer');
  const officer = first('booth_officer');
  const manager = first('project_manager');
  if (!coordinator || !signer || !officer || !manager || evaluators.size < departments.length)
    return undefined;
  return { coordinator, signer, officer, manager, evaluators };
}
