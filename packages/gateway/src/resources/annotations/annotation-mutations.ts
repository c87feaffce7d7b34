import * as z from 'zod';
import { builder } from '../../builder.ts';
import { idField } from '../../payloads.ts';
import { directCreation, directMutation, type Kind } from '../../resource-mutations.ts';
import { resourceName } from '../../validation/text.ts';
import { entityOf } from './annotation-queries.ts';
import { Annotation, type AnnotationRow, annotations } from './annotation-type.ts';

const kind: Kind<AnnotationRow> = {
  typename: 'Annotation',
  words: 'comment',
  field: 'annotation',
  type: Annotation,
  loader: annotations,
  rules: [],
  feature: 'Comments',
};

const AddAnnotationInput = builder.inputType('AddAnnotationInput', {
  description: 'What to say, and on what.',
  fields: (t) => ({
    resourceId: t.id({ required: true, description: 'What it is on: a typed id.' }),
    text: t.string({ required: true, description: 'The comment.' }),
    isAdminsOnly: t.boolean({ defaultValue: false, description: 'Whether only root administrators shall see it; only they may say so.' }),
  }),
});

const UpdateAnnotationVisibilityInput = builder.inputType('UpdateAnnotationVisibilityInput', {
  description: 'Who shall see a comment.',
  fields: (t) => ({
    id: t.id(idField),
    isAdminsOnly: t.boolean({ required: true, description: 'Whether only root administrators shall see it.' }),
  }),
});

directCreation(kind, {
  name: 'addAnnotation',
  description: 'Leaves a comment on something.',
  input: AddAnnotationInput,
  validate: z.object({ text: resourceName(4000) }),
  command: 'addAnnotation',
  argumentPaths: { annotation: ['input', 'text'], entityid: ['input', 'resourceId'], entitytype: ['input', 'resourceId'] },
  touches: (input) => [input.resourceId],
  parameters: (input) => ({
    ...entityOf(input.resourceId, ['input', 'resourceId']),
    annotation: input.text,
    adminsonly: input.isAdminsOnly ? true : undefined,
  }),
});

directMutation(kind, {
  name: 'updateAnnotationVisibility',
  description: 'Hides a comment from all but root administrators, or shows it again.',
  input: UpdateAnnotationVisibilityInput,
  command: 'updateAnnotationVisibility',
  parameters: (row, input) => ({ id: row.id, adminsonly: input.isAdminsOnly }),
});

directMutation(kind, {
  name: 'removeAnnotation',
  description: 'Removes a comment.',
  gone: true,
  command: 'removeAnnotation',
});
