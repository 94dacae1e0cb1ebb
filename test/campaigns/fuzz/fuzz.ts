import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Random, seededRandom } from '../../../src/entrypoints/demo/random.ts';
import { type StaffClient, signInWith } from '../../support/staff-client.ts';
import { type RunningVigie, startVigie } from '../../support/vigie.ts';
import { workOnce } from '../load.ts';
import { apiRequests } from './api-requests.ts';
import { Callers, fillIn } from './callers.ts';
import { type Draft, type RawRequest, render } from './draft.ts';
import { faultsOf } from './judge.ts';
import { readKnown } from './known.ts';
import { ispwsRequests, otherRequests } from './machine-requests.ts';
import { mutate } from './mutate.ts';
import { type Known, type Operation, operationsOf } from './operations.ts';
import { Line, type Outcome } from './wire.ts';

export interface Fault {
  readonly request: RawRequest;
  readonly faults: readonly string[];
}

export interface FuzzCampaign {
  readonly running: RunningVigie;
  readonly sent: number;
  readonly faults: readonly Fault[];
  /** Answers by status; `closed` for connections that ended without one. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Every operation of the OpenAPI document, with how often it was answered with success. */
  readonly reached: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly callers: Callers;
}

export interface FuzzOptions {
  readonly seed: number;
  readonly runs: number;
  /** Requests at the same time. @default 12 */
  readonly width?: number;
  /** Told of the server as soon as it runs, so that whoever gives up early can still stop it. */
  readonly onStart?: (running: RunningVigie) => void;
}

/** What exists changes while the fuzzer works: asked again after so many requests. */
const ASK_AGAIN = 500;
const MOST_FAULTS = 200;

/** Starts a whole Vigie and sends it `runs` requests, each drawn from the seed and its own number. */
export async function runFuzzCampaign(options: FuzzOptions): Promise<FuzzCampaign> {
  const running = await startVigie({ demo: true, args: ['--max-xml', '256KiB', '--max-file', '256KiB'] });
  options.onStart?.(running);
  const callers = await Callers.on(running);
  const document: unknown = await (await fetch(`${running.baseUrl}/api/v1/openapi.json`)).json();
  const desk = {
    investigator: await signInWith(running.baseUrl, running.links.get('investigator') ?? ''),
    reviewer: await signInWith(running.baseUrl, running.links.get('reviewer') ?? ''),
  };
  const campaign = new Campaign({ running, callers, desk, operations: operationsOf(document) }, options);
  await campaign.work();
  return campaign.verdict();
}

/** Sends one request, with its caller's secrets, on a connection of its own. */
export async function sendOnce(running: RunningVigie, callers: Callers, request: RawRequest): Promise<Outcome> {
  const { port, host } = new URL(running.baseUrl);
  const line = new Line(Number(port));
  const outcome = await line.send(request, fillIn(request.bytes, callers.proofOf(request.caller), host));
  line.close();
  return outcome;
}

interface House {
  readonly running: RunningVigie;
  readonly callers: Callers;
  readonly desk: { readonly investigator: StaffClient; readonly reviewer: StaffClient };
  readonly operations: readonly Operation[];
}

class Campaign {
  readonly #house: House;
  readonly #options: FuzzOptions;
  readonly #faults: Fault[] = [];
  readonly #statuses: Record<string, number> = {};
  readonly #reached: Record<string, number>;
  readonly #made = new Map<string, string[]>();
  readonly #started = Date.now();
  #known: Known = new Map();
  #arbitraries: Map<string, fc.Arbitrary<Draft>> = new Map();
  #sent = 0;

  constructor(house: House, options: FuzzOptions) {
    this.#house = house;
    this.#options = options;
    this.#reached = Object.fromEntries(house.operations.map((each) => [nameOf(each), 0]));
  }

  async work(): Promise<void> {
    const { runs, width = 12 } = this.#options;
    for (let from = 0; from < runs; from += ASK_AGAIN) {
      await this.#askAgain();
      // The desk's own people go on working; what the fuzzer took from under their hands does not matter here.
      const beside = workOnce(this.#house.desk).catch(() => undefined);
      let next = from;
      const end = Math.min(runs, from + ASK_AGAIN);
      const one = async () => {
        const line = new Line(Number(new URL(this.#house.running.baseUrl).port));
        while (next < end && this.#faults.length < MOST_FAULTS && !this.#house.running.hasEnded()) {
          const index = next;
          next += 1;
          await this.#sendOne(line, this.#draw(index));
        }
        line.close();
      };
      await Promise.all(Array.from({ length: width }, one));
      await beside;
    }
  }

  verdict(): FuzzCampaign {
    return {
      running: this.#house.running,
      sent: this.#sent,
      faults: this.#faults,
      statuses: this.#statuses,
      reached: this.#reached,
      seconds: Math.round((Date.now() - this.#started) / 1_000),
      callers: this.#house.callers,
    };
  }

  async #askAgain(): Promise<void> {
    await this.#house.callers.renew();
    const cookies = ['triage-investigator', 'package-investigator', 'administrator', 'reviewer'].flatMap(
      (role) => this.#house.callers.proofOf(role)['cookie'] ?? [],
    );
    this.#known = await readKnown(this.#house.running.baseUrl, cookies, this.#made);
    const { names } = this.#house.callers;
    this.#arbitraries = new Map([
      ...this.#house.operations.map((each) => [nameOf(each), apiRequests(each, names, this.#known)] as const),
      ['ispws', ispwsRequests(names, this.#known)],
      ['other', otherRequests(names)],
    ]);
  }

  /** Request number `index` of this seed: which kind, which values, which bytes spoiled. */
  #draw(index: number): RawRequest {
    const random = seededRandom(seedOf(this.#options.seed, index));
    const from = random.chance(0.3) ? random.pick(['ispws', 'ispws', 'other']) : this.#pickOperation(random);
    const name = typeof from === 'string' ? from : nameOf(from);
    const arbitrary = this.#arbitraries.get(name);
    const [draft] = arbitrary ? fc.sample(arbitrary, { seed: random.below(2 ** 31), numRuns: 1 }) : [];
    if (!draft) throw new Error(`Nothing to draw for ${name}`);
    return rawOf(draft, name, random);
  }

  /** Signing out ends the session of a whole role until the next renewal: one in a hundred of its turns is enough. */
  #pickOperation(random: Random): Operation {
    const picked = random.pick(this.#house.operations);
    return nameOf(picked) === 'DELETE /api/v1/session' && !random.chance(0.01) ? this.#pickOperation(random) : picked;
  }

  async #sendOne(line: Line, request: RawRequest): Promise<void> {
    const { host } = new URL(this.#house.running.baseUrl);
    const bytes = fillIn(request.bytes, this.#house.callers.proofOf(request.caller), host);
    const outcome = await line.send(request, bytes).catch(
      (error: Error): Outcome => ({
        kind: 'gibberish',
        bytes: Buffer.from(error.message),
      }),
    );
    this.#sent += 1;
    const faults = faultsOf(request, outcome);
    if (faults.length > 0) this.#faults.push({ request, faults });
    this.#learn(request, outcome);
  }

  #learn(request: RawRequest, outcome: Outcome): void {
    const answers = outcome.kind === 'answered' ? outcome.answers : [];
    const keys = answers.length > 0 ? answers.map(({ status }) => String(status)) : [outcome.kind];
    for (const key of keys) this.#statuses[key] = (this.#statuses[key] ?? 0) + 1;
    if (answers.some(({ status }) => status < 300) && request.from in this.#reached)
      this.#reached[request.from] = (this.#reached[request.from] ?? 0) + 1;
    if (request.from === 'ispws') for (const { body } of answers) this.#remember(body.toString('latin1'));
  }

  #remember(xml: string): void {
    const add = (holder: string, value: string | undefined) => {
      if (value !== undefined) this.#made.set(holder, [...(this.#made.get(holder) ?? []), value].slice(-40));
    };
    add('ispws-report', /<reportId>(\d+)<\/reportId>/.exec(xml)?.[1]);
    add('ispws-file', /<fileId>([^<]+)<\/fileId>/.exec(xml)?.[1]);
  }
}

/** One request in four is spoiled in its bytes, one in fifty stops in the middle, one in twenty comes in pieces. */
function rawOf(draft: Draft, from: string, random: Random): RawRequest {
  const bytes = render(draft);
  const drawn = random.next();
  const base = { caller: draft.caller, from };
  if (drawn < 0.02) return { ...base, bytes, whole: false, pace: 'half' };
  if (drawn < 0.27) return { ...base, bytes: mutate(bytes, random), whole: false, pace: 'at-once' };
  return { ...base, bytes, whole: true, pace: drawn < 0.32 ? 'pieces' : 'at-once' };
}

function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

function seedOf(seed: number, index: number): number {
  return createHash('sha256').update(`${seed}/${index}`).digest().readUInt32BE(0);
}

/** Where corpora of failures are kept. */
export const CORPUS_DIR = join(import.meta.dirname, '../../data/fuzz-corpus');
