/** What a CyberTip number looks like: digits alone, at least seven. */
const NUMBER = String.raw`(\d{7,15})`;
const BEFORE = '^(?:ncmec|cyber ?tip(?:line)?(?: report)?|tip|report)?[:_ #-]*';
const FOLDER = new RegExp(`${BEFORE}${NUMBER}$`, 'i');
const FILE = new RegExp(`${BEFORE}${NUMBER}(?!\\d)`, 'i');

/** The CyberTip number a folder is named after: `190000001`, `ncmec:190000001`, `CyberTip 190000001`; null for other names. */
export function numberOfFolder(name: string): string | null {
  return FOLDER.exec(name.trim())?.[1] ?? null;
}

/** The number a file's name begins with: `190000001.pdf`, `190000001_f1.jpg`, `ncmec-190000001-files.zip`; null for other names. */
export function numberOfFile(name: string): string | null {
  return FILE.exec(name.trim())?.[1] ?? null;
}

/** The CyberTip number in a path: of the nearest folder named after one (an archive counts as a folder), else of the file itself. */
export function numberInPath(path: string): string | null {
  const parts = path.split(/[\\/]|!\//).filter((part) => part !== '');
  const name = parts.pop() ?? '';
  const folders = parts.map((part) =>
    numberOfFolder(part.replace(/(?:[-_ ](?:files|media|uploads))?(?:\.zip)?!?$/i, '')),
  );
  return folders.findLast((number) => number !== null) ?? numberOfFile(name);
}

/** Whether a path says that it is another tip's: it lies in a folder named after another number. */
export function isOfAnotherTip(path: string, number: string | null): boolean {
  const parts = path.split(/[\\/]|!\//).slice(0, -1);
  const of = parts.map((part) => numberOfFolder(part.replace(/\.zip!?$/i, ''))).findLast((one) => one !== null) ?? null;
  return of !== null && of !== number;
}
