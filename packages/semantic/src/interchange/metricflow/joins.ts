import type { Attempt } from "../attempt.ts";
import { openIds } from "../names.ts";
import { note } from "../reader.ts";
import type { Import, OpenModel } from "./context.ts";
import { timeOf } from "./time.ts";

/** The model whose rows an entity of another one is. */
const targetOf = (entity: string, { models }: Import): OpenModel | undefined =>
  models.find(({ entities }) => ["primary", "unique"].includes(entities.get(entity)?.source.type ?? ""));

/** The name of a column of another model, found by an entity: `customer.segment`. */
export const joinedColumn = (from: OpenModel, entity: string, dimension: string, all: Import): Attempt<string> => {
  const target = targetOf(entity, all);
  if (!from.entities.has(entity) || target === undefined || target === from)
    return { reason: `No semantic model is known by the entity \`${entity}\` here.` };
  const found = target.dimensions.get(dimension);
  if (found === undefined)
    return { reason: `The semantic model ${target.model.name} has no dimension \`${dimension}\`.` };
  if (found.column === null) return { reason: `\`${entity}__${dimension}\` is computed; only columns are joined.` };
  const name = `${openIds().give(entity)}.${found.column}`;
  from.joined.set(name, { model: target, column: found.column });
  return { value: name };
};

/** What joins add to a dataset: its key, its joins, and the dimensions it sees through them. */
export const joinsOf = (open: OpenModel, all: Import): { key?: string[]; joins?: object; dimensions: string[] } => {
  const primary = [...open.entities.values()].filter(({ source }) => source.type === "primary");
  const foreign = [...open.entities.values()].filter(({ source }) => source.type === "foreign");
  const joins: Record<string, { dataset: string; on: string }> = {};
  const dimensions: string[] = [];
  for (const { source, column } of foreign) {
    const target = targetOf(source.name, all);
    const subject = `entity ${source.name}`;
    const dated = target === undefined ? undefined : timeOf(target, undefined);
    if (target === undefined || target === open)
      note(source.at, "info", subject, `No other semantic model has it as its key; it is the column \`${column}\`.`);
    else if (dated === undefined || "reason" in dated)
      note(source.at, "left_out", subject, `The join to ${target.id} is not carried: it has no time of its own.`);
    else {
      const name = openIds().give(source.name);
      joins[name] = { dataset: target.id, on: column };
      for (const { column: far, source: own } of target.dimensions.values())
        if (far !== null && !own.isTime) dimensions.push(`${name}.${far}`);
    }
  }
  const [key] = primary;
  if (key === undefined) return { dimensions };
  return { key: [key.column], ...(Object.keys(joins).length === 0 ? {} : { joins }), dimensions };
};
