/** Autoscale groups: one a load balancer rule. */
import { target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { firewallRules } from '../firewall-rules/firewall-rule-records.ts';
import { partCommands } from './auto-scale-parts.ts';
import { autoScalePlan, removal } from './auto-scale-plans.ts';
import {
  type AutoScaleGroupRecord,
  autoScaleGroups,
  conditions,
  counters,
  type PolicyRecord,
  policies,
  profiles,
} from './auto-scale-records.ts';
import { groupRow } from './auto-scale-rows.ts';

const GROUP = { type: 'AUTOSCALEVMGROUP', words: 'autoscale vm group' };
const usualInterval = 60;

function listGroups(call: Call): Body {
  const { params, cloud } = call;
  return listOwned(call, autoScaleGroups, {
    object: 'autoscalevmgroup',
    build: (row) => groupRow(cloud.store, row),
    texts: (row) => [row.name],
    where: all<AutoScaleGroupRecord>(
      when(params.text('name'), (row, name) => same(row.name, name)),
      when(params.row(firewallRules, 'lbruleid'), (row, rule) => row.ruleUuid === rule.uuid),
    ),
  });
}

/** The policies of one direction that a call names. */
function policiesOf(call: Call, parameter: string, action: PolicyRecord['action'], interval: number): string[] {
  const chosen = call.params.rows(policies, parameter) ?? [];
  for (const policy of chosen) {
    if (policy.action !== action) throw invalid(`policy ${policy.uuid} has action ${policy.action}, not ${action}`);
    if (policy.duration < interval)
      throw invalid(`duration : ${policy.duration} specified in a policy cannot be less than vm group's interval : ${interval}`);
  }
  return chosen.map(({ uuid }) => uuid);
}

function checkMembers(minimum: number, maximum: number): void {
  if (minimum < 0) throw invalid(`minmembers is an invalid value: ${minimum}`);
  if (maximum < 0) throw invalid(`maxmembers is an invalid value: ${maximum}`);
  if (minimum > maximum) throw invalid(`minmembers (${minimum})cannot be greater than maxmembers (${maximum})`);
}

function createGroup(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const rule = target(call, firewallRules, 'lbruleid');
  const profile = target(call, profiles, 'vmprofileid');
  const interval = params.number('interval') ?? usualInterval;
  const [minimum, maximum] = [params.number('minmembers') ?? 0, params.number('maxmembers') ?? 0];
  checkMembers(minimum, maximum);
  const [up, down] = [
    policiesOf(call, 'scaleuppolicyids', 'SCALEUP', interval),
    policiesOf(call, 'scaledownpolicyids', 'SCALEDOWN', interval),
  ];
  const table = store.table(autoScaleGroups);
  if ((rule.balance?.vmIds.length ?? 0) > 0) {
    throw invalid(
      'there are Vms already bound to the specified LoadBalancing Rule. User bound Vms and AutoScaled Vm Group cannot co-exist on a Load Balancing Rule',
    );
  }
  if (table.by('rule', rule.uuid).length > 0)
    throw invalid('an AutoScaleVmGroup is already attached to the lb rule, the existing vm group has to be first deleted');
  const group = table.insert({
    ...{ accountId: rule.accountId, name: params.text('name') ?? `autoscale-${rule.balance?.name}`, ruleUuid: rule.uuid },
    ...{ profileUuid: profile.uuid, minimum, maximum, interval, up, down, state: 'NEW', created: cloud.clock.now() },
  });
  return {
    resourceId: group.uuid,
    ...autoScalePlan(GROUP, 'CREATE', 'creating', group.accountId, () => {
      table.update(group, { state: 'ENABLED' });
      return { autoscalevmgroup: groupRow(store, group) };
    }),
  };
}

/** Name and policies at any time; how many and how often only while it is disabled. */
function updateGroup(call: Call): JobPlan {
  const { params, cloud } = call;
  const group = target(call, autoScaleGroups, 'id');
  const interval = params.number('interval') ?? group.interval;
  const [minimum, maximum] = [params.number('minmembers') ?? group.minimum, params.number('maxmembers') ?? group.maximum];
  checkMembers(minimum, maximum);
  const physical = params.has('minmembers') || params.has('maxmembers') || interval !== group.interval;
  if (physical && group.state !== 'DISABLED')
    throw invalid('An AutoScale Vm Group can be updated with minMembers/maxMembers/Interval only when it is in disabled state');
  return autoScalePlan(GROUP, 'UPDATE', 'updating', group.accountId, () => {
    cloud.store.table(autoScaleGroups).update(group, { name: params.text('name') ?? group.name, minimum, maximum, interval });
    return { autoscalevmgroup: groupRow(cloud.store, group) };
  });
}

function setState(call: Call, from: AutoScaleGroupRecord['state'], to: AutoScaleGroupRecord['state'], doing: string): JobPlan {
  const { store } = call.cloud;
  const group = target(call, autoScaleGroups, 'id');
  if (group.state !== from) throw invalid(`The AutoScale Vm Group cannot be ${to.toLowerCase()} in this state: ${group.state}`);
  return autoScalePlan(GROUP, to === 'ENABLED' ? 'ENABLE' : 'DISABLE', doing, group.accountId, () => {
    store.table(autoScaleGroups).update(group, { state: to });
    return { autoscalevmgroup: groupRow(store, group) };
  });
}

const byId = { entities: { id: autoScaleGroups } };

export const autoScaleGroupResource: ResourceModule = {
  tables: [counters, conditions, policies, profiles, autoScaleGroups],
  commands: {
    ...partCommands,
    listAutoScaleVmGroups: sync(listGroups, { entities: { id: autoScaleGroups, lbruleid: firewallRules } }),
    createAutoScaleVmGroup: asJob('user.autoscale.CreateAutoScaleVmGroupCmd', createGroup, { entities: { lbruleid: firewallRules } }),
    updateAutoScaleVmGroup: asJob('user.autoscale.UpdateAutoScaleVmGroupCmd', updateGroup, byId),
    enableAutoScaleVmGroup: asJob(
      'user.autoscale.EnableAutoScaleVmGroupCmd',
      (call) => setState(call, 'DISABLED', 'ENABLED', 'enabling'),
      byId,
    ),
    disableAutoScaleVmGroup: asJob(
      'user.autoscale.DisableAutoScaleVmGroupCmd',
      (call) => setState(call, 'ENABLED', 'DISABLED', 'disabling'),
      byId,
    ),
    deleteAutoScaleVmGroup: asJob(
      'user.autoscale.DeleteAutoScaleVmGroupCmd',
      (call) => removal(call, GROUP, autoScaleGroups, target(call, autoScaleGroups, 'id')),
      byId,
    ),
  },
};
