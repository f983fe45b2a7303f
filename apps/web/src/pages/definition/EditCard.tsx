import type { DefinitionView } from "@sextant/model/api/answers/edits";
import { ApiProblem } from "@sextant/model/api/client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { mayDefine } from "../../data/changes.ts";
import { call } from "../../data/client.ts";
import { type DefinitionKind, definitionQuery } from "../../data/governance.ts";
import { sessionQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Conflicts } from "./Conflicts.tsx";
import { EffectLine } from "./EffectLine.tsx";

/** The definition as it stands in its file, and editing it there. */
export const EditCard = ({ type, id }: { type: DefinitionKind; id: string }): ReactNode => {
  const { data } = useQuery(definitionQuery(type, id));
  const session = useQuery(sessionQuery).data;
  const [start, setStart] = useState<DefinitionView | null>(null);
  if (data === undefined) return null;
  return (
    <section className="definition-card definition-wide" aria-labelledby="definition-yaml">
      <h2 id="definition-yaml">In its file</h2>
      <p className="definition-soft">
        <code>
          {data.file}:{data.line}
        </code>
      </p>
      {start === null ? (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard */}
          <pre className="definition-code" tabIndex={0}>
            {data.yaml}
          </pre>
          {session?.person != null && (
            <button type="button" className="button" onClick={() => setStart(data)}>
              Edit
            </button>
          )}
        </>
      ) : (
        <Editor start={start} canApply={mayDefine(session)} done={() => setStart(null)} />
      )}
    </section>
  );
};

interface EditorProps {
  /** The definition when the edit began: the edit is of this text and of no other. */
  start: DefinitionView;
  canApply: boolean;
  done: () => void;
}

const Editor = ({ start, canApply, done }: EditorProps): ReactNode => {
  const client = useQueryClient();
  const field = useId();
  const [yaml, setYaml] = useState(start.yaml);
  const { type, id } = start;
  const edits = [{ type, id, base: start.yaml, yaml }];
  const plan = useMutation({ mutationFn: () => call("planEdit", { body: { edits, effect: true } }) });
  const apply = useMutation({
    mutationFn: async (how: "apply" | "propose"): Promise<void> => {
      if (how === "apply") await call("applyEdit", { body: { edits } });
      else await call("propose", { body: { edits, title: `Change ${id}` } });
    },
    onSuccess: async () => {
      await client.invalidateQueries();
      done();
    },
  });
  const error = apply.error ?? plan.error;
  const conflicts = error instanceof ApiProblem ? (error.body.conflicts ?? []) : [];
  const isSame = yaml === start.yaml;
  return (
    <>
      <label htmlFor={field} className="visually-hidden">
        YAML of {id}
      </label>
      <textarea
        id={field}
        className="definition-editor"
        rows={Math.min(30, yaml.split("\n").length + 2)}
        spellCheck={false}
        value={yaml}
        onChange={({ target }) => {
          setYaml(target.value);
          plan.reset();
          apply.reset();
        }}
      />
      <div className="definition-buttons">
        <button type="button" className="button" disabled={isSame || plan.isPending} onClick={() => plan.mutate()}>
          {plan.isPending ? "Computing …" : "See its effect"}
        </button>
        {canApply && (
          <button
            type="button"
            className="button primary"
            disabled={isSame || apply.isPending}
            onClick={() => apply.mutate("apply")}
          >
            Apply
          </button>
        )}
        <button
          type="button"
          className="button"
          disabled={isSame || apply.isPending}
          onClick={() => apply.mutate("propose")}
        >
          Propose
        </button>
        <button type="button" className="button quiet" onClick={done}>
          Cancel
        </button>
      </div>
      {plan.data !== undefined && <EffectLine plan={plan.data} />}
      {error !== null && <ProblemNotice error={error} />}
      {error instanceof ApiProblem &&
        error.body.findings?.map(({ message, hint, rule }) => (
          <p key={rule + message} className="definition-finding">
            {message} {hint}
          </p>
        ))}
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} />}
    </>
  );
};
