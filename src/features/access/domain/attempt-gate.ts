/** Lets a few slow judgements run at once for each network, so that a flood of guesses cannot take every connection of the database. */
export interface AttemptGate {
  /** Null when there is no room: the caller is told to come back, and nothing was judged. */
  enter(network: string): (() => void) | null;
}

/** `perNetwork` at once from one network, `inAll` from everywhere. */
export function attemptGate(perNetwork: number, inAll: number): AttemptGate {
  const inside = new Map<string, number>();
  let all = 0;
  return {
    enter(network) {
      const here = inside.get(network) ?? 0;
      if (here >= perNetwork || all >= inAll) return null;
      inside.set(network, here + 1);
      all += 1;
      let isInside = true;
      return () => {
        if (!isInside) return;
        isInside = false;
        all -= 1;
        const left = (inside.get(network) ?? 1) - 1;
        if (left === 0) inside.delete(network);
        else inside.set(network, left);
      };
    },
  };
}
