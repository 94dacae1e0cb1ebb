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

  it('answers nobody before the group they were in is committed', async () => {
    const { run, endFirst } = heldRuns();
    const commit = groupCommit(run, { together: 10, groups: 1 });
    const answered: string[] = [];
    const all = ['first', 'second'].map((item) => commit(item).then((answer) => answered.push(answer)));
    await new Promise((turn) => setImmediate(turn));
    expect(answered).toEqual([]);
    endFirst();
    await Promise.all(all);
    expect(answered).toEqual(['FIRST', 'SECOND']);
  });

  it('has one group under way, also while one that failed is tried one by one', async () => {
    const most = { now: 0, ever: 0 };
    const run = async (items: readonly string[]) => {
      most.now += 1;
      most.ever = Math.max(most.ever, most.now);
      await new Promise((turn) => setImmediate(turn));
      most.now -= 1;
      if (items.includes('bad')) throw new Error('bad');
      return items;
    };
    const commit = groupCommit(run, { together: 3, groups: 1 });
    const items = Array.from({ length: 20 }, (_, at) => (at % 4 === 2 ? 'bad' : `good ${at}`));
    const settled = await Promise.allSettled(items.map(commit));
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(5);
    expect(most).toEqual({ now: 0, ever: 1 });
  });

  it('has as many groups under way as it is allowed, and no more', async () => {
    const { groups, run, endFirst } = heldRuns();
    const commit = groupCommit(run, { together: 10, groups: 2 });
    const all = ['first', 'a', 'b', 'c'].map(commit);
    expect(groups).toEqual([['first'], ['a']]);
    endFirst();
    await Promise.all(all);
    expect(groups).toEqual([['first'], ['a'], ['b', 'c']]);
  });

  it('gives nobody the answer of another: a group answered in part is asked for one by one', async () => {
    const { groups, run, endFirst } = heldRuns();
    const inPart = async (items: readonly string[]) => (await run(items)).slice(0, 1);
    const commit = groupCommit(inPart, { together: 10, groups: 1 });
    const all = ['first', 'a', 'b'].map(commit);
    endFirst();
    expect(await Promise.all(all)).toEqual(['FIRST', 'A', 'B']);
    expect(groups).toEqual([['first'], ['a', 'b'], ['a'], ['b']]);
  });

  it('takes the next arrival at once after a quiet while, and after a group that failed', async () => {
    const { groups, run } = heldRuns();
    const commit = groupCommit(run, { together: 10, groups: 1 });
    expect(await commit('a')).toBe('A');
    await expect(commit('bad')).rejects.toThrow('1 with a bad one');
    expect(await commit('b')).toBe('B');
    expect(groups).toEqual([['a'], ['bad'], ['b']]);
  });
});
