export { forgetMedia } from './commands/forget-media.ts';
export { matchMedia } from './commands/match-media.ts';
export { matchReasons } from './queries/match-reasons.ts';
export { matchesOf } from './queries/matches-of.ts';
export type { MediaMatch } from './types.ts';
