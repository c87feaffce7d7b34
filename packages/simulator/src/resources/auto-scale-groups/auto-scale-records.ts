/** Groups of machines that grow and shrink: counters, conditions on them, policies of conditions, profiles of machines. */
import { defineTable, type Entity, type Store } from '../../store.ts';

export interface CounterRecord extends Entity {
  name: string;
  source: string;
  value: string;
  provider: string;
}

export const counters = defineTable<CounterRecord>()({ name: 'Counter', parameters: ['counterid'], label: (row) => row.name });

/** What the virtual routers of a network and of a VPC measure, as every CloudStack knows it. */
const measured = [
  { name: 'VM CPU - average percentage', source: 'CPU', value: 'vm.cpu.average.percentage' },
  { name: 'VM Memory - average percentage', source: 'MEMORY', value: 'vm.memory.average.percentage' },
  { name: 'Public Network - mbps received per vm', source: 'VIRTUALROUTER', value: 'public.network.received.average.mbps' },
  { name: 'Public Network - mbps transmit per vm', source: 'VIRTUALROUTER', value: 'public.network.transmit.average.mbps' },
  { name: 'Load Balancer - average connections per vm', source: 'VIRTUALROUTER', value: 'virtual.network.lb.average.connections' },
];

/** The counters that every cloud has, made when somebody first looks at them. */
export function countersOf(store: Store): readonly CounterRecord[] {
  const table = store.table(counters);
  if (table.all().length === 0) {
    for (const provider of ['VirtualRouter', 'VpcVirtualRouter']) for (const counter of measured) table.insert({ ...counter, provider });
  }
  return table.all();
}

export interface ConditionRecord extends Entity {
  accountId: number;
  counterUuid: string;
  operator: string;
  threshold: number;
}

export const conditions = defineTable<ConditionRecord>()({ name: 'Condition', parameters: ['conditionid', 'conditionids'] });

export interface PolicyRecord extends Entity {
  accountId: number;
  name: string;
  action: 'SCALEUP' | 'SCALEDOWN';
  /** Seconds. */
  duration: number;
  quietTime: number;
  conditionUuids: string[];
}

export const policies = defineTable<PolicyRecord>()({
  name: 'AutoScalePolicy',
  parameters: ['scaleuppolicyids', 'scaledownpolicyids'],
  label: (row) => row.name,
});

export interface ProfileRecord extends Entity {
  accountId: number;
  zoneUuid: string;
  offeringUuid: string;
  templateUuid: string;
  /** Seconds until a machine that is no longer needed is expunged. */
  grace: number;
  userDataUuid?: string;
}

export const profiles = defineTable<ProfileRecord>()({ name: 'AutoScaleVmProfile', parameters: ['vmprofileid'] });

export interface AutoScaleGroupRecord extends Entity {
  accountId: number;
  name: string;
  ruleUuid: string;
  profileUuid: string;
  minimum: number;
  maximum: number;
  /** Seconds. */
  interval: number;
  up: string[];
  down: string[];
  state: 'NEW' | 'ENABLED' | 'DISABLED';
  created: number;
}

export const autoScaleGroups = defineTable<AutoScaleGroupRecord>()({
  name: 'AutoScaleVmGroup',
  parameters: ['vmgroupid'],
  indexes: { rule: (row) => row.ruleUuid, profile: (row) => row.profileUuid },
  label: (row) => row.name,
});
