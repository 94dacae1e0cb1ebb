import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Instant, plusMs } from '#core/clock.ts';
import { SECOND_MS } from '#core/units.ts';
import { openSpool, type Spool, type Spooled } from './spool.ts';

// Proved here: a ticket is given only for what would survive a power cut. Out of scope: what becomes of what waits (doors.db.test.ts).
// Alone: npx vitest run --project unit src/features/intake/door/spool.test.ts

let folder: string;
let spool: Spool;
let handles: FileHandle;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-spool-'));
  spool = openSpool(folder, { mostDocuments: 10, mostBytes: 10_000 });
  const handle = await open(folder, 'r');
  handles = Object.getPrototypeOf(handle);
  await handle.close();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const BYTES = Buffer.from('From: a@safety.example\r\n\r\nNeutral.');
const DOCUMENT: Spooled = {
  arrival: { source: 'provider', channel: 'mail', sender: null, receivedAt: '2026-11-24T12:00:00.000Z' as Instant },
  actor: { kind: 'operator', osUser: 'test' },
  ...{ name: 'message.eml', contentType: null, ending: '.eml', door: null, key: null },
  sha256: createHash('sha256').update(BYTES).digest('hex'),
  sizeBytes: BYTES.length,
  isAlarmed: false,
};

/** The files and folders that are flushed from now on, by their inode. */
function watchFlushes(): readonly number[] {
  const flushed: number[] = [];
  const flush = handles.sync;
  vi.spyOn(handles, 'sync').mockImplementation(async function (this: FileHandle) {
    flushed.push((await this.stat()).ino);
    await flush.call(this);
  });
  return flushed;
}

describe('the spool', () => {
  it.each(['memory', 'a file'])(
    'has flushed bytes out of %s, their promise and their names before it gives a ticket',
    async (where) => {
      const path = spool.placeFor('.body');
      if (where === 'a file') await writeFile(path, BYTES);
      const flushed = watchFlushes();
      const kept = await spool.keep(DOCUMENT, where === 'a file' ? { path } : { bytes: BYTES });
      if (!kept.ok) throw new Error('It was refused.');
      const wanted = [`${kept.value}.body.eml`, `${kept.value}.json`, '.'].map((name) => stat(join(folder, name)));
      expect(flushed).toEqual(expect.arrayContaining((await Promise.all(wanted)).map(({ ino }) => ino)));
    },
  );

  it('has the older documents of its own sender received before an alarm, at most fifty, and all others after it', async () => {
    spool = openSpool(folder, { mostDocuments: 100, mostBytes: 1_000_000 });
    let second = 0;
    const keep = async (more: Partial<Spooled> = {}) => {
      const receivedAt = plusMs(DOCUMENT.arrival.receivedAt, second++ * SECOND_MS);
      const sha256 = createHash('sha256').update(receivedAt).digest('hex');
      const document = { ...DOCUMENT, ...more, sha256, arrival: { ...DOCUMENT.arrival, ...more.arrival, receivedAt } };
      const kept = await spool.keep(document, { bytes: BYTES });
      if (!kept.ok) throw new Error('It was refused.');
      return kept.value;
    };
    const stranger = { actor: { kind: 'operator', osUser: 'other' } } as const;
    const others = [await keep(stranger), await keep({ arrival: { ...DOCUMENT.arrival, source: 'hotline' } })];
    const own: string[] = [];
    for (let at = 0; at < 52; at++) own.push(await keep());
    const alarm = await keep({ isAlarmed: true });
    const newer = await keep();
    expect(await spool.waiting()).toEqual([...own.slice(2), alarm, ...others, ...own.slice(0, 2), newer]);
  });

  it('gives no ticket where a flush fails', async () => {
    vi.spyOn(handles, 'sync').mockRejectedValueOnce(Object.assign(new Error('broken'), { code: 'EIO' }));
    await expect(spool.keep(DOCUMENT, { bytes: BYTES })).rejects.toThrow('broken');
    expect(await spool.waiting()).toEqual([]);
  });
});
