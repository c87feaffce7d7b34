import { builder } from './builder.ts';

/**
 * An enum of CloudStack's states: `PrepareForMaintenance` becomes `PREPARE_FOR_MAINTENANCE`.
 *
 * @param states CloudStack's names of them, with what they mean
 */
export function stateEnum(name: string, description: string, states: Readonly<Record<string, string>>) {
  const inGraph = (text: string) =>
    text
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .replace(/[\s-]+/g, '_')
      .toUpperCase();
  const known = new Map(Object.keys(states).map((state) => [inGraph(state), state]));
  const values: Record<string, { description: string }> = { UNKNOWN: { description: 'CloudStack did not say, or said something new.' } };
  for (const [value, state] of known) values[value] = { description: states[state] ?? '' };
  return {
    type: builder.enumType(name, { description, values }),
    /** The value of what CloudStack wrote. */
    of: (text: string | undefined): string => {
      const value = inGraph(text ?? '');
      return known.has(value) ? value : 'UNKNOWN';
    },
    /** What CloudStack calls a value of a filter. */
    name: (value: string | null | undefined): string | undefined => (value ? known.get(value) : undefined),
  };
}
