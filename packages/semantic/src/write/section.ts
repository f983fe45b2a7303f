import { isMap, isSeq, parseDocument } from "yaml";

/**
 * The text of a file with a definition in a list of one of its sections, in place of the one of the same id or at the end;
 * the rest stays as it was written. Throws a SyntaxError for a file that is no YAML mapping.
 */
export const withDefinition = (text: string, section: string, definition: { id: string }): string => {
  const document = parseDocument(text);
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents)))
    throw new SyntaxError("The file is no YAML mapping.");
  const node = document.createNode(definition);
  const list = document.get(section);
  if (!isSeq(list)) document.set(section, document.createNode([definition]));
  else {
    const index = list.items.findIndex((item) => isMap(item) && item.get("id") === definition.id);
    if (index === -1) list.add(node);
    else list.set(index, node);
  }
  return document.toString({ lineWidth: 120 });
};
