import { builder } from '../../builder.ts';
import { bulkMutations } from '../../bulk.ts';
import { bulkIdsField, waitField } from '../../payloads.ts';
import { type PublicIpAddressRow, publicIpAddresses } from './public-ip-address-loader.ts';
import { publicIpAddressRules } from './public-ip-address-rules.ts';
import { PublicIpAddress } from './public-ip-address-type.ts';

const PublicIpAddressesInput = builder.inputType('PublicIpAddressesInput', {
  description: 'Which public addresses.',
  fields: (t) => ({ ids: t.idList(bulkIdsField), waitSeconds: t.int(waitField) }),
});

const bulk = bulkMutations<PublicIpAddressRow>({
  typename: 'PublicIpAddress',
  field: 'publicIpAddress',
  type: PublicIpAddress,
  loader: publicIpAddresses,
  rules: publicIpAddressRules,
});

bulk({
  name: 'releasePublicIpAddresses',
  description: 'Gives several public addresses back, with all their rules.',
  input: PublicIpAddressesInput,
  action: 'RELEASE',
  command: 'disassociateIpAddress',
  parameters: (id) => ({ id }),
});
