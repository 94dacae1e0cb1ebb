/** What is tried first at such a desk, in both languages, without accents or spaces. Whoever knows more adds it here (ASVS 6.1.2). */
const TRIED_FIRST: readonly string[] = [
  ...[
    'vigie',
    'ncecc',
    'cncee',
    'rcmp',
    'grc',
    'police',
    'gendarmerie',
    'royale',
    'mounted',
    'canada',
    'cybertip',
    'cyberaide',
  ],
  ...[
    'password',
    'passphrase',
    'motdepasse',
    'phrasedepasse',
    'secret',
    'admin',
    'welcome',
    'bienvenue',
    'bonjour',
    'letmein',
  ],
  ...[
    'qwertyuiop',
    'qwerty',
    'azertyuiop',
    'azerty',
    'asdfghjkl',
    'qsdfghjklm',
    'abcdef',
    '1234567890',
    '123456',
    '12345',
    '123',
  ],
];
/** What must be left when those words and the person’s own name are taken out. */
const LEAST_LEFT = 6;
const LEAST_DIFFERENT = 5;

/** Whether little is left of a passphrase without the words somebody would try first. No rule about kinds of characters. */
export function isEasilyGuessed(text: string, name: string): boolean {
  const names = name
    .split(/[^\p{L}\p{N}]+/u)
    .map(plain)
    .filter((word) => word.length >= 3);
  const taken = [...names, ...TRIED_FIRST].sort((a, b) => b.length - a.length);
  const left = taken.reduce((rest, word) => rest.replaceAll(word, ''), plain(text)).replace(/(?:19|20)\d\d/g, '');
  return [...left].length < LEAST_LEFT || new Set(left).size < LEAST_DIFFERENT;
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
