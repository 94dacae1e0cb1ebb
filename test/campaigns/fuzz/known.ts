import type { Known } from './operations.ts';

type Entry = Readonly<Record<string, unknown>>;
type Add = (holder: string, value: unknown) => void;

const LISTS: readonly (readonly [address: string, field: string])[] = [
  ['reports?limit=12', 'report'],
  ['queue?limit=12', 'report'],
  ['packages?limit=12', 'package'],
  ['deliveries?limit=12', 'delivery'],
  ['agencies?limit=8', 'code'],
  ['parked', 'id'],
];
// Few, so that the same ones are met again and again and get into states that one request alone does not reach.
const MOST_EACH = 16;

/** Asks the running server, as ones who may see, what exists: the generator aims at it. */
export async function readKnown(baseUrl: string, cookies: readonly string[], previous: Known): Promise<Known> {
  const known = new Map<string, string[]>();
  const add: Add = (holder, value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    known.set(holder, [...new Set([...(known.get(holder) ?? []), String(value)])].slice(-MOST_EACH));
  };
  for (const [holder, values] of previous) for (const value of values) add(holder, value);
  for (const cookie of cookies) {
    const ask = (path: string) => textOf(`${baseUrl}/api/v1/${path}`, cookie);
    await readLists(ask, add);
    for (const report of (known.get('report') ?? []).slice(0, 10)) await readReport(ask, add, report);
    for (const number of (known.get('package') ?? []).slice(-10)) {
      const text = await ask(`packages/${number}`);
      for (const [, hash] of text.matchAll(/"bagHash":"([^"]+)"/g)) add('bagHash', hash);
      for (const [, id] of text.matchAll(/"id":(\d+)/g)) add('id', Number(id));
    }
  }
  return known;
}

async function readLists(ask: (path: string) => Promise<string>, add: Add): Promise<void> {
  for (const [address, field] of LISTS) {
    for (const item of itemsIn(await ask(address))) {
      add(field, item[field]);
      add('subject', item['subject']);
    }
  }
}

async function readReport(ask: (path: string) => Promise<string>, add: Add, report: string): Promise<void> {
  for (const link of itemsIn(await ask(`reports/${report}/links`))) {
    add('id', link['id']);
    add('subject', link['subject']);
  }
  const triage = await ask(`reports/${report}/triage`);
  for (const disposition of itemsIn(triage)) {
    const { reasons = [], code, factor } = disposition as { reasons?: Entry[]; code?: unknown; factor?: unknown };
    if (reasons.length === 0) add('code', factor ?? code);
    for (const reason of reasons) add('reason', reason['code']);
  }
  for (const one of ['1', '2']) add('narrative', one);
}

/** Empty when this person may not see it. */
async function textOf(address: string, cookie: string): Promise<string> {
  const answer = await fetch(address, { headers: { cookie } });
  const text = await answer.text();
  return answer.ok ? text : '';
}

/** Every entry of every list in an answer. */
function itemsIn(text: string): readonly Entry[] {
  if (text === '') return [];
  return Object.values(JSON.parse(text) as Entry)
    .filter(Array.isArray)
    .flat() as readonly Entry[];
}
