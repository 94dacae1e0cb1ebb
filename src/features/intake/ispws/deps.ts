import type { IntakeDeps } from '../received.ts';

/** What the /ispws server works with. */
export interface IspwsDeps extends IntakeDeps {
  /** Larger uploads answer 1111 and are not kept. */
  readonly maxFileBytes: number;
  /** Larger XML bodies answer 4000. */
  readonly maxXmlBytes: number;
}
