/** Every resource, one line each. */
import type { ResourceModule } from '../command.ts';
import { accountAdminResource } from './accounts/account-admin.ts';
import { accountResource } from './accounts/account-handlers.ts';
import { affinityGroupResource } from './affinity-groups/affinity-group-handlers.ts';
import { alertResource } from './alerts/alert-handlers.ts';
import { annotationResource } from './annotations/annotation-handlers.ts';
import { asyncJobResource } from './async-jobs/async-job-handlers.ts';
import { autoScaleGroupResource } from './auto-scale-groups/auto-scale-group-handlers.ts';
import { capabilityResource } from './capabilities/capability-handlers.ts';
import { configurationResource } from './configurations/configuration-handlers.ts';
import { customActionResource } from './custom-actions/custom-action-handlers.ts';
import { detailOptionResource } from './detail-options/detail-option-handlers.ts';
import { domainResource } from './domains/domain-handlers.ts';
import { eventResource } from './events/event-handlers.ts';
import { firewallRuleResource } from './firewall-rules/firewall-rule-handlers.ts';
import { loadBalancerResource } from './firewall-rules/load-balancer-handlers.ts';
import { portForwardingResource } from './firewall-rules/port-forwarding-handlers.ts';
import { capacityResource } from './infrastructure/capacity-handlers.ts';
import { hostResource } from './infrastructure/host-handlers.ts';
import { managementServerResource } from './infrastructure/management-server-handlers.ts';
import { physicalNetworkResource } from './infrastructure/physical-network-handlers.ts';
import { placeResource } from './infrastructure/place-handlers.ts';
import { storageResource } from './infrastructure/storage-handlers.ts';
import { systemVmResource } from './infrastructure/system-vm-handlers.ts';
import { instanceGroupResource } from './instance-groups/instance-group-handlers.ts';
import { isoResource } from './isos/iso-handlers.ts';
import { infrastructureMetricsResource } from './metrics/infrastructure-metrics.ts';
import { machineMetricsResource } from './metrics/machine-metrics.ts';
import { networkAclResource } from './network-acls/network-acl-handlers.ts';
import { networkResource } from './networks/network-handlers.ts';
import { nicResource } from './networks/nic-handlers.ts';
import { offeringResource } from './offerings/offering-handlers.ts';
import { osTypeResource } from './os-types/os-type-handlers.ts';
import { projectResource } from './projects/project-handlers.ts';
import { publicIpResource } from './public-ips/public-ip-handlers.ts';
import { remoteAccessVpnResource } from './remote-access-vpns/remote-access-vpn-handlers.ts';
import { resourceLimitResource } from './resource-limits/resource-limit-handlers.ts';
import { roleResource } from './roles/role-handlers.ts';
import { routerResource } from './routers/router-handlers.ts';
import { securityGroupResource } from './security-groups/security-group-handlers.ts';
import { siteToSiteVpnResource } from './site-to-site-vpns/site-to-site-vpn-handlers.ts';
import { snapshotResource } from './snapshots/snapshot-handlers.ts';
import { sshKeyPairResource } from './ssh-key-pairs/ssh-key-pair-handlers.ts';
import { staticRouteResource } from './static-routes/static-route-handlers.ts';
import { tagResource } from './tags/tag-handlers.ts';
import { templateResource } from './templates/template-handlers.ts';
import { twoFactorResource } from './two-factor/two-factor-handlers.ts';
import { usageResource } from './usage/usage-handlers.ts';
import { userDataResource } from './user-data/user-data-handlers.ts';
import { virtualMachineResource } from './virtual-machines/virtual-machine-handlers.ts';
import { vmScheduleResource } from './vm-schedules/vm-schedule-handlers.ts';
import { vmSnapshotResource } from './vm-snapshots/vm-snapshot-handlers.ts';
import { volumeResource } from './volumes/volume-handlers.ts';
import { vpcResource } from './vpcs/vpc-handlers.ts';
import { webhookResource } from './webhooks/webhook-handlers.ts';
import { zoneResource } from './zones/zone-handlers.ts';

export const resources: readonly ResourceModule[] = [
  accountResource,
  affinityGroupResource,
  annotationResource,
  firewallRuleResource,
  portForwardingResource,
  loadBalancerResource,
  instanceGroupResource,
  networkAclResource,
  projectResource,
  publicIpResource,
  autoScaleGroupResource,
  customActionResource,
  remoteAccessVpnResource,
  siteToSiteVpnResource,
  staticRouteResource,
  securityGroupResource,
  sshKeyPairResource,
  tagResource,
  userDataResource,
  vmScheduleResource,
  vpcResource,
  accountAdminResource,
  domainResource,
  resourceLimitResource,
  roleResource,
  twoFactorResource,
  hostResource,
  placeResource,
  storageResource,
  systemVmResource,
  capacityResource,
  physicalNetworkResource,
  managementServerResource,
  routerResource,
  alertResource,
  infrastructureMetricsResource,
  machineMetricsResource,
  usageResource,
  webhookResource,
  configurationResource,
  detailOptionResource,
  asyncJobResource,
  capabilityResource,
  eventResource,
  isoResource,
  networkResource,
  nicResource,
  offeringResource,
  osTypeResource,
  templateResource,
  snapshotResource,
  virtualMachineResource,
  vmSnapshotResource,
  volumeResource,
  zoneResource,
];
