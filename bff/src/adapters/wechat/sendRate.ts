/**
 * Subscribe messages a minute, for the whole mini-program. WeChat publishes a daily cap (10 million) and error codes for
 * too many a minute (45011, 44991), but no figure for the minute; this is the one that it does publish for
 * /cgi-bin/stable_token, of the same family of calls. Evenly spread, so that no reading of "a minute" is passed.
 */
export const subscribeSendsPerMinute = 10_000;
