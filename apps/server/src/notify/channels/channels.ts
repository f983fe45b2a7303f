import { type ChannelKind, channelSettings } from "@sextant/model/alert/channel";
import { Problem } from "@sextant/model/problem/problem";
import type { z } from "zod";
import type { Store } from "../../store/store.ts";
import type { Guard } from "./address.ts";
import type { Channel } from "./channel.ts";
import { discordChannel } from "./discord.ts";
import { emailChannel } from "./email.ts";
import { inAppChannel } from "./in-app.ts";
import { slackChannel } from "./slack.ts";
import { teamsChannel } from "./teams.ts";
import { webhookChannel } from "./webhook.ts";

/** What channels are made with. */
export interface Means {
  store: Store;
  guard: Guard;
}

type Maker<Kind extends ChannelKind> = (
  settings: z.output<(typeof channelSettings)[Kind]>,
  secret: string | null,
  means: Means,
) => Channel;

const hook =
  (open: (address: string, guard: Guard) => Channel): Maker<"slack" | "teams" | "discord"> =>
  (_, secret, { guard }) =>
    open(secret ?? "", guard);

const makers: { [Kind in ChannelKind]: Maker<Kind> } = {
  inbox: (_settings, _secret, { store }) => inAppChannel(store),
  email: (settings, secret, { guard }) => emailChannel(settings, secret, guard),
  slack: hook(slackChannel),
  teams: hook(teamsChannel),
  discord: hook(discordChannel),
  webhook: ({ url }, secret, { guard }) => webhookChannel(url, secret, guard),
};

/** The settings of a channel, checked; throws invalid_request. */
export const readSettings = (kind: ChannelKind, settings: unknown): Record<string, unknown> => {
  const result = channelSettings[kind].safeParse(settings);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${["settings", ...path].join(".")}: ${message}`);
  throw new Problem("invalid_request", `The channel is not complete. ${wrong.join(". ")}.`);
};

/** Opens a channel of a kind from its checked settings and its opened secret. */
export const openChannel = (
  { kind, settings, secret }: { kind: ChannelKind; settings: unknown; secret: string | null },
  means: Means,
): Channel => {
  const make = makers[kind] as Maker<ChannelKind>;
  return make(channelSettings[kind].parse(settings), secret, means);
};
