import { useEffect } from "react";

/** Where a two-key shortcut leads. */
const destinations = { d: "/", i: "/dictionary", f: "/findings" } as const;

const key = "sextant.shortcuts";
/** Time for the second key of a pair, in ms. */
const pairWithin = 1200;

/** Whether single keys act; people who dictate or type by accident switch them off (WCAG 2.1.4). */
export const shortcutsAreOn = (): boolean => {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
};

/** Switches single-key shortcuts on or off, for this browser. */
export const switchShortcuts = (on: boolean): void => {
  try {
    localStorage.setItem(key, on ? "on" : "off");
  } catch {
    // Storage is closed to this page: shortcuts stay as they are.
  }
};

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]") !== null;

interface Shortcuts {
  go: (to: (typeof destinations)[keyof typeof destinations]) => void;
  search: () => void;
  help: () => void;
}

/** Hears `g d`, `g i`, `g f`, `/` and `?` anywhere but in fields and dialogs. */
export const useShortcuts = ({ go, search, help }: Shortcuts): void => {
  useEffect(() => {
    let pressedG = Number.NEGATIVE_INFINITY;
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event) || !shortcutsAreOn() || document.querySelector("dialog[open]") !== null) return;
      const isSecond = event.timeStamp - pressedG < pairWithin;
      pressedG = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (isSecond && event.key in destinations) go(destinations[event.key as keyof typeof destinations]);
      else if (event.key === "/") search();
      else if (event.key === "?") help();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [go, search, help]);
};
