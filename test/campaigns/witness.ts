import { appendFileSync, closeSync, fsyncSync, openSync, readFileSync } from 'node:fs';

/** What the client was told, written down before it is believed: the only truth a kill campaign compares with. */
export interface Acknowledged {
  readonly ispwsId: number;
  readonly act: 'submit' | 'upload' | 'finish';
  readonly md5?: string;
}

/** An own file of acknowledgements, each on disk before the next step. */
export class Witness {
  readonly #path: string;
  constructor(path: string) {
    this.#path = path;
  }

  write(seen: Acknowledged): void {
    appendFileSync(this.#path, `${JSON.stringify(seen)}\n`);
    const handle = openSync(this.#path, 'r');
    fsyncSync(handle);
    closeSync(handle);
  }

  all(): Acknowledged[] {
    return readFileSync(this.#path, { encoding: 'utf8', flag: 'a+' })
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Acknowledged);
  }
}
