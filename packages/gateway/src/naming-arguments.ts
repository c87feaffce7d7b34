import type { GraphQLSchema } from 'graphql';
import { type ArgumentPaths, argumentPathsOf } from './arguments.ts';
import { InvalidInputError, NotFoundError } from './errors.ts';
import { fromUpstream } from './upstream-errors.ts';

/** Lets the fields of `Query` say refusals of CloudStack's in the words of their arguments, as mutations do. */
export function namingArguments(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const { resolve, extensions } = field;
    const named = extensions.argumentPaths as ArgumentPaths | undefined;
    if (!resolve || field.args.length === 0) continue;
    field.resolve = async (root, args, context, info) => {
      try {
        return await resolve(root, args, context, info);
      } catch (error) {
        throw inWordsOf(args, named, error);
      }
    };
  }
  return schema;
}

function inWordsOf(given: object, named: ArgumentPaths | undefined, error: unknown): unknown {
  const unplaced =
    (error instanceof InvalidInputError && error.fields.every(({ path }) => path.length === 0)) ||
    (error instanceof NotFoundError && error.argumentPath.length === 0);
  if (!unplaced || !error.originalError) return error;
  return fromUpstream(error.originalError, { argumentPaths: { ...argumentPathsOf(given), ...named }, given });
}
