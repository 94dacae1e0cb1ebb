/** Ends a switch over a closed union: a new member no longer compiles until it is handled. */
export function exhaustive(impossible: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(impossible)}`);
}
