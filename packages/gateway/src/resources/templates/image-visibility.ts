import { builder } from '../../builder.ts';
import { ForbiddenError } from '../../errors.ts';
import { type Identity, isAdmin } from '../../identity/identity.ts';

/** Which images are listed; the values are CloudStack's words. */
export const ImageVisibility = builder.enumType('ImageVisibility', {
  description: 'Which images (templates, ISOs) are listed.',
  values: {
    OWN: { value: 'self', description: "The caller's own, ready or not." },
    USABLE: { value: 'executable', description: 'All that a machine can be made from now: own, shared and public ones.' },
    FEATURED: { value: 'featured', description: 'Public ones that the operator recommends.' },
    SHARED: { value: 'shared', description: 'Those that others share with the caller.' },
    COMMUNITY: { value: 'community', description: 'Public ones that are not recommended.' },
    ALL: { value: 'all', description: 'Every one there is; only for administrators.' },
  } as const,
});

export type Visibility = typeof ImageVisibility.$inferInput;

/** The visibility in CloudStack's words. @throws ForbiddenError for `ALL` by a user, which CloudStack refuses with a word of its own */
export function visibilityOf(identity: Identity, visibility: Visibility | null | undefined): Visibility {
  if (visibility === 'all' && !isAdmin(identity)) throw new ForbiddenError('Only administrators may list all images. Ask for USABLE ones.');
  return visibility ?? 'executable';
}

/** The percentage of a download, where CloudStack tells; of several stores the furthest. */
export function downloadPercent(row: { isready?: boolean; downloaddetails?: unknown }): number | null {
  if (row.isready) return 100;
  const details = Array.isArray(row.downloaddetails) ? (row.downloaddetails as { downloadPercent?: string }[]) : [];
  const percents = details.map((detail) => Number(detail.downloadPercent)).filter((percent) => Number.isFinite(percent));
  return percents.length === 0 ? null : Math.min(100, Math.max(0, Math.round(Math.max(...percents))));
}
