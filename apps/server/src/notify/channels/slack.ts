import type { Message, MessageLine } from "@sextant/model/alert/message";
import type { Guard } from "./address.ts";
import type { Channel, Letter } from "./channel.ts";
import { postJson } from "./post.ts";
import { cut, markOf, omittedOf } from "./words.ts";

/** Limits of Block Kit: a header has 150 characters, a section 3,000, a message 50 blocks. */
const limits = { header: 150, section: 3000, fallback: 3000 };

/** The three characters Slack reads as its own (`&`, `<`, `>`), so that a name is no mention and no link. */
const plain = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const section = (line: MessageLine, { link }: Letter): object => {
  const title = `*${markOf[line.kind]}* <${link(line.path)}|${plain(cut(line.title, 300)).replaceAll("|", "/")}>`;
  const action = line.action === null ? "" : `\n_${plain(cut(line.action, 600))}_`;
  const text = cut(`${title}\n${plain(cut(line.sentence, 1500))}${action}`, limits.section);
  return { type: "section", text: { type: "mrkdwn", text } };
};

/** The payload of an incoming webhook of Slack, with its fallback text for notifications. */
const slackPayload = (message: Message, letter: Letter): object => {
  const omitted = omittedOf(message);
  return {
    text: cut(plain(message.title), limits.fallback),
    blocks: [
      { type: "header", text: { type: "plain_text", text: cut(message.title, limits.header), emoji: false } },
      ...message.lines.map((line) => section(line, letter)),
      ...(omitted === null
        ? []
        : [{ type: "context", elements: [{ type: "mrkdwn", text: `<${letter.link(message.path)}|${omitted}>` }] }]),
    ],
  };
};

/** Posts to an incoming webhook of Slack; its address is the secret. */
export const slackChannel = (address: string, guard: Guard): Channel => ({
  send: (message, letter) => postJson(address, slackPayload(message, letter), { guard }),
});
