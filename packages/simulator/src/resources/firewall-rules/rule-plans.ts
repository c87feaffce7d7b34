/** What the creation and the removal of every kind of rule have in common. */
import { target } from '../../access.ts';
import type { Body, Call, JobPlan } from '../../command.ts';
import { invalid } from '../../errors.ts';
import type { ActionEvent } from '../../events.ts';
import type { NewRow } from '../../store.ts';
import { type FirewallRuleRecord, firewallRules, type RulePurpose } from './firewall-rule-records.ts';

const quick = 350;

/** The texts of a kind's events. */
export interface RuleTexts {
  /** `FIREWALL.OPEN` */
  readonly type: string;
  /** The text of `Created`: `creating firewall rule`. */
  readonly entity: string;
  /** Of `Started` and `Completed`. */
  readonly description: string;
  readonly scheduled: string;
  readonly completedAs?: string;
}

/** Inserts a rule in state `Add`; its job makes it `Active`. `object` is the key in the job's result. */
export function creationPlan(
  call: Call,
  texts: RuleTexts,
  values: Omit<NewRow<FirewallRuleRecord>, 'state' | 'created'>,
  object: string,
  row: (rule: FirewallRuleRecord) => Body,
): JobPlan {
  const { store, events, clock } = call.cloud;
  const rule = store.table(firewallRules).insert({ ...values, state: 'Add', created: clock.now() });
  const common = { type: texts.type, resourceType: 'FirewallRule', resourceUuid: rule.uuid };
  const parent = events.created(call, { ...common, description: texts.entity, detail: `Rule Id: ${rule.id}` });
  const detail = `Rule ID: ${rule.id}`;
  return {
    resourceId: rule.uuid,
    instance: { type: 'FirewallRule', uuid: rule.uuid },
    milliseconds: quick,
    event: {
      ...common,
      description: texts.description,
      detail,
      scheduled: texts.scheduled,
      ownerId: rule.accountId,
      parentUuid: parent.uuid,
      ...(texts.completedAs === undefined ? {} : { completedAs: texts.completedAs }),
    },
    finish: () => {
      store.table(firewallRules).update(rule, { state: 'Active' });
      return { [object]: row(rule) };
    },
  };
}

/** Removes a rule of one purpose; afterwards its events name no resource. */
export function removalPlan(call: Call, purpose: RulePurpose, texts: Pick<RuleTexts, 'type' | 'description'>): JobPlan {
  const { store } = call.cloud;
  const rule = ruleOf(call, purpose);
  return {
    instance: { type: 'FirewallRule', uuid: rule.uuid },
    milliseconds: quick,
    event: ruleEvent(rule, texts.type, texts.description, `${texts.description} id=${rule.id}`),
    start: () => {
      store.table(firewallRules).update(rule, { state: 'Revoke' });
    },
    finish: () => {
      store.table(firewallRules).remove(rule);
      return { success: true };
    },
  };
}

/** An update whose changes `finish` makes when the job ends. */
export function updatePlan(rule: FirewallRuleRecord, texts: Pick<RuleTexts, 'type' | 'description'>, finish: () => Body): JobPlan {
  return {
    instance: { type: 'FirewallRule', uuid: rule.uuid },
    milliseconds: quick,
    event: ruleEvent(rule, texts.type, texts.description, `${texts.description} id=${rule.id}`),
    finish,
  };
}

/** The rule `id` names, if it is of that purpose. */
export function ruleOf(call: Call, purpose: RulePurpose): FirewallRuleRecord {
  const rule = target(call, firewallRules, 'id');
  if (rule.purpose !== purpose) throw invalid(`Invalid rule id ${rule.uuid}: its purpose is ${rule.purpose}`);
  return rule;
}

function ruleEvent(rule: FirewallRuleRecord, type: string, description: string, scheduled: string): ActionEvent {
  const common = { type, description, scheduled, detail: `Rule ID: ${rule.id}` };
  return { ...common, resourceType: 'FirewallRule', resourceUuid: rule.uuid, ownerId: rule.accountId };
}
