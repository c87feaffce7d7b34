import * as z from 'zod';
import type { Types } from './builder.ts';
import { timeZone } from './validation/schedules.ts';
import { resourceName } from './validation/text.ts';

/** The fields of a person, of a first user or a further one. */
export const personFields = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  username: t.string({ required: true, description: 'The name to sign in with, unique in the domain.' }),
  password: t.string({ required: true, description: 'The password to sign in with.' }),
  firstName: t.string({ required: true, description: 'First name.' }),
  lastName: t.string({ required: true, description: 'Last name.' }),
  email: t.string({ required: true, description: 'The address to write to.' }),
  timeZone: t.string({ description: 'Time zone, like `Europe/Paris`.' }),
});

/** The rules of {@link personFields}. */
export const personRules = {
  username: resourceName(),
  password: z.string().min(1, 'Must not be empty.').max(255, 'Too long: at most 255 characters.'),
  firstName: resourceName(),
  lastName: resourceName(),
  email: z.email('Not an e-mail address. Write it like "ada@example.org".'),
  timeZone: timeZone.nullish(),
};

/** {@link personFields} in CloudStack's words. */
export const personParameters = (input: {
  username: string;
  password: string;
  firstName: string;
  lastName: string;
  email: string;
  timeZone?: string | null | undefined;
}) => ({
  username: input.username,
  password: input.password,
  firstname: input.firstName,
  lastname: input.lastName,
  email: input.email,
  timezone: input.timeZone ?? undefined,
});
