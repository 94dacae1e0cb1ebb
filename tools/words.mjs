/** What the tools say, in both languages; `VIGIE_LANG` chooses. */
const WORDS = {
  installing: { en: 'Installing (npm ci)', fr: 'Installation (npm ci)' },
  buildingConsole: { en: 'Building the console', fr: 'Construction de la console' },
  buildingKernels: { en: 'Building the kernels', fr: 'Construction des noyaux' },
  noConsole: { en: 'No console to build yet', fr: 'Aucune console à construire pour l’instant' },
  upToDate: { en: 'up to date', fr: 'à jour' },
  failed: { en: 'failed', fr: 'échec' },
};

export function say(key) {
  return WORDS[key][process.env.VIGIE_LANG === 'fr' ? 'fr' : 'en'];
}

// A step shorter than this needs no line of its own.
const QUIET_MS = 1_000;

/** Runs a step; the person at the terminal sees its name once it lasts longer than a second, and how long it took. */
export async function step(key, act) {
  const begun = performance.now();
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    process.stderr.write(`${say(key)} …\n`);
  }, QUIET_MS);
  try {
    return await act();
  } finally {
    clearTimeout(timer);
    if (shown) process.stderr.write(`${say(key)}: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
  }
}
