import type { Ask } from "../../ask/ask.ts";
import type { Caller } from "../caller.ts";
import type { Handlers, Rooms } from "../handler.ts";
import { type HandlerOptions, handlersOf } from "../handlers.ts";
import { readerOf } from "./reader.ts";
import { roomsTo } from "./rooms.ts";

/** Tables of handlers that are kept; they are made anew in a moment. */
const most = 50;

/** The handlers a caller is served by: all of them made over the rooms as that caller may see them. */
export const handlersByReader = (
  rooms: Rooms,
  askTo: (reader: string | null) => Ask,
  options: HandlerOptions,
): ((caller: Caller) => Handlers) => {
  const everything = handlersOf(rooms, options);
  const tables = new Map<string | null, Handlers>();
  return (caller) => {
    if (caller.actor.kind === "anonymous") return everything;
    const reader = readerOf(caller, rooms.definitions.state().catalog);
    if (reader.sees === "everything") return everything;
    const known = tables.get(reader.person);
    if (known !== undefined) return known;
    const made = handlersOf(roomsTo(rooms, askTo(reader.person), reader.person), options);
    if (tables.size >= most) tables.clear();
    tables.set(reader.person, made);
    return made;
  };
};
