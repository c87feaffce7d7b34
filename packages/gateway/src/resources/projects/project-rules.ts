import type { ActionRule } from '../../actions.ts';
import { always } from '../../resource-fields.ts';

/** What the rules read of a row of `listProjects`. */
export interface ProjectState {
  state?: string | undefined;
}

/** When CloudStack takes an action on a project. That the caller may manage it, CloudStack itself decides. */
export const projectRules: readonly ActionRule<ProjectState>[] = [
  always('UPDATE', 'updateProject'),
  {
    name: 'SUSPEND',
    command: 'suspendProject',
    refusal: (project) => (project.state === 'Suspended' ? 'The project is suspended already.' : null),
  },
  {
    name: 'ACTIVATE',
    command: 'activateProject',
    refusal: (project) => (project.state === 'Active' ? 'The project is active already.' : null),
  },
  always('DELETE', 'deleteProject'),
];

/** What the rules read of a row of `listProjectInvitations`. */
export interface InvitationState {
  state?: string | undefined;
}

const answered = (invitation: InvitationState) =>
  invitation.state === undefined || invitation.state === 'Pending'
    ? null
    : `The invitation is not open any more (${invitation.state.toLowerCase()}).`;

/** When an invitation can be answered or taken back. */
export const invitationRules: readonly ActionRule<InvitationState>[] = [
  { name: 'ACCEPT', command: 'updateProjectInvitation', refusal: answered },
  { name: 'DECLINE', command: 'updateProjectInvitation', refusal: answered },
  always('DELETE', 'deleteProjectInvitation'),
];
