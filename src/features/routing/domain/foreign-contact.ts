/** The country whose services are not foreign. */
const HOME = 'CA';

/** Whether a service is abroad: its contact is confirmed, and changed, by two persons (security page, 3.2). */
export function isForeign(agency: { readonly country: string }): boolean {
  return agency.country !== HOME;
}

/** Whether nothing may go there yet without a second person (domain page, 11.2). */
export function isUnconfirmedAbroad(agency: {
  readonly country: string;
  readonly confirmBeforeFirstUse: boolean;
}): boolean {
  return isForeign(agency) && agency.confirmBeforeFirstUse;
}
