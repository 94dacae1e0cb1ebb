import { createHash } from 'node:crypto';

/** Tells a payment address from a word that resembles one, by the checksum its scheme carries: Bitcoin base58 and bech32(m), Ethereum (form only), Monero (form only). */
export function isWalletAddress(text: string): boolean {
  if (/^0x[0-9a-f]{40}$/i.test(text)) return true;
  if (/^[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}$/.test(text)) return true;
  if (/^bc1/i.test(text)) return hasBech32Checksum(text);
  return /^[13]/.test(text) && hasBase58Checksum(text);
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Base58Check: the last 4 of 25 bytes are the head of a double SHA-256 over the others. */
function hasBase58Checksum(text: string): boolean {
  let number = 0n;
  for (const character of text) {
    const digit = BASE58.indexOf(character);
    if (digit < 0) return false;
    number = number * 58n + BigInt(digit);
  }
  const hex = number.toString(16);
  if (hex.length > 50) return false;
  const bytes = Buffer.from(hex.padStart(50, '0'), 'hex');
  const once = createHash('sha256').update(bytes.subarray(0, 21)).digest();
  return createHash('sha256').update(once).digest().subarray(0, 4).equals(bytes.subarray(21));
}

/** BIP 173 and BIP 350: a BCH code whose remainder is 1 (bech32) or 0x2bc830a3 (bech32m). */
function hasBech32Checksum(text: string): boolean {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return false;
  const values = [...text.toLowerCase().slice(3)].map((character) => BECH32.indexOf(character));
  if (values.includes(-1)) return false;
  const prefix = [3, 3, 0, 2, 3]; // "bc" expanded: high bits, zero, low bits
  let remainder = 1;
  for (const value of [...prefix, ...values]) {
    const top = remainder >>> 25;
    remainder = ((remainder & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].entries()) {
      if ((top >>> bit) & 1) remainder ^= generator;
    }
  }
  return remainder === 1 || remainder === 0x2bc830a3;
}
