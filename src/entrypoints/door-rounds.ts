import { join } from 'node:path';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { copyMappings, drainSpool, watchInbox } from '#features/intake';
import { codeOf } from '#platform/log/log.ts';
import type { Instance } from './instance.ts';
import { doorDeps } from './wiring.ts';

/** Rounds that belong to a data folder, not to the queue: they run where the folder is, whoever works elsewhere. */
export interface DoorRounds {
  stop(): Promise<void>;
}

/** Every second: what waits in the spool is received, then what has come to rest in the watched folders. One round at a time. */
export async function startDoorRounds(instance: Instance): Promise<DoorRounds> {
  const deps = doorDeps(instance);
  const inbox = await watchInbox(deps, join(instance.settings.dataDir, 'inbox'), instance.operator);
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  let sweptMs = 0;
  let copiedMs = 0;
  const round = async () => {
    await drainSpool(deps);
    await inbox.round();
    if (Date.now() - copiedMs >= MINUTE_MS) {
      await copyMappings(deps);
      copiedMs = Date.now();
    }
    if (Date.now() - sweptMs < HOUR_MS) return;
    await deps.spool.sweep(instance.clock.now());
    await inbox.sweep();
    sweptMs = Date.now();
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = round()
      .catch((error: unknown) => instance.log.warn({ event: 'round.failed', code: codeOf(error) }))
      .finally(() => {
        busy = false;
      });
  }, SECOND_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
