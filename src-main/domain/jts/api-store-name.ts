/** `<user folder>/ibg.xml`, `tws.xml`, or an encrypted file of the same base name. */
const NAME = /^[^/\\:\0]+\/(?:ibg|tws)(?:\.[\w-]+){0,3}$/i;

/**
 * Whether this can be the name of an API settings store inside a settings folder. Names come from
 * journals and archives: nothing that leads out of the folder passes.
 */
export const isApiStoreName = (name: string): boolean =>
  NAME.test(name) && !/\p{Cc}/u.test(name) && !/^\.{1,2}\//.test(name) && name.length <= 300;
