/** Where a report stands in the queue. `held`: it waits for something named; `decided`: a person has disposed of it. */
export const QUEUE_STATES = ['open', 'held', 'decided'] as const;
export type QueueState = (typeof QUEUE_STATES)[number];

/** Which state may follow which; only a person moves a report, and an undone decision opens it again. */
const NEXT = {
  open: ['held', 'decided'],
  held: ['open', 'decided'],
  decided: ['open'],
} as const satisfies Record<QueueState, readonly QueueState[]>;

/** Whether a report may move from one state to the other. */
export function mayFollow(from: QueueState, to: QueueState): boolean {
  return (NEXT[from] as readonly QueueState[]).includes(to);
}
