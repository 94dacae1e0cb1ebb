import type { Language } from './locale.ts';

const NO_BREAK = '\u00a0';

/** Groups thousands by a no-break space in both languages: the default formatter has a third habit for each locale. */
export function formatNumber(value: number, language: Language): string {
  const [whole = '0', fraction] = String(Math.abs(value)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, NO_BREAK);
  const sign = value < 0 ? '−' : '';
  return sign + grouped + (fraction === undefined ? '' : (language === 'fr' ? ',' : '.') + fraction);
}

/** A signed contribution: `+30`, `−0`, with a real minus. */
export function formatSigned(value: number, language: Language): string {
  return value > 0 ? `+${formatNumber(value, language)}` : value < 0 ? formatNumber(value, language) : '0';
}

const UNITS = { en: ['B', 'KiB', 'MiB', 'GiB', 'TiB'], fr: ['o', 'Kio', 'Mio', 'Gio', 'Tio'] } as const;

/** A size in binary units, one decimal from KiB up. */
export function formatBytes(bytes: number, language: Language): string {
  let size = bytes;
  let step = 0;
  while (size >= 1024 && step < 4) {
    size /= 1024;
    step += 1;
  }
  const shown = step === 0 ? size : Math.round(size * 10) / 10;
  return `${formatNumber(shown, language)}${NO_BREAK}${UNITS[language][step] ?? ''}`;
}
