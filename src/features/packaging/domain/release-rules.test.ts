import { expect, test } from 'vitest';
import { judgeRelease } from './release-rules.ts';

const BAG = 'ab'.repeat(32);
const hands = { authorStaffId: 1, submittedBy: 2, contributors: [3] };

test('a person who wrote, submitted or filled the package does not release it', () => {
  for (const by of [1, 2, 3]) {
    expect(judgeRelease({ by, bagHash: BAG }, { bagHash: BAG, hands })).toMatchObject({
      refusal: { kind: 'own-package' },
    });
  }
});

test('another person releases exactly the bytes that were sealed', () => {
  expect(judgeRelease({ by: 4, bagHash: ` ${BAG.toUpperCase()}` }, { bagHash: BAG, hands }).ok).toBe(true);
  for (const bagHash of ['', BAG.slice(0, 62), `${BAG.slice(0, 62)}ac`]) {
    expect(judgeRelease({ by: 4, bagHash }, { bagHash: BAG, hands })).toMatchObject({
      refusal: { kind: 'other-bag-hash' },
    });
  }
});
