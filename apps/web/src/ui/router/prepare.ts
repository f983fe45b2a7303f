import { createContext, useContext } from "react";

/** Loads what the page of an address will need. */
export const PrepareContext = createContext<(href: string) => void>(() => undefined);

/** Loads what the page of an address will need, when somebody is about to go there. */
export const usePrepare = (): ((href: string) => void) => useContext(PrepareContext);
