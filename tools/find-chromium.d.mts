/** The path of a Chromium of this machine; null when there is none. */
export function findChromium(): string | null;
/** Finds a Chromium or brings one; null when neither works. */
export function obtainChromium(): string | null;
