import { z } from 'zod';
import { type Outbound, openOutbound } from '#platform/outbound/outbound.ts';
import { readCheckpoint } from '#platform/tlog/checkpoint.ts';
import type { ShownHead, WitnessMemory } from './vouch.ts';

const headShape = z.object({ checkpoint: z.string(), logKey: z.string() });
const proofShape = z.object({ hashes: z.array(z.string()) });
const keptShape = z.object({ witnesses: z.array(z.string()) });
// A log that does not answer within this is silent.
const PATIENCE_MS = 30_000;

/** The log is the one peer of a witness; its operator may well run it in the same house. */
function doorTo(logUrl: string): Outbound['fetch'] {
  const log = { name: 'log', origin: new URL(logUrl).origin, isInside: true };
  return openOutbound({ peers: [log], maxMs: PATIENCE_MS }).fetch;
}

/** Asks a log for its newest head and the proof that it continues what the witness knows. */
export async function askForHead(logUrl: string, memory: WitnessMemory | null): Promise<ShownHead> {
  const head = headShape.parse(await ask(logUrl, 'checkpoint'));
  const size = readCheckpoint(head.checkpoint)?.size ?? 0;
  const from = memory === null ? 0 : (readCheckpoint(memory.checkpoint)?.size ?? 0);
  // A log that went back has no proof to give; the witness judges that itself.
  const needed = from > 0 && from < size;
  const { hashes } = needed
    ? proofShape.parse(await ask(logUrl, `consistency?from=${from}&to=${size}`))
    : { hashes: [] };
  return { ...head, from, hashes };
}

/** Brings a cosigned head back to the log; the names of the witnesses it kept, or the code of its refusal. */
export async function bringBack(
  logUrl: string,
  note: string,
): Promise<{ readonly kept: readonly string[] } | { readonly refused: string }> {
  const answer = await doorTo(logUrl)(addressOf(logUrl, 'cosignatures'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ note }),
  });
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return { kept: keptShape.parse(body).witnesses };
  return { refused: z.object({ code: z.string() }).safeParse(body).data?.code ?? `http-${answer.status}` };
}

async function ask(logUrl: string, path: string): Promise<unknown> {
  const answer = await doorTo(logUrl)(addressOf(logUrl, path));
  if (!answer.ok) throw new Error(`The log answered ${answer.status}.`);
  return answer.json();
}

function addressOf(logUrl: string, path: string): string {
  return new URL(`api/v1/audit/${path}`, logUrl.endsWith('/') ? logUrl : `${logUrl}/`).href;
}
