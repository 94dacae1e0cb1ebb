import { describe, expect, it } from 'vitest';
import { mineText } from './mine-text.ts';

const kinds = (text: string) => mineText(text, 'additionalInfo').map(({ kind, value }) => `${kind} ${value}`);

describe('identifiers named in free text', () => {
  it('are found in the order they stand, each with the place it stands at', () => {
    const [first, second] = mineText('écrire à a.b@mail.example depuis 192.0.2.7', 'additionalInfo');
    expect(first).toMatchObject({ kind: 'email', value: 'a.b@mail.example', path: 'additionalInfo[9-25]' });
    expect(second).toMatchObject({ kind: 'ip', value: '192.0.2.7', provenance: 'mined-from-text' });
  });

  it('leave the punctuation of the sentence alone', () => {
    expect(kinds('voir (https://site.example/u/1). Puis « a@b.example ».')).toEqual([
      'url https://site.example/u/1',
      'email a@b.example',
    ]);
  });

  it('are not found twice in one place: a URL keeps the address inside it', () => {
    expect(kinds('https://192.0.2.9/login?mail=a@b.example')).toEqual(['url https://192.0.2.9/login?mail=a@b.example']);
  });

  it('are of every kind the desk compares: e-mail, telephone, addresses of both families, web addresses, handles', () => {
    expect(
      kinds(
        'a@b.example, +1 613 993 0001, 192.0.2.7, 2001:db8::7, https://site.example/u, www.site.example/v, @neutral.name',
      ),
    ).toEqual([
      'email a@b.example',
      'phone +1 613 993 0001',
      'ip 192.0.2.7',
      'ip 2001:db8::7',
      'url https://site.example/u',
      'url www.site.example/v',
      'screen-name @neutral.name',
    ]);
  });

  it('are read through what a careful writer broke on purpose', () => {
    const [address, host] = mineText('hxxps://site[.]example/p and 192.0.2[.]7', 'memo');
    expect(address).toMatchObject({ value: 'https://site.example/p', normal: 'site.example/p', path: 'memo[0-24]' });
    expect(host).toMatchObject({ value: '192.0.2.7', normal: '192.0.2.7' });
  });

  it('take a handle for one only where it stands by itself, and say it once beside its label', () => {
    expect(kinds('@one_1 (@two) x@y a/@b foo@ username: @one_1')).toEqual(['screen-name @two', 'screen-name @one_1']);
  });

  it('are told once however often the text repeats them', () => {
    expect(kinds('a@b.example, A@B.example, a@b.example')).toEqual(['email a@b.example']);
  });

  it('leave a time of day and a date alone', () => {
    expect(kinds('le 2026-11-20 à 10:15:30')).toEqual([]);
  });

  // Quadratic reading took three quarters of a minute for this text and held everything else up; linear reading takes a fraction of a second.
  it('are found in a megabyte that says the same two things over and over', { timeout: 20_000 }, () => {
    expect(kinds('a.b@mail.example 192.0.2.1 '.repeat(37_000))).toEqual(['email a.b@mail.example', 'ip 192.0.2.1']);
  });
});
