import type { FolderChanges } from "@sextant/model/api/answers/definitions";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { changesQuery, mayDefine } from "../../data/changes.ts";
import { sessionQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { ApplyButton } from "./ApplyButton.tsx";
import { ChangeList } from "./ChangeList.tsx";
import { EffectSection } from "./EffectSection.tsx";
import { Faults } from "./Faults.tsx";
import "./changes.css";

/** What the workspace folder would change, and what that does to past numbers (K3). */
export const ChangesPage = (): ReactNode => {
  const changes = useQuery(changesQuery(false));
  const session = useQuery(sessionQuery);
  const { data, error, refetch } = changes;
  const isSound = data !== undefined && !data.findings.some(({ severity }) => severity === "error");
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Changes" />
          <p className="page-line">What the files of the workspace folder say that is not in force yet.</p>
        </div>
        {isSound && data.changes.length > 0 && mayDefine(session.data) && <ApplyButton files={data.files} />}
      </div>
      {data === undefined ? (
        error === null ? (
          <Bones label="Loading the changes" />
        ) : (
          <ProblemNotice error={error} retry={() => void refetch()} />
        )
      ) : (
        <Found answer={data} />
      )}
    </>
  );
};

const Found = ({ answer: { changes, findings } }: { answer: FolderChanges }): ReactNode => {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return <Faults findings={errors} />;
  if (changes.length === 0)
    return (
      <Notice
        tone="good"
        title="The files say what is in force."
        hint="Edit a YAML file of the workspace folder and come back: the change and its effect stand here before it lands."
      />
    );
  return (
    <div className="changes">
      <EffectSection />
      <ChangeList changes={changes} />
    </div>
  );
};
