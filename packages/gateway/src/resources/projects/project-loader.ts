import type { Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { resourceLoader } from '../../loading.ts';
import { forgetProjects } from '../../scope.ts';

/** Backing shape of `Project`: a row of `listProjects`. */
export type ProjectRow = Row<'listProjects'>;

/** Backing shape of `ProjectMember`: a row of `listProjectAccounts`, an account or one user of it. */
export type ProjectMemberRow = Row<'listProjectAccounts'>;

/** Backing shape of `ProjectInvitation`: a row of `listProjectInvitations`. */
export type ProjectInvitationRow = Row<'listProjectInvitations'>;

/** Projects by id. */
export const projects = resourceLoader({ command: 'listProjects' });

/** Invitations by id. */
export const projectInvitations = resourceLoader({ command: 'listProjectInvitations', unscoped: true });

/** Which projects the caller belongs to is kept for seconds (`scope.ts`): forgotten when that changes. */
export function forgetOwnProjects(context: GatewayContext): void {
  forgetProjects(context.services.cache, context.cloud.identity.key);
}
