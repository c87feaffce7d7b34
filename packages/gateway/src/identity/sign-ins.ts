export type SignIns = object;
