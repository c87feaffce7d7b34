import { builder } from '../../builder.ts';
import { Resource } from '../../interfaces.ts';
import { selectedFields, selectsOnly } from '../../lookahead.ts';
import { resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { stateEnum } from '../../state-enum.ts';
import { loadBalancerRules } from '../load-balancer-rules/load-balancer-rule-loader.ts';
import { LoadBalancerRule } from '../load-balancer-rules/load-balancer-rule-type.ts';
import { networks } from '../networks/network-loader.ts';
import { Network } from '../networks/network-type.ts';
import { detailsFor, virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { type AutoScaleCounterRow, type AutoScaleGroupRow, autoScaleGroups, autoScaleGroupsOf } from './auto-scale-group-loader.ts';
import { autoScaleGroupRules } from './auto-scale-group-rules.ts';

export const AutoScaleOperatorEnum = builder.enumType('AutoScaleOperator', {
  description: 'How what is measured compares with the threshold.',
  values: {
    GREATER: { value: 'GT', description: 'It is greater.' },
    GREATER_OR_EQUAL: { value: 'GE', description: 'It is greater, or equal.' },
    LESS: { value: 'LT', description: 'It is less.' },
    LESS_OR_EQUAL: { value: 'LE', description: 'It is less, or equal.' },
    EQUAL: { value: 'EQ', description: 'It is equal.' },
  } as const,
});
const OPERATORS = ['GT', 'GE', 'LT', 'LE', 'EQ'] as const;

export const AutoScaleCounter = builder.objectRef<AutoScaleCounterRow>('AutoScaleCounter').implement({
  description: 'Something that CloudStack measures of the machines of a group.',
  fields: (t) => ({
    uuid: t.id({ description: 'Its id, for `createAutoScaleGroup`.', resolve: (row) => row.id }),
    name: t.string({ description: 'What is measured, with its unit: `VM CPU - average percentage`.', resolve: (row) => row.name ?? '' }),
    source: t.string({ description: 'Where it is measured: `CPU`, `MEMORY`, `VIRTUALROUTER`, …', resolve: (row) => row.source ?? '' }),
    provider: t.string({
      description: 'For load balancers of this provider: `VirtualRouter`, `VpcVirtualRouter`.',
      resolve: (row) => row.provider ?? '',
    }),
  }),
});

export const AutoScaleCounterConnection = connectionOf(AutoScaleCounter, { one: 'a counter', many: 'counters' });

/** What CloudStack's catalogue leaves out: the parts of a group's row. */
interface ConditionRow {
  id?: string;
  countername?: string;
  relationaloperator?: string;
  threshold?: number;
}
export interface PolicyRow {
  id?: string;
  name?: string;
  duration?: number;
  quiettime?: number;
  conditions?: ConditionRow[];
}

const AutoScaleCondition = builder.objectRef<ConditionRow>('AutoScaleCondition').implement({
  description: 'What has to be measured for a policy to act.',
  fields: (t) => ({
    counterName: t.string({ description: 'What is measured.', resolve: (row) => row.countername ?? '' }),
    operator: t.field({
      type: AutoScaleOperatorEnum,
      description: 'How it compares with the threshold.',
      resolve: (row) => OPERATORS.find((operator) => operator === row.relationaloperator?.toUpperCase()) ?? 'EQ',
    }),
    threshold: t.int({ description: 'The threshold, in the unit of the counter.', resolve: (row) => row.threshold ?? 0 }),
  }),
});

const AutoScalePolicy = builder.objectRef<PolicyRow>('AutoScalePolicy').implement({
  description: 'When a group grows, or shrinks, by one machine: all conditions have held for a while.',
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id ?? '' }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    durationSeconds: t.int({ description: 'How long the conditions must have held.', resolve: (row) => row.duration ?? 0 }),
    quietTimeSeconds: t.int({ description: 'How long nothing happens afterwards.', resolve: (row) => row.quiettime ?? 0 }),
    conditions: t.field({
      type: [AutoScaleCondition],
      description: 'Its conditions; all must hold.',
      resolve: (row) => row.conditions ?? [],
    }),
  }),
});

export const autoScaleGroupStates = stateEnum('AutoScaleGroupState', 'Whether an autoscale group works.', {
  New: 'It is being set up.',
  Enabled: 'It works.',
  Disabled: 'It leaves its machines as they are.',
  Scaling: 'It is just growing or shrinking.',
  Revoke: 'It is being deleted.',
});

const STATES = ['New', 'Enabled', 'Disabled', 'Scaling', 'Revoke'];

export const AutoScaleGroup = builder.node(builder.objectRef<AutoScaleGroupRow>('AutoScaleGroup'), {
  description: 'Machines behind a load balancer, made and destroyed by CloudStack as they are needed.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => autoScaleGroups.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields<AutoScaleGroupRow>(t, autoScaleGroupRules),
    state: t.field({
      type: autoScaleGroupStates.type,
      description: 'Whether it works.',
      resolve: (row) => autoScaleGroupStates.of(STATES.find((state) => state.toLowerCase() === row.state?.toLowerCase())),
    }),
    minMembers: t.int({ description: 'How many machines there are at least.', resolve: (row) => row.minmembers ?? 0 }),
    maxMembers: t.int({ description: 'How many machines there are at most.', resolve: (row) => row.maxmembers ?? 0 }),
    runningMembers: t.int({ description: 'How many machines run now.', resolve: (row) => row.availablevirtualmachinecount ?? 0 }),
    intervalSeconds: t.int({ description: 'How often it is measured.', resolve: (row) => row.interval ?? 0 }),
    scaleUp: t.field({ type: [AutoScalePolicy], description: 'When it grows.', resolve: (row) => policiesOf(row.scaleuppolicies) }),
    scaleDown: t.field({ type: [AutoScalePolicy], description: 'When it shrinks.', resolve: (row) => policiesOf(row.scaledownpolicies) }),
    loadBalancerRule: t.field({
      type: LoadBalancerRule,
      nullable: true,
      description: 'What spreads over its machines.',
      resolve: (row, _args, context) => (row.lbruleid === undefined ? null : loadBalancerRules.load(context, row.lbruleid)),
    }),
    network: t.field({
      type: Network,
      nullable: true,
      description: 'The network of its machines.',
      resolve: (row, _args, context, info) => {
        const { associatednetworkid: id, associatednetworkname: name } = row;
        if (id === undefined) return null;
        return selectsOnly(info, ['id', 'uuid', 'name']) && name !== undefined ? { id, name } : networks.load(context, id);
      },
    }),
    virtualMachines: t.field({
      type: [VirtualMachine],
      description: 'Its machines. One call a group.',
      complexity: { field: 10, multiplier: 5 },
      resolve: async (row, _args, context, info) => {
        const details = detailsFor(selectedFields(info));
        const { rows } = await context.cloud.list('listVirtualMachines', {
          autoscalevmgroupid: row.id,
          details: details.length === 0 ? 'min' : [...details],
        });
        virtualMachines.prime(context, rows, details);
        return rows;
      },
    }),
  }),
});

/** The policies of a group's row, which the catalogue does not describe. */
export function policiesOf(rows: readonly unknown[] | undefined): PolicyRow[] {
  return (rows ?? []).filter((row): row is PolicyRow => typeof row === 'object' && row !== null);
}

export const AUTO_SCALE_GROUP = { one: 'an autoscale group', many: 'autoscale groups' };
export const AutoScaleGroupConnection = connectionOf(AutoScaleGroup, AUTO_SCALE_GROUP);

builder.objectField(LoadBalancerRule, 'autoScaleGroup', (t) =>
  t.field({
    type: AutoScaleGroup,
    nullable: true,
    description: 'The group whose machines it spreads over, if CloudStack makes them as they are needed.',
    resolve: async (rule, _args, context) => (await autoScaleGroupsOf(context, rule))[0] ?? null,
  }),
);
