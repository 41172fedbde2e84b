/**
 * Stands in for `zod/mini` in the bundles. The BFF parses every request and every answer; here the contracts serve as
 * types, methods and paths, and zod itself would be a third of the main package. Anything may be called or read on it.
 */
const inert = new Proxy(() => undefined, {
  get: () => inert,
  apply: () => inert,
});

module.exports = inert;
