/** ISOs. */
import { asJob, type ResourceModule, sync } from '../../command.ts';
import {
  copyImage,
  deleteImage,
  extractImage,
  isoKind,
  listPermissions,
  updateImage,
  updatePermissions,
} from '../templates/image-changes.ts';
import { listIsos } from '../templates/image-lists.ts';
import { registerIso } from '../templates/register.ts';
import { isos, templates } from '../templates/template-records.ts';
import { getUploadParamsForIso } from '../templates/upload.ts';
import { attachIso, detachIso } from './attach.ts';

const isoId = { entities: { id: isos } };

export const isoResource: ResourceModule = {
  tables: [isos],
  commands: {
    listIsos: sync(listIsos, { entities: { id: [isos, templates] } }),
    registerIso: sync(registerIso),
    getUploadParamsForIso: sync(getUploadParamsForIso),
    attachIso: asJob('user.iso.AttachIsoCmd', attachIso, isoId),
    detachIso: asJob('user.iso.DetachIsoCmd', detachIso),
    updateIso: sync((call) => updateImage(call, isoKind), isoId),
    updateIsoPermissions: sync((call) => updatePermissions(call, isoKind), isoId),
    // Upstream answers with the template's envelope.
    listIsoPermissions: sync((call) => listPermissions(call, isoKind), { ...isoId, envelope: 'listtemplatepermissionsresponse' }),
    deleteIso: asJob('user.iso.DeleteIsoCmd', (call) => deleteImage(call, isoKind), isoId),
    extractIso: asJob('user.iso.ExtractIsoCmd', (call) => extractImage(call, isoKind), isoId),
    copyIso: asJob('user.iso.CopyIsoCmd', (call) => copyImage(call, isoKind), isoId),
  },
};
