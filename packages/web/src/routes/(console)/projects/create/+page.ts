import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => ({ client: (await parent()).client });
