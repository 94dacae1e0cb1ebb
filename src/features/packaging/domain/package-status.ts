import type { PackageState } from '#core/vocabulary.ts';

/**
 * Which state of a package may follow which (domain page, section 7). A sealed version never changes: what a reviewer sends
 * back becomes a draft again, and the version is withdrawn. `parked` stands beside the road and leads back to where it left it.
 */
const NEXT = {
  draft: ['submitted', 'retracted'],
  submitted: ['sealed', 'draft', 'parked'],
  sealed: ['released', 'draft', 'parked'],
  released: ['sent', 'parked'],
  sent: ['delivered', 'acknowledged', 'parked'],
  delivered: ['acknowledged', 'rejected', 'retracted'],
  acknowledged: ['accepted', 'declined', 're-routed'],
  accepted: ['re-routed', 'closed'],
  declined: ['re-routed', 'closed'],
  're-routed': ['closed'],
  closed: [],
  parked: ['submitted', 'draft', 'released', 'sent', 'retracted'],
  rejected: ['draft', 'retracted'],
  retracted: [],
} as const satisfies Record<PackageState, readonly PackageState[]>;

/** Whether a package may move from one state to the other. */
export function mayMove(from: PackageState, to: PackageState): boolean {
  return (NEXT[from] as readonly PackageState[]).includes(to);
}
