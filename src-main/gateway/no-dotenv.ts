/**
 * Stands in for `dotenv` in the bundle: @stoqey/ib reads `.env` of the working directory at first
 * use, and a stray file there must not change where a test connects.
 */
export const config = (): Record<string, never> => ({});
