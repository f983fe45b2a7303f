import { useEffect } from "react";

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

/** Hears `j` and `k` anywhere but in fields and dialogs. */
export const useStepKeys = (step: (by: 1 | -1) => void, isOn: boolean): void => {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!isOn || isTyping(event) || document.querySelector("dialog[open]") !== null) return;
      if (event.key !== "j" && event.key !== "k") return;
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [step, isOn]);
};
