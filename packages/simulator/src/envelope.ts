/** How answers are written: CloudStack's JSON, with its one flaw, and its XML. */
import type { Body } from './command.ts';
import type { ApiError } from './errors.ts';

/**
 * JSON as the real server sends it. There every `\uXXXX` of the finished text is turned back into the character, so
 * that a value holding the six characters `\u0041` comes out as `\A`: invalid JSON, which clients have to survive.
 */
export function toJson(envelope: string, body: unknown): string {
  const text = JSON.stringify({ [envelope]: body });
  return text.includes('\\u')
    ? text.replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML, for callers that do not ask for JSON. Empty lists leave no trace. */
export function toXml(envelope: string, body: unknown, version: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${envelope} cloud-stack-version="${version}">${xmlContent(body)}</${envelope}>`;
}

function xmlContent(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value).replace(/[&<>"]/g, (character) => escapes[character] ?? character);
  let text = '';
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    for (const one of Array.isArray(item) ? item : [item]) text += `<${key}>${xmlContent(one)}</${key}>`;
  }
  return text;
}

/** The body of an error, in the order of its keys. */
export function errorBody(error: ApiError): Body {
  return { uuidList: [], errorcode: error.status, cserrorcode: error.csErrorCode, errortext: error.message };
}

/** `listVirtualMachines` → `listvirtualmachinesresponse`. */
export const envelopeOf = (command: string): string => `${command.toLowerCase()}response`;
