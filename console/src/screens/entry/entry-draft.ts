import type { DeskEntry } from '../../api/desk.ts';
import { entryWords as words } from '../../messages/entry.ts';
import { useDraft } from '../../ui/draft.ts';
import type { Pair } from '../../ui/locale.ts';

/** What is being written; `key` makes sure that it is received once, however often it is sent. */
export interface EntryDraft {
  readonly key: string;
  readonly source: string;
  readonly sender: string;
  readonly contact: string;
  readonly channel: string;
  readonly danger: string;
  readonly words: string;
  readonly identifiers: string;
  readonly when: string;
  readonly where: string;
  readonly fileNumber: string;
  readonly officer: string;
  readonly unit: string;
  readonly requestType: string;
  readonly caveats: string;
  readonly handlingCode: string;
  /** As the field writes it: `2026-11-24T14:30`, in the zone of this desk. */
  readonly noticeAt: string;
}

export type DraftField = Exclude<keyof EntryDraft, 'key'>;

const EMPTY: Omit<EntryDraft, 'key'> = {
  source: '',
  sender: '',
  contact: '',
  channel: 'voice',
  danger: 'unknown',
  words: '',
  identifiers: '',
  when: '',
  where: '',
  fileNumber: '',
  officer: '',
  unit: '',
  requestType: '',
  caveats: '',
  handlingCode: '',
  noticeAt: '',
};

export interface Draft {
  readonly draft: EntryDraft;
  readonly isEmpty: boolean;
  readonly change: (field: DraftField, value: string) => void;
  readonly clear: () => void;
}

/** The draft of a form, kept across screens, languages and sign-in until it is received. */
export function useEntryDraft(form: 'call' | 'referral'): Draft {
  const [kept, keep] = useDraft(`entry ${form}`);
  const draft: EntryDraft = kept === '' ? { ...EMPTY, key: '' } : (JSON.parse(kept) as EntryDraft);
  return {
    draft,
    isEmpty: kept === '',
    change: (field, value) => keep(JSON.stringify({ ...draft, key: draft.key || crypto.randomUUID(), [field]: value })),
    clear: () => keep(''),
  };
}

/** What keeps a draft from being received; the first thing, in the order of the fields. */
export function lacking(draft: EntryDraft, isReferral: boolean): Pair | null {
  if (draft.source === '') return words.needSource;
  if (draft.sender.trim() === '') return words.needSender;
  if (draft.words.trim() === '') return words.needWords;
  if (!isReferral) return null;
  if (draft.fileNumber.trim() === '') return words.needFile;
  return Number.isNaN(Date.parse(draft.noticeAt)) ? words.needTime : null;
}

/** The draft as the server takes it. */
export function entryOf(draft: EntryDraft, isReferral: boolean): DeskEntry {
  const { key: _, noticeAt, fileNumber, officer, unit, requestType, caveats, handlingCode, ...fields } = draft;
  return {
    ...fields,
    noticeAt: isReferral ? new Date(noticeAt).toISOString() : null,
    referral: isReferral ? { fileNumber, officer, unit, requestType, caveats, handlingCode } : null,
  };
}
