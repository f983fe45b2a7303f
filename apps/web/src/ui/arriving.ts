/** A part of the app that is loaded when needed did not arrive: the server is gone, or was updated meanwhile. */
export class MissingPart extends Error {
  constructor(cause: unknown) {
    super("A part of the app did not arrive.", { cause });
    this.name = "MissingPart";
  }
}

/**
 * Loads a part, failing with MissingPart. The router would reload the page when it hears the browser's own error, and
 * with the server gone that loses the page.
 */
export const arriving =
  <T>(load: () => Promise<T>): (() => Promise<T>) =>
  () =>
    load().catch((error: unknown) => {
      throw new MissingPart(error);
    });
