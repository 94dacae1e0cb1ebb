/** The `__Host-` prefix makes browsers insist on Secure, Path=/ and no Domain; Chromium accepts it on loopback without TLS. */
export const SESSION_COOKIE = '__Host-vigie';

/** Attributes of the session cookie, for setting and for clearing it alike. */
export const SESSION_COOKIE_OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;
