import { builder } from '../builder.ts';
import { InvalidInputError } from '../errors.ts';
import { parseTypedId, typedId } from '../ids.ts';
import { loadNode } from '../nodes.ts';
import { StreamEnd } from './channel.ts';
import type { ResourceChange } from './resource-tracker.ts';

const ChangeKind = builder.enumType('ChangeKind', {
  description: 'What has happened to a resource.',
  values: {
    ADDED: { description: 'It is new, or has become visible.' },
    CHANGED: { description: 'It is not as it was.' },
    REMOVED: { description: 'It is gone, or no longer visible.' },
  } as const,
});

const Change = builder.objectRef<ResourceChange>('ResourceChange').implement({
  description: 'Something that has happened to a resource. Changes that come in quick succession are told as one.',
  fields: (t) => ({
    kind: t.field({ type: ChangeKind, description: 'What has happened.', resolve: ({ kind }) => kind }),
    id: t.id({ description: 'The typed id, also of what is gone.', resolve: ({ typename, id }) => typedId(typename, id) }),
    type: t.string({ description: "The graph's type: `VirtualMachine`.", resolve: ({ typename }) => typename }),
    resource: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: 'The resource as it is now; null once it is gone.',
      resolve: (change, _args, context, info) => (change.row ? loadNode(context, info, change.typename, change.id) : null),
    }),
  }),
});

builder.subscriptionField('resourceChanged', (t) =>
  t.field({
    type: Change,
    description:
      'Resources that come, change or go, as far as the caller may see them: by any hand, in this portal or elsewhere. ' +
      'After a pause ask anew for what is on the screen: this stream has no cursor.',
    args: {
      types: t.arg.stringList({ description: 'Only of these types (`VirtualMachine`); all when left out.' }),
      ids: t.arg.idList({ description: 'Only these, by typed id.' }),
    },
    complexity: 5,
    subscribe: (_root, { types, ids }, context) => {
      const { live } = context.services;
      const unknown = types?.filter((type) => !live.resources.get(type)) ?? [];
      if (unknown.length > 0) {
        const known = [...live.resources.all].map(({ typename }) => typename).join(', ');
        throw new InvalidInputError([{ path: ['types'], message: `${unknown.join(', ')}: not followed live. These are: ${known}.` }]);
      }
      const named = ids?.map((id, index) => parseTypedId(id, ['ids', String(index)]));
      return live.cohort(context.cloud.identity).changes(context.cloud.identity, types ? new Set(types) : undefined, named);
    },
    resolve: (change, _args, context) => {
      if (change instanceof StreamEnd) throw change.error;
      context.renew();
      const resource = context.services.live.resources.get(change.typename);
      if (change.row) resource?.loader.prime(context, [change.row], resource.fullDetails);
      return change;
    },
  }),
);
