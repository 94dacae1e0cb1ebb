let lastInput = Date.now();

/** Notes that the person did something on the page. */
export function noteInput(): void {
  lastInput = Date.now();
}

/** How long nobody has touched this page, in milliseconds. */
export function idleMs(): number {
  return Date.now() - lastInput;
}
