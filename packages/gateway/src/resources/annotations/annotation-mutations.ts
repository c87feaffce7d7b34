import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { goneId, idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { runAction } from '../../run-command.ts';
import { text } from '../../validation/text.ts';
import { entityOf } from './annotated.ts';
import { Annotation, annotations } from './annotation-type.ts';

const AddAnnotationInput = builder.inputType('AddAnnotationInput', {
  description: 'The note to put on what.',
  fields: (t) => ({
    entityId: t.id({ required: true, description: 'What to put it on: a typed id.' }),
    text: t.string({ required: true, description: 'What it says.' }),
    isForAdministrators: t.boolean({ defaultValue: false, description: 'Whether only administrators shall see it; only they may say so.' }),
  }),
});

const RemoveAnnotationInput = builder.inputType('RemoveAnnotationInput', {
  description: 'Which note to remove.',
  fields: (t) => ({ id: t.id(idField) }),
});

const words = { typename: 'Annotation', words: 'note' };

mutation({
  name: 'addAnnotation',
  description: 'Puts a note on something.',
  input: AddAnnotationInput,
  validate: z.object({ text: text(65_535).refine((value) => value.trim() !== '', 'Must not be blank. Write something.') }),
  success: (t: SuccessBuilder<Outcome>) => ({
    annotation: t.field({
      type: Annotation,
      description: 'The note.',
      resolve: (outcome, _args, context) => requireRow(context, annotations, words, outcome.id),
    }),
  }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError],
  run: async (input, context) => {
    const { typename, entitytype, entityid } = entityOf(input.entityId, ['input', 'entityId']);
    const parameters = { annotation: input.text, entitytype, entityid, adminsonly: input.isForAdministrators ? true : undefined };
    const touches = [typedId(typename, entityid)];
    const { id } = await runAction(context, 'addAnnotation', parameters, {
      typename: 'Annotation',
      touches,
      input,
      argumentPaths: { annotation: ['input', 'text'] },
    });
    return { id };
  },
});

mutation({
  name: 'removeAnnotation',
  description: 'Removes a note. Its writer and administrators may.',
  input: RemoveAnnotationInput,
  success: (t: SuccessBuilder<Outcome>) => ({ annotationId: goneId(t, 'Annotation') }),
  errors: [NotFoundError, ForbiddenError],
  run: async (input, context) => {
    const id = uuidOf('Annotation', input.id, ['input', 'id']);
    await requireRow(context, annotations, words, id);
    await runAction(context, 'removeAnnotation', { id }, { typename: 'Annotation', id, input });
    return { id };
  },
});
