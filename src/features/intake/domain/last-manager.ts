/** Somebody of a provider, as far as it matters who is left. */
interface Person {
  readonly id: number;
  readonly manages: boolean;
  readonly disabled: boolean;
  /** Has a way to sign in again. */
  readonly canReturn: boolean;
}

/** Whether nobody of this provider could still manage its people without this person: somebody who never set up a sign-in is nobody yet. */
export function isLastManager(people: readonly Person[], id: number): boolean {
  if (!people.some((one) => one.id === id && one.manages && !one.disabled)) return false;
  return !people.some((one) => one.id !== id && one.manages && !one.disabled && one.canReturn);
}
