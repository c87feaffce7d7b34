/** The settings this server knows: of the 891 of the recorded one those that people look for. By name. */

export interface Setting {
  readonly name: string;
  /** The default; settings without one show no value. */
  readonly value?: string;
  readonly group: string;
  readonly subgroup: string;
  readonly type: 'Boolean' | 'Number' | 'String' | 'CSV' | 'Order' | 'Range';
  readonly category?: string;
  readonly component?: string;
  readonly parent?: string;
  /** Takes effect after a restart only. */
  readonly fixed?: true;
  /** A few old ones have no description. */
  readonly undescribed?: true;
}

type Line = readonly [name: string, value: string | undefined, place: string, type: Setting['type'], rest?: Partial<Setting>];

const fixed = { fixed: true } as const;
const agents = { component: 'AgentManager' } as const;

/** Group and subgroup stand in one text, parted by a slash. */
const lines: readonly Line[] = [
  ['account.allow.expose.host.hostname', 'false', 'Access/Account', 'Boolean', { component: 'VirtualMachineManager' }],
  ['account.cleanup.interval', '20', 'Access/Account', 'Number', { ...fixed, undescribed: true }],
  ['add.host.on.service.restart.kvm', 'true', 'Hypervisor/Hypervisor', 'Boolean', { component: 'ConfigurationManagerImpl' }],
  ['admin.is.allowed.to.deploy.anywhere', 'false', 'Miscellaneous/Others', 'Boolean', { component: 'NetworkModel' }],
  ['affinity.processors.exclude', undefined, 'Compute/Virtual Machine', 'CSV', { ...fixed, component: 'ExtensionRegistry' }],
  ['affinity.processors.order', undefined, 'Compute/Virtual Machine', 'Order', { ...fixed, component: 'ExtensionRegistry' }],
  ['agent.connections.monitor.interval', '1800', 'Management Server/Agent', 'Number', { ...fixed, ...agents }],
  ['agent.lb.enabled', 'false', 'Management Server/Agent', 'Boolean', agents],
  ['agent.load.threshold', '0.7', 'Management Server/Agent', 'Range', { ...agents, parent: 'agent.lb.enabled' }],
  ['agent.max.concurrent.new.connections', '0', 'Management Server/Agent', 'Number', { ...fixed, ...agents }],
  ['alert.email.addresses', undefined, 'Management Server/Alerts', 'CSV', { category: 'Alert' }],
  ['alert.email.sender', undefined, 'Management Server/Alerts', 'String', { category: 'Alert' }],
  ['alert.purge.delay', '0', 'Management Server/Alerts', 'Number', fixed],
  ['allow.public.user.templates', 'true', 'Access/Account', 'Boolean', { component: 'TemplateManager' }],
  ['allow.user.create.projects', 'true', 'Access/Project', 'Boolean', fixed],
  ['allow.user.expunge.recover.vm', 'true', 'Compute/Virtual Machine', 'Boolean', { component: 'UserVmManager' }],
  ['allow.user.expunge.recover.volume', 'true', 'Storage/Volume', 'Boolean', { component: 'VolumeApiService' }],
  ['allow.user.force.stop.vm', 'true', 'Compute/Virtual Machine', 'Boolean', { component: 'UserVmManager' }],
  ['api.throttling.enabled', 'false', 'Access/API', 'Boolean', { component: 'ApiRateLimitService' }],
  ['api.throttling.interval', '1', 'Access/API', 'Number', { component: 'ApiRateLimitService', parent: 'api.throttling.enabled' }],
  ['api.throttling.max', '25', 'Access/API', 'Number', { component: 'ApiRateLimitService', parent: 'api.throttling.enabled' }],
  ['capacity.check.period', '300000', 'Management Server/Alerts', 'Number', fixed],
  ['cluster.cpu.allocated.capacity.disablethreshold', '0.85', 'Compute/Cluster', 'Range', { category: 'Alert' }],
  ['cluster.cpu.allocated.capacity.notificationthreshold', '0.75', 'Compute/Cluster', 'Range', { category: 'Alert' }],
  ['cluster.memory.allocated.capacity.disablethreshold', '0.85', 'Compute/Cluster', 'Range', { category: 'Alert' }],
  ['cluster.memory.allocated.capacity.notificationthreshold', '0.75', 'Compute/Cluster', 'Range', { category: 'Alert' }],
  ['consoleproxy.session.max', '50', 'System VMs/Console Proxy', 'Number', fixed],
  ['consoleproxy.sslEnabled', 'false', 'System VMs/Console Proxy', 'Boolean', fixed],
  ['cpu.overprovisioning.factor', '1.0', 'Compute/Virtual Machine', 'Number', { component: 'CapacityManager' }],
  ['custom.diskoffering.size.max', '1024', 'Storage/Volume', 'Number'],
  ['custom.diskoffering.size.min', '1', 'Storage/Volume', 'Number'],
  ['default.page.size', '500', 'Access/API', 'Number', { ...fixed, undescribed: true }],
  ['default.ui.page.size', '20', 'Miscellaneous/Others', 'Number', { component: 'QueryManager' }],
  ['enable.dynamic.scale.vm', 'true', 'Compute/Virtual Machine', 'Boolean', { component: 'UserVmManager' }],
  ['enable.user.2fa', 'false', 'Miscellaneous/Others', 'Boolean', { component: 'AccountManager' }],
  ['event.purge.delay', '15', 'Management Server/Events', 'Number', fixed],
  ['expunge.delay', '20', 'Management Server/Limits', 'Number', { ...fixed, undescribed: true }],
  ['expunge.interval', '86400', 'Management Server/Limits', 'Number', { ...fixed, undescribed: true }],
  ['expunge.workers', '1', 'Management Server/Limits', 'Number', { ...fixed, undescribed: true }],
  ['guest.domain.suffix', 'cloud.internal', 'Network/Network', 'String', { component: 'NetworkOrchestrationService' }],
  ['ha.tag', undefined, 'Compute/High Availability', 'String', fixed],
  ['host', 'localhost', 'Management Server/Agent', 'CSV'],
  ['integration.api.port', '0', 'Access/API', 'Number', fixed],
  ['job.cancel.threshold.minutes', '60', 'Management Server/Jobs', 'Number', { component: 'AsyncJobManager' }],
  ['job.expire.minutes', '1440', 'Management Server/Jobs', 'Number', { component: 'AsyncJobManager' }],
  ['kvm.snapshot.enabled', 'true', 'Storage/Snapshot', 'Boolean', { component: 'SnapshotManager' }],
  ['mandate.user.2fa', 'false', 'Miscellaneous/Others', 'Boolean', { component: 'AccountManager' }],
  ['max.account.cpus', '40', 'Access/Account Limits', 'Number'],
  ['max.account.memory', '40960', 'Access/Account Limits', 'Number'],
  ['max.account.networks', '20', 'Access/Account Limits', 'Number'],
  ['max.account.primary.storage', '200', 'Access/Account Limits', 'Number'],
  ['max.account.projects', '10', 'Access/Account Limits', 'Number'],
  ['max.account.public.ips', '20', 'Access/Account Limits', 'Number'],
  ['max.account.secondary.storage', '400', 'Access/Account Limits', 'Number'],
  ['max.account.snapshots', '20', 'Access/Account Limits', 'Number'],
  ['max.account.templates', '20', 'Access/Account Limits', 'Number'],
  ['max.account.user.vms', '20', 'Access/Account Limits', 'Number'],
  ['max.account.volumes', '20', 'Access/Account Limits', 'Number'],
  ['max.account.vpcs', '20', 'Access/Account Limits', 'Number'],
  ['mem.overprovisioning.factor', '1.0', 'Compute/Virtual Machine', 'Number', { component: 'CapacityManager' }],
  ['network.throttling.rate', '200', 'Network/Network', 'Number', { component: 'NetworkOrchestrationService' }],
  ['project.invite.required', 'false', 'Access/Project', 'Boolean'],
  ['project.invite.timeout', '86400', 'Access/Project', 'Number'],
  ['restart.retry.interval', '600', 'Compute/High Availability', 'Number', fixed],
  ['router.health.checks.enabled', 'true', 'Network/Virtual Router', 'Boolean', { component: 'VirtualNetworkApplianceManager' }],
  ['secstorage.allowed.internal.sites', undefined, 'Storage/Secondary Storage', 'CSV', { component: 'SecondaryStorageVmManager' }],
  ['snapshot.backup.to.secondary', 'true', 'Storage/Snapshot', 'Boolean', { component: 'SnapshotApiService' }],
  ['storage.overprovisioning.factor', '2', 'Storage/Primary Storage', 'Number', { component: 'CapacityManager' }],
  ['system.vm.default.hypervisor', undefined, 'System VMs/System VMs', 'String'],
  ['vm.allocation.algorithm', 'random', 'Compute/Virtual Machine', 'String', fixed],
  ['vm.destroy.forcestop', 'false', 'Compute/Virtual Machine', 'Boolean', { component: 'UserVmManager' }],
  ['vm.disk.stats.interval', '0', 'Compute/Statistics', 'Number', fixed],
  ['vm.stats.interval', '60000', 'Compute/Statistics', 'Number', fixed],
  ['vm.stats.max.retention.time', '720', 'Compute/Statistics', 'Number', { component: 'StatsCollector' }],
  ['webhook.deliveries.limit', '10', 'Management Server/Webhooks', 'Number', { component: 'WebhookApiService' }],
];

export const settings: readonly Setting[] = lines.map(([name, value, place, type, rest]) => {
  const [group = '', subgroup = ''] = place.split('/');
  return { name, group, subgroup, type, ...(value === undefined ? {} : { value }), ...rest };
});
