import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordingPattern } from "../../probes/facilities/wording.js";
import { probesFor } from "../../probes/index.js";
import { ExpressionIndex } from "../../src/text/expression-index.js";
import { IndexedText } from "../../src/text/indexed-text.js";
import { requirementOf } from "../../src/text/required-words.js";

describe("what an expression requires", () => {
  it.each<[RegExp, unknown]>([
    [/council tax/i, { all: [{ word: "council" }, { word: "tax" }] }],
    [/bins?\b/i, { word: "bin" }],
    [/colou?r/, { word: "colo" }],
    [/re(?:new|turn)s/, { all: [{ word: "re" }, { any: [{ word: "new" }, { word: "turn" }] }] }],
    [/(?:park)ing/, { word: "parking" }],
    [/(ab)+cd/, { all: [{ word: "ab" }, { word: "cd" }] }],
    [/ab{2}c/, { word: "ab" }],
    [/ab{0,2}cd/, { word: "cd" }],
    [/foo(?=bar)(?!x)(?<!y)baz/, { word: "foobaz" }],
    [/foo\bbar/, { word: "foobar" }],
    [/foo[a-z\]]bar/, { all: [{ word: "foo" }, { word: "bar" }] }],
    [/foo\x41bar\u0042baz/, { all: [{ word: "foo" }, { word: "bar" }, { word: "baz" }] }],
    [/(?<named>foo)\k<named>/, { word: "foo" }],
    [/a{,2}bc/, { word: "bc" }],
  ])("of %s is %j", (pattern, requirement) => {
    expect(requirementOf(pattern)).toEqual(requirement);
  });

  it.each([/a|council/, /(?:tax)?/, /\d+/, /tax|/, /(?!tax)/, /[tax]+/, /tax/u])(
    "of %s is nothing",
    (pattern) => {
      expect(requirementOf(pattern)).toBeNull();
    },
  );
});

const letters = fc.constantFrom("a", "b", "c", "B", " ", "-");
const atom = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("a", "b", "c", "A") },
  fc.constantFrom(
    " ",
    "-",
    ".",
    "\\w",
    "\\s",
    "\\b",
    "^",
    "$",
    "[ab]",
    "[^a]",
    "[\\]b]",
    "\\x61",
    "\\u0062",
    "\\cA",
    "\\-",
  ),
);
const quantifier = fc.constantFrom("", "", "", "?", "*", "+", "{2}", "{0,1}", "{1,2}", "+?", "{1,}");
const source = fc.letrec<{ alternatives: string; sequence: string; piece: string }>((tie) => ({
  alternatives: fc.array(tie("sequence"), { minLength: 1, maxLength: 3 }).map((all) => all.join("|")),
  sequence: fc.array(tie("piece"), { maxLength: 5 }).map((all) => all.join("")),
  piece: fc.oneof(
    { depthSize: "small" },
    fc.tuple(atom, quantifier).map(([one, times]) => (/^(\\b|\^|\$)$/.test(one) ? one : one + times)),
    fc
      .tuple(fc.constantFrom("(?:", "(", "(?=", "(?!", "(?<=", "(?<!"), tie("alternatives"), quantifier)
      .map(([open, inside, times]) => `${open}${inside})${/[=!]/.test(open) ? "" : times}`),
  ),
})).alternatives;
const text = fc.array(letters, { maxLength: 12 }).map((all) => all.join(""));

describe("a text that is searched by its trigrams", () => {
  it("is matched by the same expressions as without them", () => {
    fc.assert(
      fc.property(source, fc.array(text, { minLength: 1, maxLength: 8 }), (written, texts) => {
        const pattern = new RegExp(written, "i");
        for (const one of texts) expect(new IndexedText(one).matches(pattern)).toBe(pattern.test(one));
      }),
      { numRuns: 1_000 },
    );
  });

  it("is matched by the same wordings as without them, spaces and apostrophes as people type them", () => {
    const word = fc.constantFrom(
      "tenant's",
      "council tax",
      "park and ride",
      "e ?mail",
      "gp",
      "bins?",
      "(new|old) home",
    );
    const said = fc.constantFrom(
      "tenant’s",
      "tenants",
      "council your tax",
      "Council-Tax",
      "park & ride",
      "e-mail",
      "GP",
      "bin",
      "old home",
      "the",
    );
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.array(said, { maxLength: 4 }),
        (words, parts) => {
          const pattern = wordingPattern(words);
          const one = parts.join(" ");
          expect(new IndexedText(one).matches(pattern)).toBe(pattern.test(one));
        },
      ),
    );
  });
});

describe("an index of expressions", () => {
  it("finds for any text those that match it", () => {
    fc.assert(
      fc.property(
        fc.array(source, { maxLength: 6 }),
        fc.array(text, { minLength: 1, maxLength: 5 }),
        (written, texts) => {
          const expressions = written.map((one) => new RegExp(one, "i"));
          const index = new ExpressionIndex(expressions);
          for (const one of texts) {
            const matching = expressions.flatMap((expression, place) =>
              expression.test(one) ? [place] : [],
            );
            expect(index.matching(one).sort((a, b) => a - b)).toEqual(matching);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  const lists = Object.values(
    Object.fromEntries(
      probesFor(["2005", "today"]).flatMap(({ looksFor }) =>
        Object.values(looksFor).flatMap((whole) =>
          [whole, ...(whole.parts ?? [])].flatMap((one) =>
            [...one.links, ...(one.notLinks ?? []), ...(one.paths ?? [])].map((pattern) => [
              String(pattern),
              pattern,
            ]),
          ),
        ),
      ),
    ),
  ) as RegExp[];

  it("finds what the product looks for in names put together from its own words", () => {
    const words = [...new Set(lists.flatMap(({ source: written }) => written.match(/[a-z]{2,}/gi) ?? []))];
    expect(words.length).toBeGreaterThan(500);
    const index = new ExpressionIndex(lists);
    const glue = fc.constantFrom(" ", "-", "/", "", " the ", "s ", " and ", "'s ");
    const name = fc.array(fc.tuple(fc.constantFrom(...words), glue), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(name, (parts) => {
        const one = parts.flat().join("");
        const matching = lists.flatMap((pattern, place) => (pattern.test(one) ? [place] : []));
        expect(index.matching(one).sort((a, b) => a - b)).toEqual(matching);
      }),
      { numRuns: 300 },
    );
  });
});
