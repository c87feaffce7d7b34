/** Templates. */
import { asJob, type ResourceModule, sync } from '../../command.ts';
import { createTemplate } from './create.ts';
import { copyImage, deleteImage, extractImage, listPermissions, templateKind, updateImage, updatePermissions } from './image-changes.ts';
import { listTemplates } from './image-lists.ts';
import { registerTemplate } from './register.ts';
import { isos, templates } from './template-records.ts';
import { getUploadParamsForTemplate } from './upload.ts';

const templateId = { entities: { id: templates } };

export const templateResource: ResourceModule = {
  tables: [templates],
  commands: {
    listTemplates: sync(listTemplates, { entities: { id: [templates, isos], ids: [templates, isos] } }),
    registerTemplate: sync(registerTemplate),
    getUploadParamsForTemplate: sync(getUploadParamsForTemplate),
    createTemplate: asJob('user.template.CreateTemplateCmd', createTemplate),
    updateTemplate: sync((call) => updateImage(call, templateKind), templateId),
    updateTemplatePermissions: sync((call) => updatePermissions(call, templateKind), templateId),
    listTemplatePermissions: sync((call) => listPermissions(call, templateKind), templateId),
    deleteTemplate: asJob('user.template.DeleteTemplateCmd', (call) => deleteImage(call, templateKind), templateId),
    extractTemplate: asJob('user.template.ExtractTemplateCmd', (call) => extractImage(call, templateKind), templateId),
    copyTemplate: asJob('user.template.CopyTemplateCmd', (call) => copyImage(call, templateKind), templateId),
  },
};
