import { type ActionRule, firstOf } from '../../actions.ts';

/** What the rules read of a row of `listIsos`. */
export interface IsoState {
  isready?: boolean | undefined;
  status?: string | undefined;
  isextractable?: boolean | undefined;
  account?: string | undefined;
}

function unlessReady(iso: IsoState): string | null {
  if (iso.isready === true) return null;
  if (/error|fail|abandon/i.test(iso.status ?? '')) return `The download failed (${iso.status}). Delete the ISO and register it again.`;
  return `The ISO is not downloaded yet${iso.status ? ` (${iso.status})` : ''}. Wait until it is ready.`;
}

// CloudStack's own ISOs (guest tools) belong to its account "system": nobody changes them.
const ofSystem = (iso: IsoState) => iso.account === 'system' && 'This ISO belongs to CloudStack itself.';

const extract = (iso: IsoState) =>
  firstOf(unlessReady(iso), iso.isextractable !== true && 'The ISO is not marked as downloadable. Allow that in its permissions first.');

/**
 * When CloudStack takes an action on an ISO. That instances still use it ("Unable to delete iso, as it's used by other vms")
 * is not in the row; CloudStack's answer says it.
 */
export const isoRules: readonly ActionRule<IsoState>[] = [
  { name: 'ATTACH', command: 'attachIso', refusal: unlessReady },
  { name: 'COPY', command: 'copyIso', refusal: (iso) => firstOf(ofSystem(iso), unlessReady(iso)) },
  { name: 'EXTRACT', command: 'extractIso', refusal: (iso) => firstOf(ofSystem(iso), extract(iso)) },
  { name: 'UPDATE', command: 'updateIso', refusal: (iso) => firstOf(ofSystem(iso)) },
  { name: 'DELETE', command: 'deleteIso', refusal: (iso) => firstOf(ofSystem(iso)) },
];
