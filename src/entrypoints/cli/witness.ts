import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Command } from 'commander';
import {
  addCosignature,
  askForHead,
  bringBack,
  parseShownHead,
  readMemory,
  type ShownHead,
  shownHead,
  vouch,
  witnessKey,
  writeMemory,
  writeWhole,
} from '#features/audit';
import { verifierKeyText as witnessKeyText } from '#platform/tlog/signed-note.ts';
import { withInstance } from '../instance.ts';
import {
  act,
  type CommonOptions,
  grantedOr,
  inTransactionOf,
  Refused,
  type Speech,
  withCommonOptions,
} from './speak.ts';

interface WitnessOptions extends CommonOptions {
  readonly log?: string;
  readonly state?: string;
  readonly name?: string;
  readonly logKey?: string;
  readonly head?: string;
  readonly out?: string;
  readonly since?: string;
  readonly add?: string;
}

/** `vigie audit witness`: for an outside party, over the network or by files; needs no database there. */
export function registerWitness(group: Command): void {
  withCommonOptions(group.command('witness'))
    .description('vouch for the log from outside, or carry heads and cosignatures across an air gap')
    .option('--log <url>', 'the log to watch')
    .option('--state <file>', 'what this witness remembers; its key lies beside it')
    .option('--name <name>', 'name of this witness, at its first look', `${hostname()}/vigie-witness`)
    .option('--log-key <key>', 'verifier key the log must have')
    .option('--head <file>', 'air gap, at the witness: judge this head instead of asking the log')
    .option('--out <file>', 'air gap: write the head (at the log) or the cosignature (at the witness) here')
    .option('--since <size>', 'air gap, at the log: the size the witness knows', '0')
    .option('--add <file>', 'air gap, at the log: take in a cosignature')
    .action((options: WitnessOptions) => act(options, () => run(options)));
}

function run(options: WitnessOptions): Promise<Speech> {
  if (options.add !== undefined) return takeIn(options.add);
  if (options.state !== undefined && (options.log !== undefined || options.head !== undefined)) {
    return watch({ ...options, state: options.state });
  }
  if (options.out !== undefined && options.state === undefined) return handOut(options.out, Number(options.since));
  throw new Refused({
    code: 'usage',
    message: {
      en: 'Give --log and --state; across an air gap --out, then --head and --state and --out, then --add.',
      fr: 'Donnez --log et --state; à travers un intervalle d’air --out, puis --head, --state et --out, puis --add.',
    },
  });
}

async function watch(options: WitnessOptions & { readonly state: string }): Promise<Speech> {
  const memory = await readMemory(options.state);
  const key = await witnessKey(options.state, options.name ?? '');
  const shown = await show(options, memory);
  if (options.logKey !== undefined && options.logKey !== shown.logKey) throw alarm('another-log', {});
  const vouched = vouch(memory, shown, { key, unixSeconds: Math.floor(Date.now() / 1_000) });
  if (!vouched.ok) throw alarm(vouched.refusal.kind, vouched.refusal);
  await writeMemory(options.state, vouched.value.memory);
  const { note } = vouched.value;
  if (options.out !== undefined) await writeWhole(options.out, note);
  const told = options.log === undefined || options.head !== undefined ? null : await bringBack(options.log, note);
  const refused = told !== null && 'refused' in told ? told.refused : null;
  return {
    json: {
      ok: refused === null,
      witnessKey: witnessKeyText(key),
      checkpoint: note,
      kept: refused === null && told !== null,
      refused,
    },
    lines: [`${refused === null ? '✓' : `! ${refused}`} ${witnessKeyText(key)}`, note.trimEnd()],
    exitCode: refused === null ? 0 : 1,
  };
}

async function show(options: WitnessOptions, memory: Parameters<typeof askForHead>[1]): Promise<ShownHead> {
  if (options.head !== undefined) return parseShownHead(await readFile(options.head, 'utf8'));
  try {
    return await askForHead(options.log ?? '', memory);
  } catch (error) {
    throw new Refused({
      code: 'log-away',
      message: { en: 'The log does not answer as a log.', fr: 'Le journal ne répond pas comme un journal.' },
      details: { reason: error instanceof Error ? error.message : 'unknown' },
    });
  }
}

/** At the log, for the way out: its newest head with the proof from what the witness knows. */
function handOut(path: string, since: number): Promise<Speech> {
  return withInstance(async ({ db, audit }) => {
    const shown = await shownHead(db, audit, since);
    if (shown === null) throw new Refused(NO_HEAD);
    await writeWhole(path, `${JSON.stringify(shown, null, 1)}\n`);
    return { json: shown, lines: [shown.checkpoint.trimEnd()] };
  });
}

/** At the log, on the way in. */
function takeIn(path: string): Promise<Speech> {
  return withInstance(async (instance) => {
    const note = await readFile(path, 'utf8');
    const added = await inTransactionOf(instance, (tx) => addCosignature(tx, instance, note));
    const witnesses = grantedOr(added, NOT_KEPT);
    return { json: { ok: true, witnesses }, lines: witnesses.map((name) => `✓ ${name}`) };
  });
}

const NO_HEAD = {
  code: 'no-head',
  message: {
    en: 'The log has no signed head of that kind yet.',
    fr: 'Le journal n’a pas encore de tête signée de ce genre.',
  },
};
const NOT_KEPT = {
  code: 'not-kept',
  message: { en: 'This cosignature is not kept.', fr: 'Cette cosignature n’est pas conservée.' },
};

function alarm(code: string, details: object): Refused {
  return new Refused({
    code,
    message: {
      en: `Not vouched for: ${code}. What this witness saw before is kept.`,
      fr: `Non attesté\u00a0: ${code}. Ce que ce témoin a vu avant est conservé.`,
    },
    details,
  });
}
