import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import "./me.css";

/** The page of a link in a message. It checks in when tapped, not when opened: programs open the links of messages, too. */
export const CheckInPage = ({ secret = "" }: { secret?: string | undefined }): ReactNode => {
  const check = useMutation({ mutationFn: () => call("checkInByLink", { body: { secret } }) });
  return (
    <>
      <PageHeading title="Check in" />
      {check.error !== null && <ProblemNotice error={check.error} />}
      {check.data === undefined ? (
        <button type="button" className="button me-tap" disabled={check.isPending} onClick={() => check.mutate()}>
          Done today
        </button>
      ) : (
        <p role="status">
          {check.data.title}: done on {check.data.day}.
        </p>
      )}
    </>
  );
};
