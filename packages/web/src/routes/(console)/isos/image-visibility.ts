/** The parts of the list of images that the pages offer; the graph knows more. */
export const shownImages = ['USABLE', 'OWN', 'FEATURED', 'COMMUNITY'] as const;
export type ShownImages = (typeof shownImages)[number];

/** `?show=` of an address; anything unknown is the plain list. */
export const visibilityOf = (word: string | undefined): ShownImages => shownImages.find((each) => each === word) ?? 'USABLE';
