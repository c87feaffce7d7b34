/** Rows of counters, conditions, policies, profiles and groups. */
import { timestamp } from '../../clock.ts';
import type { Body } from '../../command.ts';
import type { Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { firewallRules } from '../firewall-rules/firewall-rule-records.ts';
import { networks } from '../networks/network-records.ts';
import { publicIps } from '../public-ips/public-ip-records.ts';
import {
  type AutoScaleGroupRecord,
  type ConditionRecord,
  type CounterRecord,
  conditions,
  counters,
  type PolicyRecord,
  type ProfileRecord,
  policies,
} from './auto-scale-records.ts';

export function counterRow(counter: CounterRecord): Body {
  return { id: counter.uuid, name: counter.name, source: counter.source, value: counter.value, provider: counter.provider };
}

export function conditionRow(store: Store, condition: ConditionRecord): Body {
  const counter = store.table(counters).get(condition.counterUuid);
  return {
    id: condition.uuid,
    threshold: condition.threshold,
    relationaloperator: condition.operator,
    counterid: counter?.uuid,
    countername: counter?.name,
    counter: counter === undefined ? undefined : counterRow(counter),
    ...ownerFields(store, condition.accountId),
  };
}

export function policyRow(store: Store, policy: PolicyRecord): Body {
  return {
    id: policy.uuid,
    name: policy.name,
    action: policy.action,
    duration: policy.duration,
    quiettime: policy.quietTime,
    conditions: policy.conditionUuids.flatMap((uuid) => {
      const condition = store.table(conditions).get(uuid);
      return condition === undefined ? [] : [conditionRow(store, condition)];
    }),
    ...ownerFields(store, policy.accountId),
  };
}

export function profileRow(store: Store, profile: ProfileRecord): Body {
  return {
    id: profile.uuid,
    zoneid: profile.zoneUuid,
    serviceofferingid: profile.offeringUuid,
    templateid: profile.templateUuid,
    otherdeployparams: {},
    expungevmgraceperiod: profile.grace,
    userdataid: profile.userDataUuid,
    ...ownerFields(store, profile.accountId),
    fordisplay: true,
  };
}

/** No machine is deployed by the groups here: the count of those that run is 0. */
export function groupRow(store: Store, group: AutoScaleGroupRecord): Body {
  const rule = store.table(firewallRules).get(group.ruleUuid);
  const address = store.table(publicIps).byId(rule?.addressId);
  const network = store.table(networks).byId(rule?.networkId);
  const rows = (uuids: readonly string[]) =>
    uuids.flatMap((uuid) => {
      const policy = store.table(policies).get(uuid);
      return policy === undefined ? [] : [policyRow(store, policy)];
    });
  return {
    id: group.uuid,
    name: group.name,
    lbruleid: rule?.uuid,
    vmprofileid: group.profileUuid,
    minmembers: group.minimum,
    maxmembers: group.maximum,
    interval: group.interval,
    availablevirtualmachinecount: 0,
    state: group.state,
    lbprovider: network?.vpcUuid === undefined ? 'VirtualRouter' : 'VpcVirtualRouter',
    associatednetworkid: network?.uuid,
    associatednetworkname: network?.name,
    publicip: address?.address,
    publicipid: address?.uuid,
    publicport: rule?.startPort === undefined ? undefined : String(rule.startPort),
    privateport: rule?.balance === undefined ? undefined : String(rule.balance.privatePort),
    scaleuppolicies: rows(group.up),
    scaledownpolicies: rows(group.down),
    ...ownerFields(store, group.accountId),
    created: timestamp(group.created),
    fordisplay: true,
    hasannotations: false,
  };
}
