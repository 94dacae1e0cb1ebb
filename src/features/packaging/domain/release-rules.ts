import { ok, type Result, refuse } from '#core/result.ts';

/** Who had a hand in a package. */
export interface Hands {
  readonly authorStaffId: number | null;
  readonly submittedBy: number | null;
  /** Everybody who put an item or judged a fact. */
  readonly contributors: readonly number[];
}

export type ReleaseRefusal = { readonly kind: 'own-package' | 'other-bag-hash' };

/** Four eyes over exactly these bytes: the releaser had no hand in the package and names the digest that stands. */
export function judgeRelease(
  release: { readonly by: number; readonly bagHash: string },
  sealed: { readonly bagHash: string; readonly hands: Hands },
): Result<{ readonly bagHash: string }, ReleaseRefusal> {
  if (hadAHand(release.by, sealed.hands)) return refuse({ kind: 'own-package' });
  if (release.bagHash.trim().toLowerCase() !== sealed.bagHash) return refuse({ kind: 'other-bag-hash' });
  return ok({ bagHash: sealed.bagHash });
}

/** Whether this person wrote, filled or submitted the package. */
export function hadAHand(staffId: number, hands: Hands): boolean {
  return [hands.authorStaffId, hands.submittedBy, ...hands.contributors].includes(staffId);
}
