/** Actions that an operator's extension adds to machines. A cloud has none unless somebody puts them into its store. */
import { mayAct } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import { defineTable, type Entity } from '../../store.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';

interface CustomActionRecord extends Entity {
  name: string;
  description: string;
  extension: string;
  enabled: boolean;
  parameters: readonly { readonly name: string; readonly type: string; readonly required: boolean; readonly options?: readonly string[] }[];
  successMessage: string;
  /** Seconds. */
  timeout: number;
  created: number;
}

const customActions = defineTable<CustomActionRecord>()({ name: 'ExtensionCustomAction', label: (row) => row.name });

const running = 800;

function actionRow(action: CustomActionRecord): Body {
  return {
    id: action.uuid,
    name: action.name,
    description: action.description,
    extensionname: action.extension,
    resourcetype: 'VirtualMachine',
    enabled: action.enabled,
    parameters: action.parameters.map(({ name, type, required, options }) => ({ name, type, required, valueoptions: options })),
    successmessage: action.successMessage,
    timeout: action.timeout,
    created: timestamp(action.created),
  };
}

function listCustomActions(call: Call): Body {
  const { params, cloud, caller } = call;
  const test = all<CustomActionRecord>(
    when(params.row(customActions, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.boolean('enabled'), (row, enabled) => row.enabled === enabled),
    when(params.text('resourcetype')?.toLowerCase(), (_row, type) => type === 'virtualmachine'),
    caller.role === 'Admin' ? undefined : (row) => row.enabled,
  );
  const rows = cloud.store.table(customActions).all();
  return listBody(call, 'extensioncustomaction', test === undefined ? rows : rows.filter(test), actionRow);
}

function runCustomAction(call: Call): JobPlan {
  const { params, cloud, caller } = call;
  const action = params.row(customActions, 'customactionid');
  const machine = cloud.store.table(virtualMachines).get(params.required('resourceid'));
  if (action === undefined || !action.enabled) throw invalid('Action is not enabled');
  if (machine === undefined) throw invalid('Invalid action - Instance not found');
  if (!mayAct(cloud.store, caller, machine.accountId)) throw forbidden();
  const given = params.flatMap('parameters');
  for (const { name, required } of action.parameters) {
    if (required && given[name] === undefined) throw invalid(`Missing or empty required parameter: ${name}`);
  }
  return {
    instance: { type: 'VirtualMachine', uuid: machine.uuid },
    milliseconds: running,
    event: {
      ...{ type: 'CUSTOM.ACTION', description: 'running custom action', scheduled: `Running custom action: ${action.name}` },
      ...{ resourceType: 'VirtualMachine', resourceUuid: machine.uuid, ownerId: machine.accountId },
    },
    finish: () => ({
      customactionresult: { id: action.uuid, name: action.name, success: true, result: { message: action.successMessage } },
    }),
  };
}

export const customActionResource: ResourceModule = {
  tables: [customActions],
  commands: {
    listCustomActions: sync(listCustomActions, { entities: { id: customActions } }),
    runCustomAction: asJob('admin.extension.RunCustomActionCmd', runCustomAction, { entities: { customactionid: customActions } }),
  },
};
