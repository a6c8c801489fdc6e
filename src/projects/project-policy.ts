import { anyone, departmentsOf, hasRole, staff, type Viewer } from '../platform/http/viewer.ts';

/** What the city owes is everybody's to see. */
export const readProjects = anyone;

/** The portfolio: those who build and those who answer for the cycle. */
export const openPortfolio = staff('administrator', 'coordinator', 'project_manager', 'observer');

/** Those who may press a button there at all; `mayChange` says on which projects. */
export const changeProjects = staff('administrator', 'coordinator', 'project_manager');

/** A project manager of a department changes its projects; one of the whole city, and a coordinator, any. */
export function mayChange(viewer: Viewer, project: { readonly departmentId: number | null }): boolean {
  if (!viewer.secondFactor) return false;
  if (hasRole(viewer, 'administrator', 'coordinator')) return true;
  const grants = viewer.roles.filter((grant) => grant.role === 'project_manager');
  if (grants.some((grant) => grant.departmentId === null)) return true;
  return (
    project.departmentId !== null && departmentsOf(viewer, 'project_manager').includes(project.departmentId)
  );
}

/** Takes personal or unlawful content out of what was told of projects, of every department. */
export const redactsUpdates = staff('administrator', 'coordinator');
