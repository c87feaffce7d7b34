import { builder } from '../../builder.ts';
import { InvalidInputError } from '../../errors.ts';
import { parseTypedId } from '../../ids.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { ANNOTATION, Annotation, AnnotationConnection, annotatedTypes, annotations, entityTypeOf } from './annotation-type.ts';

export const AnnotationFilter = builder.inputType('AnnotationFilter', {
  description: 'Which comments. All that is given must hold.',
  fields: (t) => ({
    resourceId: t.id({ description: 'Only those on this: a typed id.' }),
    keyword: t.string({ description: 'A part of the text.' }),
    isMine: t.boolean({ description: 'Only those that the caller wrote.' }),
  }),
});

resourceQueries({
  type: Annotation,
  connection: AnnotationConnection,
  words: ANNOTATION,
  single: 'annotation',
  plural: 'annotations',
  command: 'listAnnotations',
  loader: annotations,
  filter: AnnotationFilter,
  feature: 'Comments',
  select: (filter) => ({
    parameters: {
      ...(filter?.resourceId ? entityOf(filter.resourceId, ['filter', 'resourceId']) : {}),
      keyword: filter?.keyword ?? undefined,
      annotationfilter: filter?.isMine ? 'self' : 'all',
    },
  }),
});

/** What a typed id names, in CloudStack's words. @throws InvalidInputError for what takes no comments */
export function entityOf(id: string, path: readonly string[]): { entitytype: string; entityid: string } {
  const { typename, id: entityid } = parseTypedId(id, path);
  const entitytype = entityTypeOf(typename);
  if (entitytype !== undefined) return { entitytype, entityid };
  throw new InvalidInputError([
    { path: [...path], message: `There are no comments on a ${typename}; there are on ${annotatedTypes.join(', ')}.` },
  ]);
}
