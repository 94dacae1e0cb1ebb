export type { DeliveryState } from './domain/delivery-status.ts';
export type { DeliveryListItem } from './queries/list-deliveries.ts';
export type { ChannelKind } from './store.ts';
