/** Where a route stands: proposed by a rule, accepted by a person's decision, contested by the recipient. */
export const ROUTE_STATUSES = ['proposed', 'accepted', 'contested'] as const;
export type RouteStatus = (typeof ROUTE_STATUSES)[number];

/** Which status may follow which; a contested route is proposed anew (domain page, section 7, jurisdiction request). */
const NEXT = {
  proposed: ['accepted', 'contested'],
  accepted: ['contested'],
  contested: ['proposed', 'accepted'],
} as const satisfies Record<RouteStatus, readonly RouteStatus[]>;

/** Whether a route may move from one status to the other. */
export function mayFollow(from: RouteStatus, to: RouteStatus): boolean {
  return (NEXT[from] as readonly RouteStatus[]).includes(to);
}
