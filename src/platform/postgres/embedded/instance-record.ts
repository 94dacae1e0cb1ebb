import type { Instant } from '#core/clock.ts';

/** What the holder of a data folder says about itself in `run/instance.json`. */
export interface InstanceRecord {
  readonly pid: number;
  readonly startedAt: Instant;
  readonly state: 'starting' | 'ready';
  /** How another process of the same machine reaches the database; null until it is ready. */
  readonly connectionString: string | null;
  /** Where the console is served; null while nothing is served. */
  readonly address: string | null;
}
