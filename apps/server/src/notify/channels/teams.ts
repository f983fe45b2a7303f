import type { Message, MessageLine } from "@sextant/model/alert/message";
import type { Guard } from "./address.ts";
import type { Channel, Letter } from "./channel.ts";
import { postJson } from "./post.ts";
import { cut, markOf, omittedOf } from "./words.ts";

/** Teams refuses messages above 28 kB; twenty lines of these lengths stay below it in any script. */
const limits = { title: 120, sentence: 200, action: 100 };

/** Characters that the Markdown of a text block would read as its own. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]#]/g, "\\$&");

const text = (content: string, more: object = {}): object => ({
  type: "TextBlock",
  text: content,
  wrap: true,
  ...more,
});

const block = (line: MessageLine, { link }: Letter): object => ({
  type: "Container",
  separator: true,
  items: [
    text(`**${markOf[line.kind]}** [${plain(cut(line.title, limits.title))}](${link(line.path)})`),
    text(plain(cut(line.sentence, limits.sentence)), { isSubtle: true, spacing: "None" }),
    ...(line.action === null ? [] : [text(plain(cut(line.action, limits.action)), { spacing: "None" })]),
  ],
});

/** The payload of a Workflows webhook of Teams: a message with one Adaptive Card, the only form it takes. */
const teamsPayload = (message: Message, letter: Letter): object => {
  const omitted = omittedOf(message);
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [
            text(plain(cut(message.title, limits.title)), { size: "Large", weight: "Bolder" }),
            ...message.lines.map((line) => block(line, letter)),
            ...(omitted === null ? [] : [text(omitted, { isSubtle: true })]),
          ],
          actions: [{ type: "Action.OpenUrl", title: "Open in Sextant", url: letter.link(message.path) }],
        },
      },
    ],
  };
};

/** Posts to a Workflows webhook of Teams; its address is the secret. */
export const teamsChannel = (address: string, guard: Guard): Channel => ({
  send: (message, letter) => postJson(address, teamsPayload(message, letter), { guard }),
});
