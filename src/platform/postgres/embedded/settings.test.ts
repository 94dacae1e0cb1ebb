import { expect, it } from 'vitest';
import { GIB, MIB } from '#core/units.ts';
import { instanceSettings, memoryHere } from './settings.ts';

it('takes a quarter of the memory for pages, never less than a server needs nor more than it uses', () => {
  const pages = (memory: number) => instanceSettings(memory)['shared_buffers'];
  expect([pages(256 * MIB), pages(4 * GIB), pages(64 * GIB)]).toEqual(['128MB', '1024MB', '2048MB']);
  expect(memoryHere()).toBeGreaterThan(256 * MIB);
});

it('never trades durability for speed', () => {
  expect(instanceSettings(8 * GIB)).toMatchObject({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
});
