import type { Direction } from "../../metric/direction.ts";
import type { Traits } from "../../metric/traits.ts";

/** What might be done to a number that is only optimised, by what kind of number it is (Goodhart; Austin 1996 on measuring part of the work). */
const temptations: Record<Traits["estimate"], readonly string[]> = {
  none: [
    "More of it, each worth less: splitting, duplicating, lowering the bar.",
    "Volume now at the price of quality or of later.",
  ],
  mean: ["Leaving out the hard cases so that the mean looks better.", "Closing, rounding or reclassifying early."],
  proportion: ["Shrinking what is counted as the whole.", "Only taking on what is sure to succeed."],
  ratio: [
    "Shrinking the denominator instead of growing what matters.",
    "Shifting cost or work to where it is not counted.",
  ],
  quantile: [
    "Serving the many just inside the line and giving up on the worst.",
    "Moving the slow ones out of the sample.",
  ],
};

const ofPeople = "Asking only those who are happy, or asking when they are.";

const downward = "Not recording it at all.";

/** The gaming question with the behaviours this kind of number invites: what would happen if it alone were optimised? */
export const gamingTest = (
  { estimate, qualitative }: Pick<Traits, "estimate" | "qualitative">,
  direction: Direction,
): { question: string; behaviours: string[] } => ({
  question: "If you optimised only this number, what bad behaviour would it produce?",
  behaviours: [
    ...(qualitative === true ? [ofPeople] : []),
    ...temptations[estimate],
    ...(direction === "down_is_good" ? [downward] : []),
  ],
});
