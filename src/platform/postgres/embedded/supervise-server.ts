import { setTimeout as sleep } from 'node:timers/promises';
import type { Bilingual } from '#core/locale.ts';
import { launchServer, type RunningServer, type ServerToLaunch } from './launch-server.ts';
import { endLeftovers, stopPostmaster } from './leftovers.ts';
import { PROGRESS } from './progress.ts';

/** A server that is started again whenever it dies, until it is stopped. */
export interface SupervisedServer {
  readonly pid: () => number | null;
  readonly stop: () => Promise<void>;
}

// Between restarts: at once after a first death, slower while it keeps dying (a full disk heals only when space is freed).
const RESTART_AFTER_MS = [0, 1_000, 2_000, 5_000, 10_000] as const;
const RESTART_AFTER_MANY_MS = 30_000;
// A server that stayed up this long counts as healthy again.
const HEALTHY_AFTER_MS = 60_000;

/** Watches over a running server; `restart: false` lets it lie when it dies. */
export function superviseServer(
  plan: ServerToLaunch,
  first: RunningServer,
  { tell, restart }: { readonly tell: (words: Bilingual) => void; readonly restart: boolean },
): SupervisedServer {
  const stopping = new AbortController();
  let current: RunningServer | null = first;
  // Last resort when this process ends without `stop`: the server shuts down by itself.
  const endWithUs = () => interrupt(current);
  process.once('exit', endWithUs);

  const watch = async () => {
    let deaths = 0;
    while (current !== null) {
      const since = performance.now();
      await current.exited;
      current = null;
      if (stopping.signal.aborted || !restart) return;
      tell(PROGRESS.restarting);
      if (performance.now() - since > HEALTHY_AFTER_MS) deaths = 0;
      current = await launchAgain(plan, deaths, stopping.signal);
      deaths += 1;
    }
  };
  const watched = watch();
  return {
    pid: () => current?.pid ?? null,
    stop: async () => {
      stopping.abort();
      if (current !== null) await stopPostmaster(current.pid);
      await watched;
      process.removeListener('exit', endWithUs);
    },
  };
}

/** Tries until a server is up; null when the stop was asked for first. */
async function launchAgain(plan: ServerToLaunch, deaths: number, stop: AbortSignal): Promise<RunningServer | null> {
  for (let attempt = deaths; !stop.aborted; attempt += 1) {
    await pause(attempt, stop);
    if (stop.aborted) return null;
    await endLeftovers(plan.databaseFolder);
    const again = await launchServer(plan);
    if (again.ok && !stop.aborted) return again.value;
    if (again.ok) await stopPostmaster(again.value.pid);
  }
  return null;
}

function pause(deaths: number, signal: AbortSignal): Promise<unknown> {
  // An aborted pause only ends early.
  return sleep(RESTART_AFTER_MS[deaths] ?? RESTART_AFTER_MANY_MS, null, { signal }).catch(() => null);
}

function interrupt(server: RunningServer | null): void {
  try {
    if (server !== null) process.kill(server.pid, 'SIGINT');
  } catch {
    // It is gone already.
  }
}
