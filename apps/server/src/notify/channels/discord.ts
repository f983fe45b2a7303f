import type { Message, MessageLine } from "@sextant/model/alert/message";
import type { Guard } from "./address.ts";
import type { Channel, Letter } from "./channel.ts";
import { postJson } from "./post.ts";
import { cut, markOf, omittedOf } from "./words.ts";

/** Limits of an embed: title 256, description 4,096, all embeds together 6,000 characters. */
const limits = { title: 256, description: 4096 };

/** The stripe of an embed, as a number; the words carry the meaning. */
const colours: Record<Message["severity"], number> = { info: 0x5b7083, warning: 0xb7791f, critical: 0xc53030 };

const plain = (text: string): string => text.replaceAll(/[\\`*_~|>[\]()#-]/g, "\\$&");

const lineText = (line: MessageLine, { link }: Letter): string =>
  `**${markOf[line.kind]}** [${plain(cut(line.title, 120))}](${link(line.path)})\n${plain(cut(line.sentence, 300))}`;

/** Whole lines as long as they fit, then how many do not. */
const describe = (message: Message, letter: Letter): string => {
  let shown = "";
  let count = 0;
  for (const line of message.lines) {
    const next = `${shown === "" ? "" : `${shown}\n`}${lineText(line, letter)}`;
    if (next.length > limits.description - 40) break;
    shown = next;
    count += 1;
  }
  const omitted = omittedOf({ ...message, omitted: message.omitted + message.lines.length - count });
  return omitted === null ? shown : `${shown}\n${omitted}`;
};

/** The payload of a webhook of Discord; nobody is mentioned, whatever a name says. */
const discordPayload = (message: Message, letter: Letter): object => ({
  embeds: [
    {
      title: cut(message.title, limits.title),
      url: letter.link(message.path),
      description: describe(message, letter),
      color: colours[message.severity],
      timestamp: new Date(message.at).toISOString(),
    },
  ],
  allowed_mentions: { parse: [] },
});

/** Posts to a webhook of Discord; its address is the secret. */
export const discordChannel = (address: string, guard: Guard): Channel => ({
  send: (message, letter) => postJson(address, discordPayload(message, letter), { guard }),
});
