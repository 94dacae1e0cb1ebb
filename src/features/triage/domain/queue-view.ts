/** The lists of the queue screen (handbook ux page, S03). */
export const QUEUE_VIEWS = ['next', 'dies-first', 'mine', 'all', 'reawakened'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];
