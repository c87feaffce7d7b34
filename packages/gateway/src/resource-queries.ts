import type { ListCommand, Row } from '@cloudstack-graph/client';
import type { InputObjectRef, ObjectRef } from '@pothos/core';
import type { ArgumentPaths } from './arguments.ts';
import { builder, type Types } from './builder.ts';
import { forwardArguments, pageComplexity } from './connection.ts';
import type { GatewayContext } from './context.ts';
import { uuidOf } from './ids.ts';
import { listConnection, type Selection } from './listing.ts';
import type { ResourceLoader } from './loading.ts';
import { orUnsupported } from './offered.ts';

/** What people call a type of resource, for descriptions: `an SSH key pair`, `SSH key pairs`. */
export interface Words {
  readonly one: string;
  readonly many: string;
}

/** `XConnection` and `XEdge` of a type `X`. */
export function connectionOf<R extends object>(type: ObjectRef<Types, R>, { one, many }: Words) {
  return builder.connectionObject(
    { type, name: `${type.name}Connection`, description: `A page of ${many}.` },
    { name: `${type.name}Edge`, description: `${capitalised(one)} and its place in the list.` },
  );
}

/** How a type of resource is asked for. */
export interface ResourceQueries<C extends ListCommand, R extends { id: string }, Filter> {
  readonly type: ObjectRef<Types, R>;
  readonly connection: ReturnType<typeof connectionOf<R>>;
  readonly words: Words;
  /** The field by id, `sshKeyPair`. */
  readonly single: string;
  /** The list, `sshKeyPairs`. */
  readonly plural: string;
  readonly command: C;
  readonly loader: ResourceLoader<R>;
  readonly filter: InputObjectRef<Types, Filter>;
  /** The filter in CloudStack's words. */
  readonly select: (filter: Filter | null | undefined, context: GatewayContext) => Selection<C>;
  /** CloudStack's names of filters that are not ours in lower case: `{ type: ['filter', 'kind'] }`. */
  readonly argumentPaths?: ArgumentPaths;
  /** More to say of the list. */
  readonly note?: string;
  /** A feature for everybody that clouds may lack, for people: `Webhooks`. It is then refused as UNSUPPORTED. */
  readonly feature?: string;
}

/** Defines the query by id and the list of a type of resource, in the manner of the whole graph. */
export function resourceQueries<C extends ListCommand, R extends { id: string } & Row<C>, Filter>(
  options: ResourceQueries<C, R, Filter>,
): void {
  const { type, words, command, loader } = options;
  builder.queryField(options.single, (t) =>
    t.field({
      type,
      nullable: true,
      description: `${capitalised(words.one)} by its id. Null: it is gone, or not visible to the caller.`,
      args: { id: t.arg.id({ required: true, description: 'Typed id or UUID.' }) },
      resolve: (_root, args, context) => loader.load(context, uuidOf(type.name, args.id)) as never,
    }),
  );
  builder.queryField(options.plural, (t) =>
    t.field({
      type: options.connection as never,
      description: `${capitalised(words.many)}.${options.note ? ` ${options.note}` : ''}`,
      args: {
        ...forwardArguments(t.arg, 50),
        filter: t.arg({ type: options.filter, required: false, description: `Which ${words.many}.` }),
      },
      complexity: pageComplexity(),
      extensions: { argumentPaths: options.argumentPaths },
      resolve: ((
        _root: unknown,
        args: { first?: number | null; after?: string | null; filter?: Filter | null },
        context: GatewayContext,
      ) => {
        const page = listConnection(context, { command, loader: loader as never }, args, options.select(args.filter, context));
        return options.feature ? page.catch(orUnsupported(context, command, options.feature)) : page;
      }) as never,
    }),
  );
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
