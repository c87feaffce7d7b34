import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the register page holds. */
export interface IsoValues {
  name: string;
  displayText: string;
  url: string;
  zoneId: string;
  isBootable: boolean;
  /** '' when not bootable or not known. */
  osTypeId: string;
  isPublic: boolean;
  isExtractable: boolean;
}

/** Variables of registerIso; the same shape as the graph's RegisterIsoInput. */
export interface IsoInput {
  name: string;
  displayText?: string;
  url: string;
  zoneId: string;
  osTypeId?: string;
  isBootable: boolean;
  isPublic?: boolean;
  isExtractable?: boolean;
}

export const emptyIso: IsoValues = {
  name: '',
  displayText: '',
  url: '',
  zoneId: '',
  isBootable: true,
  osTypeId: '',
  isPublic: false,
  isExtractable: false,
};

/** Why CloudStack would not fetch from here; null when it may. It takes http, https, ftp and metalinks, ending in the image's suffix. */
export function isoUrlProblem(text: string): string | null {
  if (!text.trim()) return m.iso_url_missing();
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return m.iso_url_invalid();
  }
  if (!['http:', 'https:', 'ftp:'].includes(url.protocol)) return m.iso_url_scheme();
  if (!/\.(iso|iso\.(zip|gz|bz2)|metalink|meta4)$/i.test(url.pathname)) return m.iso_url_suffix();
  return null;
}

/** A name taken from the last part of a URL, for people who paste the URL first. */
export function nameFromUrl(text: string): string {
  return (
    text
      .trim()
      .split(/[?#]/)[0]
      ?.split('/')
      .at(-1)
      ?.replace(/\.iso.*$/i, '') ?? ''
  );
}

/** Everything that is wrong with the form; an empty list means it may be sent. */
export function isoProblems(values: IsoValues): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const urlProblem = isoUrlProblem(values.url);
  if (urlProblem) problems.push(problem('url', urlProblem));
  if (!values.name.trim()) problems.push(problem('name', m.resource_name_missing()));
  else if (values.name.trim().length > 255) problems.push(problem('name', m.resource_name_too_long({ max: 255 })));
  if (!values.zoneId) problems.push(problem('zoneId', m.deploy_choose_zone()));
  if (values.isBootable && !values.osTypeId) problems.push(problem('osTypeId', m.iso_choose_os()));
  return problems;
}

/** The form as the mutation wants it. */
export function isoInput(values: IsoValues): IsoInput {
  const displayText = values.displayText.trim();
  return {
    name: values.name.trim(),
    url: values.url.trim(),
    zoneId: values.zoneId,
    isBootable: values.isBootable,
    ...(displayText ? { displayText } : {}),
    ...(values.isBootable && values.osTypeId ? { osTypeId: values.osTypeId } : {}),
    ...(values.isPublic ? { isPublic: true } : {}),
    ...(values.isExtractable ? { isExtractable: true } : {}),
  };
}
