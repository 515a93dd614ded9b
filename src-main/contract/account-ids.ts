/** Account ids of IB, also inside a longer word. */
export const ACCOUNT = /(?:D?[FIU]|DU[A-Z])\d{5}/i;
