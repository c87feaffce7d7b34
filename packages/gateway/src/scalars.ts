import { GraphQLError, Kind } from 'graphql';
import { DateTimeISOResolver, JSONResolver } from 'graphql-scalars';
import { builder } from './builder.ts';

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

function toBigInt(value: unknown): bigint {
  const whole =
    typeof value === 'number'
      ? Number.isSafeInteger(value)
      : typeof value === 'bigint' || (typeof value === 'string' && /^-?\d+$/.test(value));
  if (!whole) throw new GraphQLError('A BigInt is a whole number, as a number or, beyond 2^53, as a text of digits.');
  const big = BigInt(value as bigint | number | string);
  if (big > MAX || big < MIN) throw new GraphQLError('A BigInt has at most 64 bits.');
  return big;
}

/** CloudStack writes `2026-11-22T08:14:53+0000`; ISO 8601's extended form wants a colon in the offset. */
function toInstant(value: unknown): Date {
  const instant =
    value instanceof Date
      ? value
      : typeof value === 'string'
        ? new Date(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
        : new Date(Number.NaN);
  if (Number.isNaN(instant.getTime())) throw new GraphQLError('Not a date and time.');
  return instant;
}

builder.scalarType('DateTime', {
  description: 'A moment, ISO 8601 with offset: `2026-11-22T08:14:53.000Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: (value) => toInstant(value).toISOString() as never,
  parseValue: (value) => DateTimeISOResolver.parseValue(value) as Date,
});

builder.scalarType('BigInt', {
  description: 'A whole number of up to 64 bits: a JSON number when that is exact (up to 2^53), else a text of digits.',
  serialize: (value) => {
    const big = toBigInt(value);
    return (big >= BigInt(Number.MIN_SAFE_INTEGER) && big <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(big) : String(big)) as never;
  },
  parseValue: toBigInt,
  parseLiteral: (node) => {
    if (node.kind !== Kind.INT && node.kind !== Kind.STRING) throw new GraphQLError('A BigInt is a whole number.');
    return toBigInt(node.value);
  },
});

builder.scalarType('JSON', {
  description: 'Any JSON value, as CloudStack gave it.',
  serialize: (value) => value as never,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => JSONResolver.parseLiteral(node, variables),
});
