/** What a police service or a division says of what it sends on. */
export interface SentOn {
  readonly format: string;
  /** What the sender says of itself and of its request, by name. */
  readonly stated: Readonly<Record<string, string>> | null;
}

/** Formats in which a provider gives notice, whoever hands them on. */
const NOTICE_FORMATS = ['provider-notice', 'ispws-xml'];

/**
 * Whether a report passes on a provider’s notice (MRA 3): it is one by its format, or its sender transfers one or names the time of the
 * first. A referral of a service’s own file is none, whatever it says of accounts and addresses.
 */
export function passesNotice({ format, stated }: SentOn): boolean {
  if (NOTICE_FORMATS.includes(format)) return true;
  return stated?.['requestType'] === 'transfer-of-notice' || stated?.['firstNoticeAt'] !== undefined;
}
