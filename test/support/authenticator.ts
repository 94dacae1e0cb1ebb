import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What the relying party asks, as far as an authenticator looks at it. */
export interface Asked {
  readonly challenge: string;
  readonly rpId: string;
  readonly origin: string;
}

/** How an answer may be wrong, one thing at a time. */
export interface Twist {
  readonly userVerified?: boolean;
  readonly counter?: number;
}

/**
 * A passkey in software: P-256, attestation `none`, its own CBOR. It answers what it is asked, true or false, so that the server's
 * refusals can be seen without a browser.
 */
export function softwareAuthenticator() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;
  return {
    id: id.toString('base64url'),
    register(asked: Asked, twist: Twist = {}) {
      const data = authenticatorData(
        asked.rpId,
        twist,
        ++counter,
        Buffer.concat([AAGUID, length16(id), id, coseKey(publicKey)]),
      );
      const attestationObject = cborMap([
        [cborText('fmt'), cborText('none')],
        [cborText('attStmt'), cborMap([])],
        [cborText('authData'), cborBytes(data)],
      ]);
      const response = {
        clientDataJSON: clientData('webauthn.create', asked).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      };
      return answer(id, response);
    },
    prove(asked: Asked, twist: Twist = {}) {
      const data = authenticatorData(asked.rpId, twist, twist.counter ?? ++counter);
      const client = clientData('webauthn.get', asked);
      const signature = signed(privateKey, Buffer.concat([data, createHash('sha256').update(client).digest()]));
      return answer(id, {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      });
    },
  };
}

const AAGUID = Buffer.alloc(16);

function answer<R>(id: Buffer, response: R) {
  const name = id.toString('base64url');
  return { id: name, rawId: name, type: 'public-key' as const, response, clientExtensionResults: {} };
}

function clientData(type: string, { challenge, origin }: Asked): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** WebAuthn level 3, section 6.1: hash of the relying party, flags (present, verified, attested), counter, attested data. */
function authenticatorData(rpId: string, { userVerified = true }: Twist, counter: number, attested?: Buffer): Buffer {
  const flags = 0x01 | (userVerified ? 0x04 : 0) | (attested ? 0x40 : 0);
  const head = Buffer.alloc(5);
  head.writeUInt8(flags);
  head.writeUInt32BE(counter, 1);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), head, attested ?? Buffer.alloc(0)]);
}

function signed(key: KeyObject, bytes: Buffer): Buffer {
  return sign('sha256', bytes, key);
}

/** COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const [left, right] = [x, y].map((part) => cborBytes(Buffer.from(part, 'base64url')));
  return cborMap([
    [Buffer.from([0x01]), Buffer.from([0x02])],
    [Buffer.from([0x03]), Buffer.from([0x26])],
    [Buffer.from([0x20]), Buffer.from([0x01])],
    [Buffer.from([0x21]), left ?? Buffer.alloc(0)],
    [Buffer.from([0x22]), right ?? Buffer.alloc(0)],
  ]);
}

function length16(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return length;
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
}

function cborBytes(bytes: Buffer): Buffer {
  const head = bytes.length < 24 ? Buffer.from([0x40 + bytes.length]) : Buffer.from([0x58, bytes.length]);
  return Buffer.concat([head, bytes]);
}

function cborMap(pairs: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([Buffer.from([0xa0 + pairs.length]), ...pairs.flat()]);
}
