import type { InputObjectRef, ObjectFieldsShape } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type * as z from 'zod';
import { builder, type Types } from './builder.ts';
import type { GatewayContext } from './context.ts';
import { type GatewayError, InvalidInputError } from './errors.ts';
import { problemsOf } from './validation/problems.ts';

type ErrorClass = new (...args: never[]) => GatewayError;

/** How a mutation is described: `M(input: MInput!): MResult`, with `MResult = MSuccess | errors`. */
export interface MutationOptions<Input, Success extends object> {
  /** `startVirtualMachine`; the type names follow from it. */
  readonly name: string;
  readonly description: string;
  readonly input: InputObjectRef<Types, Input>;
  /** Fields of `MSuccess`. */
  readonly success: ObjectFieldsShape<Types, Success>;
  /** The errors that are members of the union; others become GraphQL errors with their code. */
  readonly errors: readonly ErrorClass[];
  /** What the input must satisfy before CloudStack is asked. */
  readonly validate?: z.ZodType;
  readonly run: (input: Input, context: GatewayContext, info: GraphQLResolveInfo) => Promise<Success>;
}

/** Defines a mutation in the manner of the whole graph. */
export function mutation<Input, Success extends object>(options: MutationOptions<Input, Success>): void {
  const { name, description } = options;
  const capitalised = name.charAt(0).toUpperCase() + name.slice(1);
  const success = builder.objectRef<Success>(`${capitalised}Success`).implement({
    description: `\`${name}\` was accepted.`,
    fields: options.success,
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: success,
      description,
      args: { input: t.arg({ type: options.input, required: true, description: 'What is to be done, and to what.' }) },
      errors: {
        types: [...options.errors] as never,
        union: { name: `${capitalised}Result`, description: `How \`${name}\` went: done or accepted, or why not.` },
      },
      complexity: 10,
      // The REST façade tells its callers the same rules.
      extensions: { rules: options.validate },
      resolve: (async (_root: unknown, args: unknown, context: GatewayContext, info: GraphQLResolveInfo) => {
        const { input } = args as unknown as { input: Input };
        const problems = options.validate ? problemsOf(options.validate, input) : [];
        if (problems.length > 0) throw new InvalidInputError(problems);
        return await options.run(input, context, info);
      }) as never,
    }),
  );
}
