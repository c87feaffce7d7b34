import { builder } from '../../builder.ts';
import { bulkMutations } from '../../bulk.ts';
import { bulkIdsField, waitField } from '../../payloads.ts';
import { type VolumeRow, volumes } from './volume-loader.ts';
import { volumeRules } from './volume-rules.ts';
import { Volume } from './volume-type.ts';

const VolumesInput = builder.inputType('VolumesInput', {
  description: 'Which volumes.',
  fields: (t) => ({ ids: t.idList(bulkIdsField) }),
});

const DetachVolumesInput = builder.inputType('DetachVolumesInput', {
  description: 'Which volumes.',
  fields: (t) => ({ ids: t.idList(bulkIdsField), waitSeconds: t.int(waitField) }),
});

const bulk = bulkMutations<VolumeRow>({
  typename: 'Volume',
  field: 'volume',
  type: Volume,
  loader: volumes,
  rules: volumeRules,
  mayLackJob: true,
});

bulk({
  name: 'deleteVolumes',
  description: 'Deletes several volumes that are not attached, for good.',
  input: VolumesInput,
  action: 'DELETE',
  command: 'deleteVolume',
  direct: true,
  parameters: (id) => ({ id }),
});

bulk({
  name: 'detachVolumes',
  description: 'Takes several volumes off their machines.',
  input: DetachVolumesInput,
  action: 'DETACH',
  command: 'detachVolume',
  parameters: (id) => ({ id }),
});
