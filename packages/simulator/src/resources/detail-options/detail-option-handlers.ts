/** The keys that `details` of machines and templates may have here, with the values to choose from. */
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';

const everywhere = { keyboard: ['uk', 'us', 'jp', 'fr'], 'cpu.corespersocket': [], UEFI: ['LEGACY', 'SECURE'] };
const diskControllers = ['osdefault', 'ide', 'scsi', 'virtio', 'virtio-blk'];
const kvm = {
  dataDiskController: diskControllers,
  rootDiskController: diskControllers,
  nicAdapter: ['e1000', 'virtio', 'rtl8139', 'vmxnet3', 'ne2k_pci'],
  'video.hardware': ['cirrus', 'vga', 'qxl', 'virtio'],
  'video.ram': [],
  'io.policy': ['threads', 'native', 'io_uring', 'storage_specific'],
  iothreads: ['enabled'],
};

function listDetailOptions(call: Call): Body {
  const type = call.params.required('resourcetype');
  if (type !== 'UserVm' && type !== 'Template') throw invalid('Resource type not supported.');
  return { detailoptions: { details: call.cloud.settings.hypervisor === 'KVM' ? { ...everywhere, ...kvm } : everywhere } };
}

export const detailOptionResource: ResourceModule = { commands: { listDetailOptions: sync(listDetailOptions) } };
