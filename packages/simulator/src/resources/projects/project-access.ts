/** Who may manage a project. */
import { accountsInDomain } from '../../access.ts';
import type { Call } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import { domains } from '../accounts/account-records.ts';
import { type ProjectRecord, projectMembers, projects } from './project-records.ts';

/** The project `id` names, if the caller may manage it: its admins and the admins above. */
export function managed(call: Call, parameter: string): ProjectRecord {
  const { caller, cloud } = call;
  const project = call.params.row(projects, parameter);
  if (project === undefined) throw invalid('Unable to find the project');
  const domain = cloud.store.table(domains).byId(caller.account.domainId);
  const above =
    caller.role === 'Admin' ||
    (caller.role === 'DomainAdmin' &&
      domain !== undefined &&
      accountsInDomain(cloud.store, domain, true).includes(project.projectAccountId));
  const isAdmin = cloud.store
    .table(projectMembers)
    .by('project', project.id)
    .some(
      (row) =>
        row.role === 'Admin' &&
        row.memberAccountId === caller.account.id &&
        (row.memberUserId === undefined || row.memberUserId === caller.user.id),
    );
  if (!above && !isAdmin) throw forbidden(`Account ${caller.account.name} is not authorized to manage project ${project.name}`);
  return project;
}
