import { styles } from "../look/styles.js";

export type Palette = Record<string, string>;

/**
 * Colours of the one look. Mail clients know no CSS variables, so they are read out of the style sheet that reports
 * and pages share rather than being written down a second time.
 */
export const LIGHT: Palette = paletteOf(/:root\{([^}]*)\}/.exec(styles)?.[1]);
export const DARK: Palette = {
  ...LIGHT,
  ...paletteOf(/@media \(prefers-color-scheme:dark\)\{:root\{([^}]*)\}/.exec(styles)?.[1]),
};

/** @throws when the look no longer has that colour: a mail without it must not go out unnoticed. */
export function colour(palette: Palette, name: string): string {
  const value = palette[name];
  if (!value) throw new Error(`the look has no colour --${name}`);
  return value;
}

function paletteOf(declarations = ""): Palette {
  const found: Palette = {};
  for (const [, name, value] of declarations.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{3,8})/gi)) {
    if (name && value) found[name] = sixDigits(value);
  }
  return found;
}

/** `bgcolor` attributes take six digits only. */
function sixDigits(value: string): string {
  return value.length === 4 ? `#${[...value.slice(1)].map((digit) => digit + digit).join("")}` : value;
}
