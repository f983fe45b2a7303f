import { type ReactNode, useState } from "react";
import { Dialog } from "../../ui/Dialog.tsx";
import { shortcutsAreOn, switchShortcuts } from "./shortcuts.ts";

const lines: readonly [string[], string][] = [
  [["g", "d"], "Dashboards"],
  [["g", "i"], "Dictionary"],
  [["g", "f"], "Findings"],
  [["/"], "Search the dictionary"],
  [["?"], "This help"],
];

interface HelpDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Keyboard shortcuts and the signs of a tile, in words. */
export const HelpDialog = ({ open, onClose }: HelpDialogProps): ReactNode => {
  const [on, setOn] = useState(shortcutsAreOn);
  return (
    <Dialog title="Keyboard" open={open} onClose={onClose}>
      <dl className="help">
        {lines.map(([keys, meaning]) => (
          <div key={meaning}>
            <dt>
              {keys.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input
          type="checkbox"
          checked={on}
          onChange={({ target }) => {
            switchShortcuts(target.checked);
            setOn(target.checked);
          }}
        />
        Single keys act
      </label>
      <p className="page-line">
        On a tile the dashed line is the target; a dashed line and a hollow dot are a period that may still change.
      </p>
    </Dialog>
  );
};
