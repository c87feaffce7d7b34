import * as z from 'zod';

// CloudStack refuses control characters (431), line feed excepted.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL_CHARACTER = /[\u0000-\u0009\u000b-\u001f\u007f]/;
// CloudStack stores `\u0041` as typed and then answers every list that holds it as invalid JSON, for all readers of the list.
const UNICODE_ESCAPE = /\\u[0-9a-fA-F]{4}/;
// Databases with three-byte UTF-8 answer 530 for characters beyond the basic plane; a lone surrogate is no text at all.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What control characters are, for readers of the OpenAPI document. */
const PLAIN_TEXT = { pattern: '^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f]*$' };

const HOST_NAME = /^[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;

/** What is wrong with a text that CloudStack shall keep and give back, or null. */
export function textHazard(text: string): string | null {
  if (UNICODE_ESCAPE.test(text)) {
    return 'Holds a backslash, "u" and four hexadecimal digits, which CloudStack gives back as invalid JSON. Type the character itself.';
  }
  if (CONTROL_CHARACTER.test(text)) return 'Holds a control character (a tab, for instance). Remove it; only line breaks are allowed.';
  if (LONE_SURROGATE.test(text)) return 'Holds half of a character (a lone surrogate). Type the whole character again.';
  return null;
}

/**
 * A text that CloudStack can keep: no control characters, no `\uXXXX` escape.
 * @param max most characters that CloudStack takes, 255 where its catalogue names no length
 */
export function text(max = 255): z.ZodString {
  return z
    .string({ error: 'Must be a text.' })
    .max(max, `Too long: at most ${max} characters.`)
    .superRefine((value, context) => {
      const hazard = textHazard(value);
      if (hazard) context.addIssue({ code: 'custom', message: hazard });
    })
    .meta(PLAIN_TEXT);
}

/** The name of a resource as people see it: a text that is not blank. */
export function resourceName(max = 255): z.ZodString {
  return text(max).refine((value) => value.trim() !== '', 'Must not be blank. Give a name.');
}

/** The format of an image, by its name. */
export const imageFormat = z.string().regex(/^[A-Za-z0-9]{2,10}$/, 'Not a format. Write it like "QCOW2", "VHD", "OVA" or "RAW".');

/** A host name as CloudStack wants it: 1 to 63 ASCII letters, digits and hyphens, first a letter, last no hyphen. */
export const hostName: z.ZodString = z
  .string({ error: 'Must be a text.' })
  .superRefine((value, context) => {
    const hazard = textHazard(value);
    if (hazard) context.addIssue({ code: 'custom', message: hazard });
  })
  .regex(
    HOST_NAME,
    'Not a host name: use 1 to 63 letters a to z, digits and hyphens, a letter first and no hyphen last, for instance "web-1".',
  );

/** Key and value of a tag. CloudStack takes 255 characters of each and wants both. */
export const tag = z.object({
  key: resourceName(255),
  value: text(255).min(1, 'Must not be empty. Give a value.'),
});

/** Tags of one resource; the same key twice is refused (CloudStack's job would fail half way). */
export const tags = z.array(tag).superRefine((list, context) => {
  const seen = new Set<string>();
  for (const [index, { key }] of list.entries()) {
    if (seen.has(key)) context.addIssue({ code: 'custom', path: [index, 'key'], message: `The key "${key}" comes twice. Keep one.` });
    seen.add(key);
  }
});
