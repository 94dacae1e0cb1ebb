/** The `__Host-` prefix makes browsers insist on Secure, Path=/ and no Domain; Chromium accepts it on loopback without TLS. */
export const SESSION_COOKIE = '__Host-vigie';

/** Attributes of the session cookie, for setting and for clearing it alike. */
export const SESSION_COOKIE_OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

/** Names the browser, nobody in it: challenges are bound to it, and failures are counted by it. */
export const BROWSER_COOKIE = '__Host-vigie-browser';
/** 400 days in seconds, the longest that browsers keep a cookie. */
export const BROWSER_COOKIE_OPTIONS = { ...SESSION_COOKIE_OPTIONS, maxAge: 400 * 24 * 3_600 } as const;

/** Binds a trip to the identity service to the browser that began it. Lax: the way back comes from another site. */
export const TRIP_COOKIE = '__Host-vigie-trip';
export const TRIP_COOKIE_OPTIONS = { ...SESSION_COOKIE_OPTIONS, sameSite: 'lax', maxAge: 600 } as const;
