/** What a group is made of: conditions, policies and profiles. */
import { ownerOf, target } from '../../access.ts';
import { asJob, type Body, type Call, type Commands, type JobPlan, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, listOwned, when } from '../../paging.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { serviceOfferings } from '../offerings/offering-records.ts';
import { templates } from '../templates/template-records.ts';
import { creation, removal } from './auto-scale-plans.ts';
import {
  autoScaleGroups,
  type ConditionRecord,
  type CounterRecord,
  conditions,
  counters,
  countersOf,
  type PolicyRecord,
  policies,
  profiles,
} from './auto-scale-records.ts';
import { conditionRow, counterRow, policyRow, profileRow } from './auto-scale-rows.ts';

const CONDITION = { type: 'CONDITION', words: 'a condition' };
const POLICY = { type: 'AUTOSCALEPOLICY', words: 'autoscale policy' };
const PROFILE = { type: 'AUTOSCALEVMPROFILE', words: 'autoscale vm profile' };
const operators = ['EQ', 'GT', 'LT', 'GE', 'LE'];
const usualGrace = 120;
const usualQuietTime = 300;

function listCounters(call: Call): Body {
  const { params, cloud } = call;
  const test = all<CounterRecord>(
    when(params.row(counters, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.text('source')?.toLowerCase(), (row, source) => row.source.toLowerCase() === source),
    when(params.text('provider')?.toLowerCase(), (row, provider) => row.provider.toLowerCase() === provider),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
  const rows = countersOf(cloud.store);
  return listBody(call, 'counter', test === undefined ? rows : rows.filter(test), counterRow);
}

function createCondition(call: Call): JobPlan {
  const { params, cloud } = call;
  const counter = params.row(counters, 'counterid');
  const operator = params.required('relationaloperator').toUpperCase();
  const threshold = params.number('threshold') ?? -1;
  if (counter === undefined) throw invalid('Unable to find counter');
  if (!operators.includes(operator)) throw invalid(`The Operator ${operator} does not exist; Unable to create Condition.`);
  if (threshold < 0) throw invalid(`The threshold ${threshold} must be greater than 0.`);
  const condition = cloud.store.table(conditions).insert({ accountId: ownerOf(call).id, counterUuid: counter.uuid, operator, threshold });
  return creation(CONDITION, condition, 'condition', () => conditionRow(cloud.store, condition));
}

function listConditions(call: Call): Body {
  const counter = call.params.row(counters, 'counterid');
  return listOwned(call, conditions, {
    object: 'condition',
    build: (row) => conditionRow(call.cloud.store, row),
    where: all<ConditionRecord>(when(counter, (row, one) => row.counterUuid === one.uuid)),
  });
}

function deleteCondition(call: Call): JobPlan {
  const condition = target(call, conditions, 'id');
  if (call.cloud.store.table(policies).find((policy) => policy.conditionUuids.includes(condition.uuid)) !== undefined)
    throw invalid(`Cannot delete condition ${condition.uuid} since it is being used by policies.`);
  return removal(call, CONDITION, conditions, condition);
}

function createPolicy(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const action = params.required('action').toUpperCase();
  const [duration, quietTime] = [params.number('duration') ?? 0, params.number('quiettime') ?? usualQuietTime];
  const on = params.rows(conditions, 'conditionids') ?? [];
  if (action !== 'SCALEUP' && action !== 'SCALEDOWN') throw invalid(`action is invalid, only 'scaleup' and 'scaledown' is supported`);
  if (duration < 0) throw invalid(`duration is an invalid value: ${duration}`);
  if (quietTime < 0) throw invalid(`quiettime is an invalid value: ${quietTime}`);
  const accountId = on[0]?.accountId ?? ownerOf(call).id;
  const name = params.text('name') ?? `autoscale-policy-${store.random.hex(6)}`;
  const policy = store.table(policies).insert({ accountId, name, action, duration, quietTime, conditionUuids: on.map(({ uuid }) => uuid) });
  return creation(POLICY, policy, 'autoscalepolicy', () => policyRow(store, policy));
}

function listPolicies(call: Call): Body {
  const { params, cloud } = call;
  const group = params.row(autoScaleGroups, 'vmgroupid');
  return listOwned(call, policies, {
    object: 'autoscalepolicy',
    build: (row) => policyRow(cloud.store, row),
    texts: (row) => [row.name],
    where: all<PolicyRecord>(
      when(params.text('action')?.toUpperCase(), (row, action) => row.action === action),
      when(group, (row, one) => [...one.up, ...one.down].includes(row.uuid)),
    ),
  });
}

function deletePolicy(call: Call): JobPlan {
  const policy = target(call, policies, 'id');
  if (call.cloud.store.table(autoScaleGroups).find((group) => [...group.up, ...group.down].includes(policy.uuid)) !== undefined)
    throw invalid('Cannot delete AutoScale Policy when it is in use by one or more AutoScale Vm Groups');
  return removal(call, POLICY, policies, policy);
}

function createProfile(call: Call): JobPlan {
  const { params, cloud } = call;
  const [zone, offering, template] = [
    params.row(zones, 'zoneid'),
    params.row(serviceOfferings, 'serviceofferingid'),
    params.row(templates, 'templateid'),
  ];
  if (zone === undefined || offering === undefined || template === undefined) throw invalid('Unable to find zone, offering or template');
  const userDataUuid = params.text('userdataid');
  const profile = cloud.store.table(profiles).insert({
    ...{ accountId: ownerOf(call).id, zoneUuid: zone.uuid, offeringUuid: offering.uuid, templateUuid: template.uuid },
    grace: params.number('expungevmgraceperiod') ?? usualGrace,
    ...(userDataUuid === undefined ? {} : { userDataUuid }),
  });
  return creation(PROFILE, profile, 'autoscalevmprofile', () => profileRow(cloud.store, profile));
}

function deleteProfile(call: Call): JobPlan {
  const profile = target(call, profiles, 'id');
  if (call.cloud.store.table(autoScaleGroups).by('profile', profile.uuid).length > 0)
    throw invalid('Cannot delete AutoScale Vm Profile when it is in use by one more vm groups');
  return removal(call, PROFILE, profiles, profile);
}

const byId = (id: typeof conditions | typeof policies | typeof profiles | typeof counters) => ({ entities: { id } });

export const partCommands: Commands = {
  listCounters: sync(listCounters, byId(counters)),
  listConditions: sync(listConditions, byId(conditions)),
  createCondition: asJob('user.autoscale.CreateConditionCmd', createCondition),
  deleteCondition: asJob('user.autoscale.DeleteConditionCmd', deleteCondition, byId(conditions)),
  listAutoScalePolicies: sync(listPolicies, byId(policies)),
  createAutoScalePolicy: asJob('user.autoscale.CreateAutoScalePolicyCmd', createPolicy),
  deleteAutoScalePolicy: asJob('user.autoscale.DeleteAutoScalePolicyCmd', deletePolicy, byId(policies)),
  listAutoScaleVmProfiles: sync(
    (call) => listOwned(call, profiles, { object: 'autoscalevmprofile', build: (row) => profileRow(call.cloud.store, row) }),
    byId(profiles),
  ),
  createAutoScaleVmProfile: asJob('user.autoscale.CreateAutoScaleVmProfileCmd', createProfile),
  deleteAutoScaleVmProfile: asJob('user.autoscale.DeleteAutoScaleVmProfileCmd', deleteProfile, byId(profiles)),
};
