import { builder } from '../../builder.ts';
import { Resource } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { always, resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { type InstanceGroupRow, instanceGroups } from './instance-group-loader.ts';

export const InstanceGroup = builder.node(builder.objectRef<InstanceGroupRow>('InstanceGroup'), {
  description: 'A name that machines share, to find them together.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => instanceGroups.loadMany(context, ids),
  fields: (t) => ({ ...resourceFields(t, [always('UPDATE', 'updateInstanceGroup'), always('DELETE', 'deleteInstanceGroup')]) }),
});

export const INSTANCE_GROUP = { one: 'an instance group', many: 'instance groups' };
export const InstanceGroupConnection = connectionOf(InstanceGroup, INSTANCE_GROUP);

builder.objectField(VirtualMachine, 'instanceGroup', (t) =>
  t.field({
    type: InstanceGroup,
    nullable: true,
    description: 'The instance group it is in.',
    resolve: async (bare, _args, context, info) => {
      const row = await virtualMachines.withDetails(context, bare, ['group']);
      if (row.groupid === undefined) return null;
      if (selectsOnly(info, ['id', 'uuid', 'name']) && row.group !== undefined) return { id: row.groupid, name: row.group };
      return instanceGroups.load(context, row.groupid);
    },
  }),
);
