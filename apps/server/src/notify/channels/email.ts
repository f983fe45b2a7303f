import type { channelSettings } from "@sextant/model/alert/channel";
import type { Message } from "@sextant/model/alert/message";
import { createTransport } from "nodemailer";
import type { z } from "zod";
import type { Guard } from "./address.ts";
import { answerWithin, type Channel, type Letter, type Sent } from "./channel.ts";
import { markOf, omittedOf } from "./words.ts";

type Settings = z.output<typeof channelSettings.email>;

const asText = (message: Message, { link }: Letter): string =>
  [
    ...message.lines.map((line) =>
      [
        `${markOf[line.kind]}  ${line.title}`,
        line.sentence,
        ...(line.action === null ? [] : [`→ ${line.action}`]),
        link(line.path),
      ].join("\n"),
    ),
    ...(message.omitted === 0 ? [] : [`${omittedOf(message)}: ${link(message.path)}`]),
  ].join("\n\n");

const html = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const asHtml = (message: Message, { link }: Letter): string => {
  const rows = message.lines.map(
    (line) =>
      `<p><strong>${markOf[line.kind]}</strong> <a href="${html(link(line.path))}">${html(line.title)}</a><br>${html(line.sentence)}${line.action === null ? "" : `<br><em>${html(line.action)}</em>`}</p>`,
  );
  const omitted = omittedOf(message);
  const more = omitted === null ? "" : `<p><a href="${html(link(message.path))}">${omitted}</a></p>`;
  return `<html><body style="font-family:sans-serif">${rows.join("\n")}${more}</body></html>`;
};

/** A server that says no (5xx, or no to the password) says it again; everything else is worth another try. */
const failureOf = (error: unknown): Sent => {
  if (!(error instanceof Error)) return { kind: "later", detail: "the mail server failed" };
  if (error.message.includes("SEXTANT_INTERNAL_HOSTS")) return { kind: "refused", detail: error.message };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const status = "responseCode" in error && typeof error.responseCode === "number" ? error.responseCode : 0;
  const detail =
    status > 0 ? `the mail server answered ${status}` : `the mail server failed${code === "" ? "" : `: ${code}`}`;
  return status >= 500 || code === "EAUTH" ? { kind: "refused", detail } : { kind: "later", detail };
};

/** Sends mail by SMTP; the secret is the password. */
export const emailChannel = (settings: Settings, password: string | null, guard: Guard): Channel => ({
  send: async (message, letter) => {
    const { host, port, secure, user, from } = settings;
    const to = settings.to.length > 0 ? settings.to : letter.address === null ? [] : [letter.address];
    if (to.length === 0) return { kind: "refused", detail: "nobody to write to: the owner has no e-mail address" };
    try {
      const { address } = await guard(host, port);
      const transport = createTransport({
        host: address,
        port,
        secure,
        ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
        tls: { servername: host },
        connectionTimeout: answerWithin,
        greetingTimeout: answerWithin,
        socketTimeout: answerWithin,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      await transport.sendMail({
        from,
        to,
        subject: message.title.replaceAll(/[\r\n]+/g, " "),
        text: asText(message, letter),
        html: asHtml(message, letter),
        messageId: `<${letter.id}@sextant>`,
        date: new Date(letter.at),
        headers: { "Auto-Submitted": "auto-generated" },
      });
      return { kind: "sent", detail: `accepted for ${to.length} ${to.length === 1 ? "address" : "addresses"}` };
    } catch (error) {
      return failureOf(error);
    }
  },
});
