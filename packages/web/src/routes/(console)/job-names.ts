import { nameJobs } from '#lib/graph/jobs.svelte.ts';
import { m } from '#lib/paraglide/messages.js';

/** Words for CloudStack's commands, as the log words the same actions: for jobs that were begun elsewhere. */
nameJobs({
  deployVirtualMachine: m.event_vm_create,
  startVirtualMachine: m.event_vm_start,
  stopVirtualMachine: m.event_vm_stop,
  rebootVirtualMachine: m.event_vm_reboot,
  destroyVirtualMachine: m.event_vm_destroy,
  expungeVirtualMachine: m.event_vm_expunge,
  recoverVirtualMachine: m.event_vm_recover,
  migrateVirtualMachine: m.event_vm_migrate,
  restoreVirtualMachine: m.event_vm_restore,
  scaleVirtualMachine: m.event_vm_upgrade,
  resetPasswordForVirtualMachine: m.event_vm_resetpassword,
  resetSSHKeyForVirtualMachine: m.event_vm_resetsshkey,
  createVMSnapshot: m.event_vmsnapshot_create,
  deleteVMSnapshot: m.event_vmsnapshot_delete,
  revertToVMSnapshot: m.event_vmsnapshot_revertto,
  createVolume: m.event_volume_create,
  attachVolume: m.event_volume_attach,
  detachVolume: m.event_volume_detach,
  resizeVolume: m.event_volume_resize,
  createSnapshot: m.event_snapshot_create,
  deleteSnapshot: m.event_snapshot_delete,
  revertSnapshot: m.event_snapshot_revert,
  attachIso: m.event_iso_attach,
  detachIso: m.event_iso_detach,
  deleteIso: m.event_iso_delete,
});
