// `actions` of every resource that has them: what they say does not depend on what else is selected, and what they refuse,
// the mutation refuses in the same words, without asking CloudStack to do it.
import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from './schema.ts';
import { type Harness, startHarness } from './test/harness.ts';
import { NOTHING, selectionOf, tame } from './test/hostile-values.ts';
import { mutate } from './test/mutate.ts';

interface Offered {
  id: string;
  actions: { name: string; disabledReason: string | null }[];
}
type Person = 'bob' | 'admin';

let harness: Harness;
let machine = '';
beforeAll(async () => {
  harness = await startHarness({ environment: { RATE_LIMIT_PER_MINUTE: '1000000' } });
  // What only the template knows: whether passwords can be reset.
  const { data } = await harness.query<{ virtualMachines: { nodes: { id: string; template: { id: string } }[] } }>(
    '{ virtualMachines(first: 1, filter: { state: STOPPED }) { nodes { id template { id } } } }',
    {},
    { as: 'bob' },
  );
  const [stopped] = data.virtualMachines.nodes;
  machine = stopped?.id ?? '';
  await mutate(harness, 'updateTemplate', { id: stopped?.template.id, isPasswordEnabled: false }, '', { as: 'admin' });
});
afterAll(() => harness.close());

/** The lists of what has actions: field of `Query` and type. */
const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
  const type = schema.getType(getNamedType(field.type).name.replace(/Connection$/, ''));
  const paged = field.type.toString().endsWith('Connection!') && !field.args.some(isRequiredArgument);
  return paged && isObjectType(type) && type.getFields().actions ? [[field.name, type] as const] : [];
});

const ask = async (list: string, as: Person, selection = ''): Promise<Offered[]> => {
  const document = `{ list: ${list}(first: 200) { nodes { id actions { name disabledReason } ${selection} } } }`;
  const { data, errors } = await harness.query<{ list: { nodes: Offered[] } } | null>(document, {}, { as });
  if (errors?.[0]?.extensions.code !== 'FORBIDDEN') expect(errors).toBeUndefined();
  return data?.list.nodes ?? [];
};

/** Of objects, those that rows of CloudStack bring as details. */
const DETAILS = ['template', 'iso', 'serviceOffering', 'nics', 'group'];
const everythingOf = (type: GraphQLObjectType) =>
  Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) || DETAILS.includes(field.name))
    .map((field) => (isLeafType(getNamedType(field.type)) ? field.name : `${field.name} { __typename }`))
    .join(' ');

/** Mutations whose names are not the action and the type. */
const NAMED: Readonly<Record<string, string>> = {
  'Host CANCEL_DEGRADED': 'cancelHostAsDegraded',
  'Host CANCEL_MAINTENANCE': 'cancelHostMaintenance',
  'Host DECLARE_DEGRADED': 'declareHostAsDegraded',
  'PublicIpAddress DISABLE_STATIC_NAT': 'disableStaticNat',
  'PublicIpAddress ENABLE_STATIC_NAT': 'enableStaticNat',
  'StoragePool CANCEL_MAINTENANCE': 'cancelStorageMaintenance',
  'VirtualMachine OPEN_CONSOLE': 'openVirtualMachineConsole',
  'VirtualMachine RESET_PASSWORD': 'resetVirtualMachinePassword',
  'VirtualMachine RESET_SSH_KEY': 'resetVirtualMachineSshKeys',
  'VirtualMachine RESET_USER_DATA': 'resetVirtualMachineUserData',
  'VirtualMachine SET_AFFINITY_GROUPS': 'setVirtualMachineAffinityGroups',
  'Volume CREATE_TEMPLATE': 'createTemplate',
};
const mutationOf = (type: string, action: string) =>
  NAMED[`${type} ${action}`] ?? `${action.toLowerCase().replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())}${type}`;

/** What an input needs besides what its type says, to get as far as the rule. */
const inputOf = (mutation: string, id: string): object => {
  if (mutation === 'createTemplate') return { id: undefined, volumeId: id };
  if (mutation === 'assignVirtualMachine') return { id, account: 'alice', domainId: NOTHING };
  if (mutation === 'assignVolume') return { id, accountId: NOTHING };
  if (mutation === 'resetVirtualMachineUserData') return { id, userDataId: NOTHING };
  if (mutation === 'attachVolume' || mutation === 'enableStaticNat') return { id, virtualMachineId: machine };
  return { id };
};

it('is on every resource that can be acted on', () => expect(lists.length).toBeGreaterThan(25));

describe.each(lists)('%s', (list, type) => {
  it('say the same whatever else is selected', async () => {
    const bare = (rows: Offered[]) => rows.map(({ id, actions }) => ({ id, actions }));
    expect(bare(await ask(list, 'admin'))).toEqual(bare(await ask(list, 'admin', everythingOf(type))));
  });

  it.each(['bob', 'admin'] as const)('what they refuse %s, the mutation refuses in the same words', async (as) => {
    const refused = new Map<string, [id: string, reason: string]>();
    for (const { id, actions } of await ask(list, as))
      for (const { name, disabledReason } of actions)
        if (disabledReason !== null) refused.set(`${name} ${disabledReason}`, [id, disabledReason]);
    for (const [key, [id, reason]] of refused) {
      const name = mutationOf(type.name, key.split(' ')[0] ?? '');
      const field = schema.getMutationType()?.getFields()[name];
      const [argument] = field?.args ?? [];
      if (!field || !argument) throw new Error(`no mutation ${name} for ${type.name} ${key}`);
      const input = { ...(tame(argument.type) as object), ...inputOf(name, id) };
      harness.simulator.calls.reset();
      const document = `mutation ($input: ${argument.type}) { result: ${name}(input: $input) ${selectionOf(field)} }`;
      const { data, errors } = await harness.query<{ result: object } | null>(document, { input }, { as });
      const told = data?.result ?? { code: errors?.[0]?.extensions.code, message: errors?.[0]?.message };
      expect(told, `${name} of ${id}`).toMatchObject({ code: 'INVALID_STATE', message: reason });
      expect(Object.keys(harness.simulator.calls.byCommand()).filter((command) => !command.startsWith('list'))).toEqual([]);
    }
  });
});
