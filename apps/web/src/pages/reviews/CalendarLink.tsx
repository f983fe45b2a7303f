import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";

/** Makes an address that a calendar program subscribes to, of one series or of all one takes part in, and shows it once. */
export const CalendarLink = ({ series, label }: { series?: string; label: string }): ReactNode => {
  const make = useMutation({
    mutationFn: () => call("reviewCalendarLink", { body: series === undefined ? {} : { series } }),
  });
  return (
    <>
      <button type="button" className="button quiet" disabled={make.isPending} onClick={() => make.mutate()}>
        Calendar<span className="visually-hidden"> of {label}</span>
      </button>
      {make.error !== null && <ProblemNotice error={make.error} />}
      {make.data !== undefined && (
        <Dialog title={`Calendar of ${label}`} open onClose={() => make.reset()}>
          <Field
            label="Address to subscribe to"
            hint="Whoever has it can read these dates. It is shown once; making a new one ends it."
            readOnly
            value={`${location.origin}${make.data.path}`}
            onFocus={({ target }) => target.select()}
          />
          <p>
            <a href={make.data.path} download>
              Take it as a file
            </a>
          </p>
        </Dialog>
      )}
    </>
  );
};
