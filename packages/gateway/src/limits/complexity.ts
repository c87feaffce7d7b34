import type { ComplexityErrorFn } from '@pothos/plugin-complexity';
import { GatewayError } from '../errors.ts';

/** Most that one operation may ask for. Measured: limits/complexity.test.ts says what the portal's own queries score. */
export const LIMITS = { depth: 15, breadth: 500, complexity: 60_000 } as const;

const WORDS = { Depth: 'deep', Breadth: 'broad', Complexity: 'costly' } as const;
const REMEDY = {
  Depth: 'Ask for the inner things in a query of their own.',
  Breadth: 'Select fewer fields.',
  Complexity: 'Ask for shorter pages (`first`), or fewer lists within lists.',
} as const;

const tooMuch: ComplexityErrorFn = (kind, { depth, breadth, complexity }) => {
  const [asked, limit] =
    kind === 'Depth' ? [depth, LIMITS.depth] : kind === 'Breadth' ? [breadth, LIMITS.breadth] : [complexity, LIMITS.complexity];
  return new GatewayError(
    'INVALID_INPUT',
    `The operation is too ${WORDS[kind]}: ${asked}, and at most ${limit} is allowed. ${REMEDY[kind]}`,
  );
};

/** The complexity plugin's settings: a field counts 1, a list multiplies by what is asked of it. */
export const complexityOptions = { limit: LIMITS, defaultComplexity: 1, defaultListMultiplier: 5, complexityError: tooMuch };
