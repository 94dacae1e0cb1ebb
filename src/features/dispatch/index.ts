export { type AcknowledgeRefusal, acknowledge, type Receipt } from './commands/acknowledge.ts';
export { deliverPackage } from './commands/deliver-package.ts';
export { type CodeRefusal, issueAnswerCode, issuePickupLink, type PickupLink } from './commands/issue-codes.ts';
export { type OutcomeAnswer, recordAnswer, recordOutcome } from './commands/record-outcome.ts';
export { retractDisposed, retractPackages } from './commands/retract-copies.ts';
export { type RetryRefusal, retryDelivery } from './commands/retry-delivery.ts';
export { withdrawCopies } from './commands/withdraw-copies.ts';
export { type DeliveryTools, fileDelivery } from './delivery-tools.ts';
export { dispatchRoutes, recipientRoutes } from './http.ts';
export { type PickupDeps, pickupPlugin } from './pickup.ts';
export { type DeliveryStep, deliveryRoad } from './queries/delivery-road.ts';
export {
  type DeliveryFilter,
  type DeliveryListItem,
  listDeliveries,
  waitingPackages,
} from './queries/list-deliveries.ts';
