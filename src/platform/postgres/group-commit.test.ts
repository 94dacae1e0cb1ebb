import { describe, expect, it } from 'vitest';
import { groupCommit } from './group-commit.ts';

/** Runs that end when told to, and the groups they were given. */
function heldRuns() {
  const groups: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  const run = async (items: readonly string[]) => {
    groups.push(items);
    if (items.length === 1 && items[0] === 'first') await new Promise<void>((end) => ends.push(end));
    if (items.includes('bad')) throw new Error(`${items.length} with a bad one`);
    return items.map((item) => item.toUpperCase());
  };
  return { groups, run, endFirst: () => ends.shift()?.() };
}

describe('a group commit', () => {
  it('lets one arrival wait for nobody and gathers those that come meanwhile', async () => {
    const { groups, run, endFirst } = heldRuns();
    const commit = groupCommit(run, { together: 10, groups: 1 });
    const all = [commit('first'), commit('second'), commit('third')];
    endFirst();
    expect(await Promise.all(all)).toEqual(['FIRST', 'SECOND', 'THIRD']);
    expect(groups).toEqual([['first'], ['second', 'third']]);
  });

  it('takes no more together than it is allowed', async () => {
    const { groups, run, endFirst } = heldRuns();
    const commit = groupCommit(run, { together: 2, groups: 1 });
    const all = ['first', 'a', 'b', 'c'].map(commit);
    endFirst();
    await Promise.all(all);
    expect(groups).toEqual([['first'], ['a', 'b'], ['c']]);
  });

  it('refuses nobody for the sake of another', async () => {
    const { run, endFirst } = heldRuns();
    const commit = groupCommit(run, { together: 10, groups: 1 });
    const all = ['first', 'good', 'bad', 'better'].map(commit);
    endFirst();
    const settled = await Promise.allSettled(all);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(settled[2]).toMatchObject({ reason: { message: '1 with a bad one' } });
  });
});
