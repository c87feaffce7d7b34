/** Global settings. Those that something here depends on take effect at once. */
import type { Cloud } from '../../cloud.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { badParameter, invalid } from '../../errors.ts';
import { all, listBody, when } from '../../paging.ts';
import { type Setting, settings } from './settings.ts';

const affinityProcessors =
  'HostAntiAffinityProcessor,ExplicitDedicationProcessor,HostAffinityProcessor,NonStrictHostAntiAffinityProcessor,NonStrictHostAffinityProcessor';

/** Settings without a default have neither value nor default in their row. */
function defaultOf(setting: Setting): string | undefined {
  return setting.name === 'affinity.processors.order' ? affinityProcessors : setting.value;
}

function currentValue(cloud: Cloud, setting: Setting): string | undefined {
  return cloud.configuration.get(setting.name) ?? defaultOf(setting);
}

function row(cloud: Cloud, setting: Setting): Body {
  const { name } = setting;
  return {
    category: setting.category ?? 'Advanced',
    group: setting.group,
    subgroup: setting.subgroup,
    name,
    value: currentValue(cloud, setting),
    defaultvalue: defaultOf(setting),
    description: setting.undescribed === true ? undefined : '…',
    isdynamic: setting.fixed !== true,
    component: setting.component ?? 'management-server',
    parent: setting.parent,
    displaytext: `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('.', ' ')}`,
    type: setting.type,
    options: setting.type === 'Order' ? defaultOf(setting) : undefined,
  };
}

function listConfigurations(call: Call): Body {
  const { params, cloud } = call;
  const test = all<Setting>(
    when(params.like('name'), (setting, like) => like(setting.name)),
    when(params.text('category')?.toLowerCase(), (setting, category) => (setting.category ?? 'Advanced').toLowerCase() === category),
    when(params.text('group')?.toLowerCase(), (setting, group) => setting.group.toLowerCase() === group),
    when(params.text('subgroup')?.toLowerCase(), (setting, subgroup) => setting.subgroup.toLowerCase() === subgroup),
    when(params.text('parent'), (setting, parent) => setting.parent === parent),
    when(params.like('keyword'), (setting, like) => like(setting.name)),
  );
  return listBody(call, 'configuration', test === undefined ? settings : settings.filter(test), (setting) => row(cloud, setting));
}

function named(call: Call): Setting {
  const name = call.params.required('name');
  const setting = settings.find((known) => known.name === name);
  if (setting === undefined) throw invalid(`Config parameter with name ${name} doesn't exist`);
  return setting;
}

function checked({ name, type }: Setting, value: string): string {
  const good =
    type === 'Boolean' ? /^(true|false)$/.test(value) : type === 'Number' || type === 'Range' ? /^-?\d+(\.\d+)?$/.test(value) : true;
  if (!good) throw badParameter(`Please enter a valid ${type.toLowerCase()} value for [${name}]`);
  return value;
}

function updateConfiguration(call: Call): Body {
  const { params, cloud } = call;
  const setting = named(call);
  const value = params.raw('value') ?? '';
  cloud.configuration.set(setting.name, checked(setting, value));
  cloud.events.completed(call, {
    type: 'CONFIGURATION.VALUE.EDIT',
    description: `updating configuration. Name: ${setting.name} New Value: ${value}`,
    resourceType: 'Configuration',
  });
  return { configuration: row(cloud, setting) };
}

function resetConfiguration(call: Call): Body {
  const { cloud } = call;
  const setting = named(call);
  cloud.configuration.delete(setting.name);
  const description = `resetting configuration. Name: ${setting.name}`;
  cloud.events.completed(call, { type: 'CONFIGURATION.VALUE.EDIT', description, resourceType: 'Configuration' });
  return { configuration: row(cloud, setting) };
}

export const configurationResource: ResourceModule = {
  commands: {
    listConfigurations: sync(listConfigurations),
    updateConfiguration: sync(updateConfiguration),
    resetConfiguration: sync(resetConfiguration),
  },
};
