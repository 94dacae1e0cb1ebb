/** How much is gathered. */
export interface GroupLimits {
  /** Items in one group at most. */
  readonly together: number;
  /** Groups under way at the same time at most. */
  readonly groups: number;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what arrives while others are being committed, and commits it together: one arrival waits for nobody, a crowd shares its
 * transactions. `run` answers in the order given, after its commit. A group that fails is tried one by one, so that nobody is
 * refused for another's sake.
 */
export function groupCommit<Item, Answer>(
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
  limits: GroupLimits,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let underWay = 0;
  const next = async (): Promise<void> => {
    if (underWay >= limits.groups) return;
    const group = waiting.splice(0, limits.together);
    if (group.length === 0) return;
    underWay += 1;
    await settle(group, run);
    underWay -= 1;
    await next();
  };
  return (item) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      void next();
    });
}

async function settle<Item, Answer>(
  group: readonly Waiting<Item, Answer>[],
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
): Promise<void> {
  try {
    const answers = await run(group.map(({ item }) => item));
    if (answers.length !== group.length) throw new Error('A group was answered in part.');
    for (const [at, { resolve }] of group.entries()) resolve(answers[at] as Answer);
  } catch (error) {
    if (group.length === 1) group[0]?.reject(error);
    else for (const one of group) await settle([one], run);
  }
}
