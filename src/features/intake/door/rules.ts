import door from '../../../../reference/intake/door.json' with { type: 'json' };
import { openSpool, type Spool } from './spool.ts';

/** Limits and default quotas of the machine doors, as shipped in `reference/`. Bytes, seconds, counts. */
export const DOOR_RULES = door;

/** The spool of a data folder, with the bounds of `reference/`. */
export function openDoorSpool(folder: string): Spool {
  return openSpool(folder, DOOR_RULES.spool);
}
