import type { Fault } from "../kinds/kind.ts";
import { about, type Check, type DefinitionFault } from "./draft.ts";

interface Handled {
  id: string;
  formerly: readonly string[];
}

/** Handles of the past that are in use, or that two definitions claim. */
const ofHandles = (
  type: "metric" | "kpi",
  definitions: readonly Handled[],
  ids: ReadonlySet<string>,
): DefinitionFault[] => {
  const owners = new Map<string, string>();
  return definitions.flatMap(({ id, formerly }) =>
    about(
      type,
      id,
      formerly.flatMap((handle, index): Fault[] => {
        const other = ids.has(handle) ? handle : owners.get(handle);
        owners.set(handle, id);
        if (other === undefined) return [];
        const message = ids.has(handle)
          ? `\`${handle}\` is in use by another ${type}.`
          : `\`${handle}\` is claimed by \`${other}\`, too.`;
        const hint = "A link to it could lead to either; keep it where it belongs.";
        return [{ rule: "definition/former-handle", message, hint, path: ["formerly", index] }];
      }),
    ),
  );
};

/** No handle of the past is in use or claimed twice, and no synonym is given twice or names two metrics. */
export const checkNames: Check = ({ catalog, ids }) => {
  const named = new Map<string, string>();
  for (const { id, label } of catalog.metrics.values()) named.set(label.toLowerCase(), id);
  const synonyms = [...catalog.metrics.values()].flatMap((metric) =>
    about(
      "metric",
      metric.id,
      metric.synonyms.flatMap((synonym, index): Fault[] => {
        const word = synonym.toLowerCase();
        const other = named.get(word);
        named.set(word, metric.id);
        if (other === undefined) return [];
        const message =
          other === metric.id ? `\`${synonym}\` stands here twice.` : `\`${synonym}\` names \`${other}\`, too.`;
        return [
          { rule: "definition/synonym", message, hint: "Keep it where people mean it.", path: ["synonyms", index] },
        ];
      }),
    ),
  );
  return [
    ...ofHandles("metric", [...catalog.metrics.values()], ids.metric),
    ...ofHandles("kpi", [...catalog.kpis.values()], ids.kpi),
    ...synonyms,
  ];
};
