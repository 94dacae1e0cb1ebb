import type { PackageState } from '#core/vocabulary.ts';

/**
 * Which state of a package may follow which (domain page, section 7). A sealed version never changes: what a reviewer sends
 * back becomes a draft again, and the version is withdrawn. What left is taken back by nobody's hand but a recall (`retracted`). `parked` stands beside the road and leads back to where it left it.
 */
const NEXT = {
  draft: ['submitted', 'retracted'],
  submitted: ['sealed', 'draft', 'parked'],
  sealed: ['released', 'draft', 'parked'],
  released: ['sent', 'parked', 'retracted'],
  sent: ['delivered', 'acknowledged', 'parked', 'retracted'],
  delivered: ['acknowledged', 'rejected', 'retracted'],
  acknowledged: ['accepted', 'declined', 're-routed', 'retracted'],
  accepted: ['re-routed', 'closed', 'retracted'],
  declined: ['re-routed', 'closed', 'retracted'],
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
