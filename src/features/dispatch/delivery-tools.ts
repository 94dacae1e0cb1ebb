import type { Vault } from '#features/vault';

/** What sending needs beside the database: where bytes come from and where files go. */
export interface DeliveryTools {
  readonly vault: Pick<Vault, 'openObject'>;
  /** `<data>/spool/out`; a folder per service below it. */
  readonly spoolDir: string;
}

/** Delivery by files: a folder per service. */
export function fileDelivery(tools: DeliveryTools): DeliveryTools {
  return tools;
}
