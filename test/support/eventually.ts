/** Asks again until the answer is there; no test waits for a clock, only for the thing itself. Fails after `withinMs`. */
export async function eventually<T>(ask: () => Promise<T | null | undefined | false>, withinMs = 240_000): Promise<T> {
  const until = performance.now() + withinMs;
  let last: unknown;
  while (performance.now() < until) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not happen in time.', { cause: last });
}
