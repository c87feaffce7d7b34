import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { listConnection } from '../../listing.ts';
import { selectedOfRows } from '../../lookahead.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { everything, scopeOf } from '../../scope.ts';
import { detailsFor } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachineConnection } from '../virtual-machines/virtual-machine-queries.ts';
import { instanceGroups } from './instance-group-loader.ts';
import { INSTANCE_GROUP, InstanceGroup, InstanceGroupConnection } from './instance-group-type.ts';

export const InstanceGroupFilter = builder.inputType('InstanceGroupFilter', {
  description: 'Which instance groups. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    name: t.string({ description: 'The name.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose groups.' }),
  }),
});

resourceQueries({
  type: InstanceGroup,
  connection: InstanceGroupConnection,
  words: INSTANCE_GROUP,
  single: 'instanceGroup',
  plural: 'instanceGroups',
  command: 'listInstanceGroups',
  loader: instanceGroups,
  filter: InstanceGroupFilter,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      keyword: filter?.keyword ?? undefined,
      name: filter?.name ?? undefined,
    },
  }),
});

builder.objectField(InstanceGroup, 'virtualMachines', (t) =>
  t.field({
    type: VirtualMachineConnection,
    description: 'The machines in it; 50 unless `first` says otherwise.',
    args: forwardArguments(t.arg),
    complexity: pageComplexity(10),
    resolve: (group, args, context, info) => {
      const scope = everything(context.cloud.identity)[scopeOf(context.cloud.identity, group)];
      const details = detailsFor(selectedOfRows(info));
      return listConnection(context, { command: 'listVirtualMachines' }, args, {
        parameters: { ...scope, groupid: group.id, details: details.length === 0 ? 'min' : details },
      });
    },
  }),
);
