export const INCIDENT_STATES = ['open', 'contained', 'judged', 'closed'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** Which state may follow which. What was thought contained may break out again; what is closed is reopened, never rewritten. */
const NEXT = {
  open: ['contained'],
  contained: ['judged', 'open'],
  judged: ['closed', 'open'],
  closed: ['open'],
} as const satisfies Record<IncidentState, readonly IncidentState[]>;

/** Whether an incident may move from one state to the other. */
export function mayMove(from: IncidentState, to: IncidentState): boolean {
  return (NEXT[from] as readonly IncidentState[]).includes(to);
}

/** What a person may do with an incident in a state. */
export type IncidentAct = 'describe' | 'contain' | 'judge' | 'tell' | 'close' | 'reopen';

const MOVES = { contain: 'contained', judge: 'judged', close: 'closed', reopen: 'open' } as const;

/** Whether an act fits the state; describing and telling fit every state but closed. */
export function mayDo(state: IncidentState, act: IncidentAct): boolean {
  if (act === 'describe' || act === 'tell') return state !== 'closed';
  return mayMove(state, MOVES[act]);
}
