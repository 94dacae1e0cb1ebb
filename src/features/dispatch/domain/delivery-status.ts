/** Where a delivery stands; `parked` stands beside the road and says why. */
export const DELIVERY_STATES = [
  'waiting',
  'sent',
  'delivered',
  'acknowledged',
  'accepted',
  'declined',
  're-routed',
  'parked',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Which state may follow which (domain page, section 7; security page, 3.6). Delivered = transport confirmed or fetched. */
const NEXT = {
  waiting: ['sent', 'parked'],
  sent: ['delivered', 'acknowledged', 'parked'],
  delivered: ['acknowledged'],
  acknowledged: ['accepted', 'declined', 're-routed'],
  accepted: ['re-routed'],
  declined: ['re-routed'],
  're-routed': [],
  parked: ['waiting'],
} as const satisfies Record<DeliveryState, readonly DeliveryState[]>;

/** Whether a delivery may move from one state to the other. */
export function mayMove(from: DeliveryState, to: DeliveryState): boolean {
  return (NEXT[from] as readonly DeliveryState[]).includes(to);
}

/** States in which the bytes are with the recipient, so that a receipt over them can be true. */
const HANDED_OVER: ReadonlySet<DeliveryState> = new Set(['sent', 'delivered', 'acknowledged']);

/** Whether a receipt over these bytes may be taken. */
export function mayBeAcknowledged(state: DeliveryState): boolean {
  return HANDED_OVER.has(state);
}

/** Of several deliveries of one package the furthest one tells where it stands. */
export function furthest<D extends { readonly state: DeliveryState }>(deliveries: readonly D[]): D | null {
  const rank = (delivery: D) => FURTHEST_FIRST.indexOf(delivery.state);
  return [...deliveries].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

const FURTHEST_FIRST: readonly DeliveryState[] = [
  're-routed',
  'declined',
  'accepted',
  'acknowledged',
  'delivered',
  'sent',
  'waiting',
  'parked',
];
