import type { Habit } from "@sextant/model/practice/habit";
import { table } from "../print/table.ts";
import { withServer } from "../server/with-server.ts";
import { textOption, type Verb } from "../verb.ts";

const columns = [{ title: "Habit" }, { title: "Today" }, { title: "Streak" }, { title: "Id" }];

const todayOf = ({ done, due }: Habit): string => {
  if (done) return "done";
  return due ? "due" : "not due";
};

const row = (habit: Habit): string[] => [
  habit.title,
  todayOf(habit),
  `${habit.streak.length} ${habit.streak.unit}`,
  habit.id,
];

/** Prints the habits of the caller, or says that one was done. A token has no habits: it works on a machine without accounts. */
export const habit: Verb = {
  name: "habit",
  summary: "Print your habits, or say that one was done today",
  options: [
    { flags: "--done <id>", description: "Say that this habit was done" },
    { flags: "--day <date>", description: "The day it was done on, when not today" },
  ],
  examples: ["sextant habit", "sextant habit --done 0198…", "sextant habit --done 0198… --day 2026-03-02"],
  run: (context) =>
    withServer(context, async ({ client }) => {
      const id = textOption(context, "done");
      if (id !== undefined) {
        const checked = await client("checkIn", { params: { id }, body: { day: textOption(context, "day") } });
        if (context.json) context.write(JSON.stringify(checked));
        else context.say(`${checked.title}: ${checked.streak.length} ${checked.streak.unit} in a row.`);
        return 0;
      }
      const { habits } = await client("habits", {});
      if (context.json) context.write(JSON.stringify({ habits }));
      else context.write(habits.length === 0 ? "No habit yet.\n" : table(columns, habits.map(row)));
      return 0;
    }),
};
