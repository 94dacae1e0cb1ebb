import { describe, expect, it } from 'vitest';
import { actOf, belongsToField, type KeyPress, keyLabel, keyName } from './keyboard.ts';

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

describe('a key', () => {
  it('is a digit by its place, on a French keyboard too, with Shift or without', () => {
    expect(keyName(press('é', 'Digit2'))).toBe('2');
    expect(keyName(press('2', 'Digit2', { shiftKey: true }))).toBe('2');
    expect(keyName(press('7', 'Numpad7'))).toBe('7');
  });

  it('is a letter by what it writes, wherever it lies', () => {
    expect(keyName(press('a', 'KeyQ'))).toBe('a');
    expect(keyName(press('D', 'KeyD', { shiftKey: true }))).toBe('shift+d');
  });

  it('is a question mark whatever is held to write it', () => {
    expect(keyName(press('?', 'Slash', { shiftKey: true }))).toBe('?');
    expect(keyName(press('?', 'KeyM', { shiftKey: true }))).toBe('?');
  });

  it('carries what is held with it', () => {
    expect(keyName(press('Enter', 'Enter', { ctrlKey: true }))).toBe('ctrl+Enter');
    expect(keyName(press('l', 'KeyL', { altKey: true }))).toBe('alt+l');
  });

  it('starts the act of its table only', () => {
    const table = [{ id: 'next', keys: ['n'], words: { en: 'Next', fr: 'Suivant' } }] as const;
    expect(actOf(table, press('n', 'KeyN'))).toBe('next');
    expect(actOf(table, press('n', 'KeyN', { ctrlKey: true }))).toBeNull();
  });

  it('belongs to the field it writes in, unless Ctrl or Alt is held', () => {
    expect(belongsToField('TEXTAREA', null, press('n', 'KeyN'))).toBe(true);
    expect(belongsToField('INPUT', 'text', press('d', 'KeyD'))).toBe(true);
    expect(belongsToField('INPUT', 'radio', press('d', 'KeyD'))).toBe(false);
    expect(belongsToField('TEXTAREA', null, press('Enter', 'Enter', { ctrlKey: true }))).toBe(false);
    expect(belongsToField('BUTTON', null, press('d', 'KeyD'))).toBe(false);
  });

  it('is written as people read it', () => {
    expect(keyLabel('ArrowDown')).toBe('↓');
    expect(keyLabel('ctrl+Enter')).toBe('Ctrl+Enter');
    expect(keyLabel('n')).toBe('N');
  });
});
