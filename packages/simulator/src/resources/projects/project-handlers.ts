/** Projects: created, changed, suspended, deleted. Members are in `member-handlers.ts`. */
import { findAccount, inside, ownerOf } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { wantsCounters } from '../../details.ts';
import { forbidden, internal, invalid } from '../../errors.ts';
import type { ActionEvent, EventState } from '../../events.ts';
import { checkLimit } from '../../limits.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import { accounts, domains, users } from '../accounts/account-records.ts';
import { memberCommands } from './member-handlers.ts';
import { managed } from './project-access.ts';
import { type ProjectRecord, projectInvitations, projectMembers, projects, projectsOf } from './project-records.ts';
import { projectRow } from './project-rows.ts';

const quick = 400;

/** Tables whose rows keep a project from being deleted without `cleanup`. */
const resourceTables = [
  'VirtualMachine',
  'Volume',
  'Snapshot',
  'VMSnapshot',
  'Template',
  'Iso',
  'IpAddress',
  'Network',
  'Vpc',
  'DomainRouter',
];

function listProjects(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const domain = params.row(domains, 'domainid');
  const deep = params.boolean('isrecursive') === true;
  const test = all<ProjectRecord>(
    when(params.row(projects, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.text('displaytext'), (row, text) => same(row.displayText, text)),
    when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
    when(params.like('keyword'), (row, like) => like(row.name) || like(row.displayText)),
    when(domain, (row, wanted) => row.domainId === wanted.id || (deep && inside(store, row.domainId, wanted.id))),
  );
  const rows = visibleProjects(call);
  const counted = wantsCounters(call);
  return listBody(call, 'project', test === undefined ? rows : rows.filter(test), (row) => projectRow(store, row, counted), 'newest first');
}

/** Members see their projects; admins of a domain those of the domain, if they ask for all. */
function visibleProjects(call: Call): readonly ProjectRecord[] {
  const { params, caller, cloud } = call;
  const { store } = cloud;
  const account = params.text('account');
  const domain = params.row(domains, 'domainid');
  if (caller.role === 'User') {
    if (account !== undefined && account !== caller.account.name) throw forbidden(`Can't list account ${account} projects; unauthorized`);
    if (domain !== undefined && domain.id !== caller.account.domainId)
      throw forbidden(`Can't list domain id= ${domain.id} projects; unauthorized`);
  } else if (account !== undefined && domain === undefined)
    throw invalid(`could not find account ${account} because domain is not specified`);
  else if (domain !== undefined && !inside(store, domain.id, caller.account.domainId)) throw forbidden();
  if (caller.role !== 'User' && account !== undefined && domain !== undefined) {
    const owner = findAccount(store, account, domain.id);
    if (owner === undefined) throw invalid(`Unable to find account ${account} in domain ${domain.id}`);
    return projectsOf(store, { ...caller, account: owner }).sort((a, b) => a.id - b.id);
  }
  const everything = params.boolean('listall') === true || domain !== undefined;
  const every = store.table(projects).all();
  if (caller.role === 'Admin' && everything) return every;
  if (caller.role === 'DomainAdmin' && everything)
    return every.filter((project) => inside(store, project.domainId, caller.account.domainId));
  return projectsOf(store, caller).sort((a, b) => a.id - b.id);
}

function createProject(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const owner = ownerOf(call);
  const name = params.required('name');
  const taken = store
    .table(projects)
    .by('name', name.toLowerCase())
    .some((project) => project.domainId === owner.domainId);
  if (taken) throw invalid(`Project with name ${name} already exists in domain id=${owner.domainId}`);
  checkLimit(cloud, owner.id, 'project', 1);
  const created = cloud.clock.now();
  const account = store.table(accounts).insert({
    ...{ name: `PrjAcct-${name}-${owner.domainId}`, type: 5, domainId: owner.domainId, roleId: owner.roleId, state: 'enabled', created },
  });
  const displayText = params.text('displaytext') ?? name;
  const project = store
    .table(projects)
    .insert({ name, displayText, domainId: owner.domainId, state: 'Active', created, projectAccountId: account.id });
  store.table(accounts).update(account, { projectId: project.id });
  store.table(projectMembers).insert({ projectId: project.id, memberAccountId: owner.id, role: 'Admin' });
  const creation = { type: 'PROJECT.CREATE', description: 'creating project', resourceType: 'Project', resourceUuid: project.uuid };
  const detail = `Project ID: ${project.id}`;
  const parent = cloud.events.created(call, { ...creation, detail });
  return {
    resourceId: project.uuid,
    instance: { type: 'None' },
    milliseconds: quick,
    event: { ...creation, detail, scheduled: 'creating project', ownerId: owner.id, parentUuid: parent.uuid },
    finish: () => ({ project: projectRow(store, project) }),
  };
}

function updateProject(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const project = managed(call, 'id');
  const change = memberChange(call, project);
  return plan(project, 'PROJECT.UPDATE', 'updating project', () => {
    store
      .table(projects)
      .update(project, { name: params.text('name') ?? project.name, displayText: params.text('displaytext') ?? project.displayText });
    change?.();
    return { project: projectRow(store, project) };
  });
}

/** What `account` or `userid` asks for: with `swapowner` (the default) that member takes the place of the admins, else gets the role. */
function memberChange(call: Call, project: ProjectRecord): (() => void) | undefined {
  const { params, cloud } = call;
  const name = params.text('account');
  const user = params.row(users, 'userid');
  if (name === undefined && user === undefined) return undefined;
  const account =
    name === undefined
      ? undefined
      : cloud.store
          .table(accounts)
          .by('name', name.toLowerCase())
          .find(({ domainId }) => domainId === project.domainId);
  if (name !== undefined && account === undefined) throw invalid(`Unable to find account name=${name} in domain id=${project.domainId}`);
  const table = cloud.store.table(projectMembers);
  const members = table.by('project', project.id);
  const member = members.find((row) => (account ? row.memberAccountId === account.id : row.memberUserId === user?.id));
  const who = account ? `Account ${account.name}` : `User ${user?.username}`;
  if (member === undefined)
    throw invalid(`${who} doesn't belong to the project. Add it to the project first and then change the project's ownership`);
  const swap = params.boolean('swapowner') !== false && account !== undefined;
  const role = swap || params.text('roletype')?.toLowerCase() === 'admin' ? 'Admin' : 'Regular';
  const admins = members.filter((row) => row.role === 'Admin');
  if (role === 'Regular' && admins.length === 1 && admins[0] === member) throw invalid('Cannot demote the only admin of the project');
  return () => {
    if (swap) for (const admin of admins) table.update(admin, { role: 'Regular' });
    table.update(member, { role });
  };
}

function changeState(call: Call, state: ProjectRecord['state'], type: string, description: string): JobPlan {
  const { store } = call.cloud;
  const project = managed(call, 'id');
  return plan(project, type, description, () => {
    store.table(projects).update(project, { state });
    return { project: projectRow(store, project) };
  });
}

function deleteProject(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const project = managed(call, 'id');
  const cleanup = params.boolean('cleanup') === true;
  return plan(
    project,
    'PROJECT.DELETE',
    'deleting project',
    () => {
      const owned = resourceTables.flatMap((name) => {
        const table = store.named(name);
        return [...(table?.ofAccount(project.projectAccountId) ?? [])].map((row) => ({ table, row }));
      });
      if (owned.length > 0 && !cleanup)
        throw internal(`Failed to delete project ${project.name}: it still has resources; remove them, or ask for cleanup`);
      for (const { table, row } of owned) table?.remove(row);
      for (const member of [...store.table(projectMembers).by('project', project.id)]) store.table(projectMembers).remove(member);
      for (const invitation of [...store.table(projectInvitations).by('project', project.id)])
        store.table(projectInvitations).remove(invitation);
      store.table(projects).remove(project);
      return { success: true };
    },
    true,
  );
}

function plan(project: ProjectRecord, type: string, description: string, finish: () => Body, nameless = false): JobPlan {
  const states: readonly EventState[] = ['Scheduled', 'Started', 'Completed'];
  const event: ActionEvent = {
    ...{ type, description, detail: `Project ID: ${project.id}`, scheduled: `${description} id=${project.id}`, states },
    ...{ resourceType: 'Project', resourceUuid: project.uuid },
  };
  return { ...(nameless ? {} : { instance: { type: 'Project' } }), milliseconds: quick, event, finish };
}

const byId = { entities: { id: projects } };

export const projectResource: ResourceModule = {
  tables: [projects],
  commands: {
    listProjects: sync(listProjects, byId),
    createProject: asJob('user.project.CreateProjectCmd', createProject),
    updateProject: asJob('user.project.UpdateProjectCmd', updateProject, byId),
    suspendProject: asJob(
      'user.project.SuspendProjectCmd',
      (call) => changeState(call, 'Suspended', 'PROJECT.SUSPEND', 'suspending project'),
      byId,
    ),
    activateProject: asJob(
      'user.project.ActivateProjectCmd',
      (call) => changeState(call, 'Active', 'PROJECT.ACTIVATE', 'activating project'),
      byId,
    ),
    deleteProject: asJob('user.project.DeleteProjectCmd', deleteProject, byId),
    ...memberCommands,
  },
};
