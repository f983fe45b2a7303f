import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { commentsQuery, type DefinitionKind } from "../../data/governance.ts";
import { sessionQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { dateTimeIn } from "../../ui/instant.ts";

interface RemarksCardProps {
  type: DefinitionKind;
  id: string;
  timeZone: string;
}

/** What people said of it, each at the version and period it was said of, and a line for one's own. */
export const RemarksCard = ({ type, id, timeZone }: RemarksCardProps): ReactNode => {
  const client = useQueryClient();
  const { data } = useQuery(commentsQuery(type, id));
  const session = useQuery(sessionQuery).data;
  const [text, setText] = useState("");
  const send = useMutation({
    mutationFn: () => call("comment", { body: { type, id, text } }),
    onSuccess: async () => {
      setText("");
      await client.invalidateQueries({ queryKey: commentsQuery(type, id).queryKey });
    },
  });
  return (
    <section className="definition-card definition-wide" aria-labelledby="definition-remarks">
      <h2 id="definition-remarks">Remarks</h2>
      <ul className="definition-history">
        {data?.comments.map((comment) => (
          <li key={comment.key}>
            <p className="definition-soft">
              {comment.by.name}, {dateTimeIn(comment.at, timeZone)}
              {comment.version !== null && `, on version ${comment.version}`}
              {comment.periodKey !== null && `, on ${comment.periodKey}`}
            </p>
            <p>{comment.text}</p>
          </li>
        ))}
      </ul>
      {data?.comments.length === 0 && <p>Nobody remarked on it yet.</p>}
      {session?.person != null && (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            send.mutate();
          }}
        >
          <Field label="Your remark" value={text} maxLength={4000} onChange={({ target }) => setText(target.value)} />
          <button type="submit" className="button" disabled={text.trim() === "" || send.isPending}>
            Say it
          </button>
          {send.error !== null && <ProblemNotice error={send.error} />}
        </form>
      )}
    </section>
  );
};
