/** What only some may know (domain page, section 10; security page, 3.2). */
export const COMPARTMENTS = ['victims', 'transnational', 'exempt-bank', 'foreign-caveat'] as const;
export type Compartment = (typeof COMPARTMENTS)[number];
