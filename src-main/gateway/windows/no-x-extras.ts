/**
 * In the bundle this stands for x11's extensions, its own X server and its way to hand over file
 * descriptors: the core protocol is all that is spoken here.
 */
export default {};
