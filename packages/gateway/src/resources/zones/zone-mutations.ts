import * as z from 'zod';
import type { ActionRule } from '../../actions.ts';
import { builder } from '../../builder.ts';
import { Action } from '../../interfaces.ts';
import { idField } from '../../payloads.ts';
import { always } from '../../resource-fields.ts';
import { directMutation, type Kind } from '../../resource-mutations.ts';
import { offeredActions } from '../../rules.ts';
import { ipAddress } from '../../validation/addresses.ts';
import { resourceName } from '../../validation/text.ts';
import { type ZoneRow, zones } from './zone-loader.ts';
import { allocationStates, Zone } from './zone-type.ts';

/** When CloudStack takes an action on a zone. */
const zoneRules: readonly ActionRule<Partial<ZoneRow>>[] = [
  always('UPDATE', 'updateZone'),
  {
    name: 'ENABLE',
    command: 'updateZone',
    refusal: (row) => (row.allocationstate === 'Enabled' ? 'The zone takes new machines already.' : null),
  },
  {
    name: 'DISABLE',
    command: 'updateZone',
    refusal: (row) => (row.allocationstate === 'Disabled' ? 'The zone takes no new machines already.' : null),
  },
];

const kind: Kind<ZoneRow> = {
  typename: 'Zone',
  words: 'zone',
  field: 'zone',
  type: Zone,
  loader: zones,
  rules: zoneRules,
  forget: zones.forget,
};

builder.objectFields(Zone, (t) => ({
  allocationState: t.field({
    type: allocationStates.type,
    description: 'Whether it takes new machines.',
    resolve: async (row, _args, context) =>
      allocationStates.of(row.allocationstate ?? (await zones.load(context, row.id))?.allocationstate),
  }),
  dns1: t.exposeString('dns1', { nullable: true, description: 'The first DNS server of its machines.' }),
  dns2: t.exposeString('dns2', { nullable: true, description: 'The second one.' }),
  internalDns1: t.exposeString('internaldns1', {
    nullable: true,
    description: 'The first DNS server of its system machines; CloudStack tells operators only.',
  }),
  internalDns2: t.exposeString('internaldns2', { nullable: true, description: 'The second one.' }),
  guestCidr: t.exposeString('guestcidraddress', {
    nullable: true,
    description: 'The range that isolated networks take theirs from, as CIDR.',
  }),
  actions: t.field({
    type: [Action],
    description: 'What may be done to it, and why not at the moment.',
    resolve: (row, _args, context) => offeredActions(context, zoneRules, row),
  }),
}));

const UpdateZoneInput = builder.inputType('UpdateZoneInput', {
  description: 'What to change of a zone. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    dns1: t.string({ description: 'The first DNS server of its machines, an IP address.' }),
    dns2: t.string({ description: 'The second one.' }),
    internalDns1: t.string({ description: 'The first DNS server of its system machines, an IP address.' }),
    internalDns2: t.string({ description: 'The second one.' }),
  }),
});

directMutation(kind, {
  name: 'updateZone',
  description: 'Changes the name or the DNS servers of a zone.',
  input: UpdateZoneInput,
  validate: z.object({
    name: resourceName().nullish(),
    dns1: ipAddress.nullish(),
    dns2: ipAddress.nullish(),
    internalDns1: ipAddress.nullish(),
    internalDns2: ipAddress.nullish(),
  }),
  action: 'UPDATE',
  command: 'updateZone',
  parameters: (row, input) => ({
    id: row.id,
    name: input.name ?? undefined,
    dns1: input.dns1 ?? undefined,
    dns2: input.dns2 ?? undefined,
    internaldns1: input.internalDns1 ?? undefined,
    internaldns2: input.internalDns2 ?? undefined,
  }),
});

directMutation(kind, {
  name: 'enableZone',
  description: 'Lets a zone take new machines again.',
  action: 'ENABLE',
  command: 'updateZone',
  parameters: (row) => ({ id: row.id, allocationstate: 'Enabled' }),
});

directMutation(kind, {
  name: 'disableZone',
  description: 'Keeps users from making new machines in a zone. What runs there goes on.',
  action: 'DISABLE',
  command: 'updateZone',
  parameters: (row) => ({ id: row.id, allocationstate: 'Disabled' }),
});
