/**
 * The groups of routes `vigie serve --only` knows (interface page, section 3), so that each may run where its callers are: machines of
 * providers, the desk, receiving agencies, people of providers. The health routes belong to none and are always there.
 */
export const SERVED_GROUPS = ['intake', 'staff', 'partner', 'provider'] as const;
export type ServedGroup = (typeof SERVED_GROUPS)[number];
