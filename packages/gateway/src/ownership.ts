import type { Types } from './builder.ts';
import { InvalidInputError } from './errors.ts';
import { type Identity, isAdmin } from './identity/identity.ts';
import { optionalUuidOf } from './ids.ts';

/** Fields of an input that say whose the new resource will be; left out, it is the caller's. */
export const ownerFields = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  projectId: t.id({ description: 'The project that it shall belong to.' }),
  account: t.string({ description: 'The account that it shall belong to; only administrators may give it.' }),
  domainId: t.id({ description: 'The domain of `account`; left out: the own one.' }),
});

interface OwnerInput {
  projectId?: string | null | undefined;
  account?: string | null | undefined;
  domainId?: string | null | undefined;
}

/** The owner in CloudStack's words. @throws InvalidInputError for a project and an account at once */
export function ownerParameters(identity: Identity, input: OwnerInput): { projectid?: string; account?: string; domainid?: string } {
  const projectid = optionalUuidOf('Project', input.projectId, ['input', 'projectId']);
  const domainid = optionalUuidOf('Domain', input.domainId, ['input', 'domainId']);
  const refuse = (field: string, message: string) => {
    throw new InvalidInputError([{ path: ['input', field], message }]);
  };
  if (projectid !== undefined) {
    if (input.account) refuse('account', 'Give either a project or an account, not both.');
    return { projectid };
  }
  if (!input.account) {
    if (domainid !== undefined) refuse('account', 'Give the account in that domain, too.');
    return {};
  }
  if (!isAdmin(identity) && input.account !== identity.account)
    refuse('account', 'Only administrators may create things for another account.');
  return { account: input.account, domainid: domainid ?? identity.domainId };
}

/** The owner of a row in CloudStack's words, for commands that know a resource by its name and owner only. */
export function ownerOf(
  identity: Identity,
  row: { account?: string; domainid?: string; projectid?: string },
): { projectid?: string; account?: string; domainid?: string } {
  if (row.projectid !== undefined) return { projectid: row.projectid };
  if (row.account === undefined || row.account === identity.account) return {};
  return { account: row.account, ...(row.domainid === undefined ? {} : { domainid: row.domainid }) };
}
