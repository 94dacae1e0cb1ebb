import type { PackageState } from '#core/vocabulary.ts';
import { mayMove } from './package-status.ts';

/** Why a package that was released is taken back. */
export const RECALL_REASONS = ['wrong-recipient', 'wrong-content', 'no-longer-valid'] as const;
export type RecallReason = (typeof RECALL_REASONS)[number];

const RELEASED: readonly PackageState[] = ['released', 'sent', 'delivered', 'acknowledged', 'accepted', 'declined'];

/** States in which a package may be taken back: released, and not at its end. */
export const RECALLABLE: readonly PackageState[] = RELEASED.filter((state) => mayMove(state, 'retracted'));
