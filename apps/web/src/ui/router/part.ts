import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { arriving } from "../arriving.ts";

/** A component that arrives when it is needed, and can be sent for earlier. */
export interface Part<P> {
  Component: LazyExoticComponent<ComponentType<P>>;
  /** Sends for it; a failure is met again, and told, when it is shown. */
  prepare: () => void;
}

/** Makes a part of a module that is loaded on demand. */
export const part = <P>(load: () => Promise<ComponentType<P>>): Part<P> => {
  const arrive = arriving(load);
  return {
    Component: lazy(async () => ({ default: await arrive() })),
    prepare: () => void arrive().catch(() => undefined),
  };
};
