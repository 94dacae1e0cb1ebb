import type { Messages } from '#core/messages.ts';
import type { ClockKind } from './types.ts';

/** What each clock is called. */
export const CLOCK_WORDS = {
  'mra-preservation': {
    en: 'Provider must preserve the data (Mandatory Reporting Act)',
    fr: 'Conservation des données par le fournisseur (Loi sur la déclaration obligatoire)',
  },
  'us-provider-preservation': {
    en: 'American provider preserves the data (18 USC 2258A)',
    fr: 'Conservation des données par le fournisseur américain (18 USC 2258A)',
  },
  'ip-port-logs': {
    en: 'Address and port logs are erased',
    fr: 'Effacement des journaux d’adresses et de ports',
  },
} as const satisfies Messages & Record<ClockKind, unknown>;
