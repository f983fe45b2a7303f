import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** Whose calendar a link shows, and of which series. */
export type CalendarLink = Tables["calendar_link"];

/** Keeps a link in place of the owner's one for the same series, so that a leaked address can be replaced. */
export const replaceCalendarLink = async ({ db }: Store, link: CalendarLink): Promise<void> => {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom("calendar_link")
      .where("owner", "=", link.owner)
      .where("series", link.series === null ? "is" : "=", link.series)
      .execute();
    await transaction.insertInto("calendar_link").values(link).execute();
  });
};

/** The link of a hash, or null; one whose owner's account is disabled or whose token is revoked is none. */
export const calendarLinkBy = async ({ db }: Store, hash: string): Promise<CalendarLink | null> => {
  const row = await db
    .selectFrom("calendar_link")
    .leftJoin("account", "account.id", "calendar_link.owner")
    .leftJoin("api_token", "api_token.id", "calendar_link.owner")
    .selectAll("calendar_link")
    .where("calendar_link.hash", "=", hash)
    .where((e) => e.or([e("account.disabled", "is", null), e("account.disabled", "=", 0)]))
    .where("api_token.revoked_at", "is", null)
    .executeTakeFirst();
  return row ?? null;
};
