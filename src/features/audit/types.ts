import type { Actor } from '#core/actor.ts';

/** Objects as the trail counts them: what they are, and which. */
export interface AuditedObject {
  readonly kind: string;
  readonly ids: readonly number[];
}

/** One act as it is kept: who, what, on which objects, with which outcome. */
export interface AuditedAct {
  readonly actor: Actor;
  /** Verb and noun of the act: `decide-report`, `open-narrative`. */
  readonly act: string;
  /** What the ids count: `report`, `package`, `staff`. */
  readonly objectKind: string;
  readonly objectIds: readonly number[];
  readonly outcome: 'done' | 'denied' | 'refused';
  /** Why a person looked, in the code or words they gave; kept where it can be shredded. */
  readonly purpose?: string;
  /** Other words a person typed (a name at the other end), by what they are; kept where they can be shredded. */
  readonly typed?: Readonly<Record<string, string>>;
  /** Ids and codes only; never names, content or free text. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
