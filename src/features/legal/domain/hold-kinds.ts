/** Why something is held (domain page, 4.5: a hold beats the schedule; an access request holds while it runs). */
export const HOLD_KINDS = ['court', 'investigation', 'access-request', 'complaint', 'other'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];
