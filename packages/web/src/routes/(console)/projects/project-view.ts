import { compareNames, formatNumber } from '#lib/i18n/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { seesOthers, type Viewer } from '../viewer.ts';
import type { InvitationData, MemberData, ProjectRowData } from './project-documents.ts';

const states: Record<ProjectRowData['state'], { tone: Tone; label: () => string }> = {
  ACTIVE: { tone: 'ok', label: m.project_state_active },
  SUSPENDED: { tone: 'warn', label: m.project_state_suspended },
  DISABLED: { tone: 'busy', label: m.project_state_disabled },
};

/** A project's state in a word, with its look. */
export function projectState(state: ProjectRowData['state']): { tone: Tone; label: string } {
  const { tone, label } = states[state];
  return { tone, label: label() };
}

/** Whether a word in an address is a state that the graph knows. */
export const isProjectState = (word: string | undefined): word is ProjectRowData['state'] =>
  word !== undefined && Object.hasOwn(states, word);

const invitationStates: Record<InvitationData['state'], { tone: Tone; label: () => string }> = {
  PENDING: { tone: 'busy', label: m.project_invitation_pending },
  COMPLETED: { tone: 'ok', label: m.project_invitation_completed },
  DECLINED: { tone: 'bad', label: m.project_invitation_declined },
  EXPIRED: { tone: 'idle', label: m.project_invitation_expired },
};

/** How far an invitation is. */
export function invitationState(state: InvitationData['state']): { tone: Tone; label: string } {
  const { tone, label } = invitationStates[state];
  return { tone, label: label() };
}

/** Where a project lives in the portal. */
export const projectHref = (project: { uuid: string }): string => `/projects/${project.uuid}`;

/** The list of something, narrowed to what is in a project. */
export const inProject = (list: string, project: { id: string }): string => `${list}?owner=${encodeURIComponent(project.id)}`;

/** Who manages a project: its administrators, and those above it. CloudStack has the last word. */
export const manages = (project: Pick<ProjectRowData, 'administrators'>, viewer: Pick<Viewer, 'account' | 'roleType'>): boolean =>
  seesOthers(viewer) || project.administrators.includes(viewer.account);

/** What tells a member from the others: a single user, else the account. */
export const memberKey = (member: Pick<MemberData, 'account' | 'userId'>): string => member.userId ?? `account ${member.account}`;

/** A member's name: an account, or one user of it. */
export const memberName = (member: Pick<MemberData, 'account' | 'username'>): string =>
  member.username && member.username !== member.account ? `${member.username} (${member.account})` : (member.username ?? member.account);

/** Those who manage first, then by name. */
export const byRank = (a: MemberData, b: MemberData): number =>
  a.role === b.role ? compareNames(memberName(a), memberName(b)) : a.role === 'ADMIN' ? -1 : 1;

/** Names in one line; what there is no room for as a number. */
export function namesLine(names: readonly string[], total: number, most = 3): string {
  const shown = names.slice(0, most);
  return total > shown.length ? `${shown.join(', ')} +${formatNumber(total - shown.length, 0)}` : shown.join(', ');
}

/** Whether a member is the last who manages the project: that one can neither leave nor be given a lesser role. */
export const isLastAdministrator = (member: MemberData, members: readonly MemberData[]): boolean =>
  member.role === 'ADMIN' && members.filter(({ role }) => role === 'ADMIN').length === 1;

/** Whether an answer to an invitation is the viewer's to give. Administrators are told those of others, too. */
export function isForViewer(
  invitation: Pick<InvitationData, 'account' | 'userId'>,
  viewer: Pick<Viewer, 'id' | 'account' | 'roleType'>,
): boolean {
  const bare = (id: string) => id.replace(/^.*:/, '');
  if (invitation.userId) return bare(invitation.userId) === bare(viewer.id);
  return invitation.account ? invitation.account === viewer.account : !seesOthers(viewer);
}

/** Whom an invitation is for. */
export const invited = (invitation: Pick<InvitationData, 'account' | 'email'>): string => invitation.account ?? invitation.email ?? '–';

/** What is lost with a project, in words: "3 instances"; nothing for what there is none of. */
export function contentWords(counts: ProjectRowData['counts']): string[] {
  return [
    { count: counts.virtualMachines, word: m.project_content_instances },
    { count: counts.volumes, word: m.project_content_volumes },
    { count: counts.snapshots, word: m.project_content_snapshots },
    { count: counts.templates, word: m.project_content_templates },
    { count: counts.networks, word: m.project_content_networks },
    { count: counts.publicIpAddresses, word: m.project_content_ips },
  ].flatMap(({ count, word }) => (count > 0 ? [word({ count })] : []));
}
