const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/;

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

/** The text itself if it names a day of the Gregorian calendar from 1900 to 2299 (the engine's range), else null. */
export const readDate = (text: string): string | null => {
  const parts = DATE.exec(text);
  if (parts === null) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < 1900 || year > 2299 || month < 1 || month > 12) return null;
  return day >= 1 && day <= daysIn(year, month) ? text : null;
};

/** `YYYY-MM-DD hh:mm:ss[.ffffff]` for a day, or a day and a time joined by a space or `T`; null if it names no moment. */
export const readDatetime = (text: string): string | null => {
  const day = readDate(text.slice(0, 10));
  if (day === null) return null;
  if (text.length === 10) return `${day} 00:00:00`;
  const clock = CLOCK.exec(text.slice(11));
  if (clock === null || !/[ T]/.test(text.charAt(10))) return null;
  const [hour, minute, second, fraction] = [clock[1], clock[2], clock[3] ?? "00", (clock[4] ?? "").replace(/0+$/, "")];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${day} ${hour}:${minute}:${second}${fraction === "" ? "" : `.${fraction}`}`;
};
