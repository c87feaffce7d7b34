import { builder } from '../../builder.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { roles } from './role-loader.ts';
import { ROLE, Role, RoleConnection, RoleKindEnum, roleTypeName } from './role-type.ts';

export const RoleFilter = builder.inputType('RoleFilter', {
  description: 'Which roles. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    name: t.string({ description: 'The name.' }),
    kind: t.field({ type: RoleKindEnum, description: 'Only those that reach so far.' }),
  }),
});

resourceQueries({
  type: Role,
  connection: RoleConnection,
  words: ROLE,
  single: 'role',
  plural: 'roles',
  command: 'listRoles',
  loader: roles,
  filter: RoleFilter,
  note: 'For administrators.',
  select: (filter) => ({
    parameters: {
      keyword: filter?.keyword ?? undefined,
      name: filter?.name ?? undefined,
      type: filter?.kind ? roleTypeName(filter.kind) : undefined,
    },
  }),
});
