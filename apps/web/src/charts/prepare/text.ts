/** Width of one character at the chart's 12 px, on average; digits and short words of Inter stay below it. */
const characterWidth = 6.9;

/** Width a label takes, pixels, on the safe side: measuring it would force a layout for every frame. */
export const textWidth = (text: string): number => Math.ceil(text.length * characterWidth);
