import { findCalendarFaults } from "@sextant/model/time/faults";
import { isTimeZone, localToInstant } from "@sextant/model/time/zone";
import { about, type Check } from "./draft.ts";

/** The calendar can be used, and a pinned clock names an instant in it. */
export const checkWorkspace: Check = ({ catalog, ids }) => {
  const { calendar, workspace } = catalog;
  const calendarFaults = about(
    "calendar",
    "calendar",
    findCalendarFaults(calendar).map((fault) => ({ rule: "calendar/invalid", ...fault })),
  );
  const zone = isTimeZone(calendar.timeZone) ? calendar.timeZone : "UTC";
  const { as_of } = workspace;
  if (as_of === undefined || !ids.workspace.has(workspace.id) || localToInstant(as_of, zone) !== null) {
    return calendarFaults;
  }
  return [
    ...calendarFaults,
    {
      type: "workspace",
      id: workspace.id,
      rule: "workspace/as-of",
      message: `\`${as_of}\` is no local date-time.`,
      hint: "Write it as 2001-07-01T02:00.",
      path: ["as_of"],
    },
  ];
};
