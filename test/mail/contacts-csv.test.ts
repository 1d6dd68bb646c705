import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadRegister } from "../../src/authorities/register.js";
import { readContacts, writeContacts } from "../../src/mail/contacts-csv.js";

const register = loadRegister();
const read = (text: string) => readContacts(new TextEncoder().encode(text), register);

describe("contacts from CSV", () => {
  test("authorities are named by GSS code, slug or name, several contacts each", () => {
    const { contacts, bad } = read(
      "authority,email,name,role\nE08000035,web@leeds.example,Jo Park,Web manager\nleeds,it@leeds.example,,\nCity of York Council,a@york.example,Al,\n",
    );
    expect(bad).toEqual([]);
    expect(contacts).toEqual([
      { authoritySlug: "leeds", email: "web@leeds.example", name: "Jo Park", role: "Web manager" },
      { authoritySlug: "leeds", email: "it@leeds.example", name: null, role: null },
      { authoritySlug: "york", email: "a@york.example", name: "Al", role: null },
    ]);
  });

  test("columns come in any order, with others beside them, and name and role may be left out", () => {
    expect(read("\uFEFFNotes, Email ,AUTHORITY\nx,a@york.example,york\n").contacts).toEqual([
      { authoritySlug: "york", email: "a@york.example", name: null, role: null },
    ]);
  });

  test.each([
    ["an unknown authority", "Atlantis,a@b.example", /"Atlantis" is not in the register/],
    ["no authority", ",a@b.example", /authority "" is empty/],
    ["no address", "leeds,", /email "" is not an e-mail address/],
    ["two addresses in one", '"leeds","a@b.example, c@d.example"', /is not an e-mail address/],
    [
      "an address that would end a header",
      '"leeds","a@b.example\r\nBcc: c@d.example"',
      /is not an e-mail address/,
    ],
    [
      "a name that would end a header",
      '"leeds","a@b.example","Jo\r\nBcc: c@d.example"',
      /name holds a line end/,
    ],
    ["a name without end", `leeds,a@b.example,${"x".repeat(10_000)}`, /longer than 200/],
  ])("%s is a bad line", (_what, line, why) => {
    const { contacts, bad } = read(`authority,email,name\nyork,ok@york.example,\n${line}\n`);
    expect(contacts).toHaveLength(1);
    expect(bad).toHaveLength(1);
    expect(bad[0]?.why).toMatch(why);
  });

  test("bad lines are counted as an editor counts them", () => {
    const text =
      'authority,email,role\nyork,a@york.example,"two\nlines"\n\nAtlantis,a@b.example,\nleeds,nobody,\n';
    expect(read(text).bad.map((one) => one.line)).toEqual([3, 5, 6]);
  });

  test("an address that stands twice for one authority is bad, in whatever case; for two it is not", () => {
    const { contacts, bad } = read(
      "authority,email\nleeds,a@b.example\nE08000035,A@B.example\nyork,a@b.example\n",
    );
    expect(contacts.map((one) => one.authoritySlug)).toEqual(["leeds", "york"]);
    expect(bad).toEqual([{ line: 3, why: "A@B.example stands for the same authority in line 2 already" }]);
  });

  test("a list without the needed columns, or that is none at all, is refused in words", () => {
    expect(() => read("council;mail\nleeds;a@b.example")).toThrow(/no column "authority"/);
    expect(() => read('authority,email\n"leeds,a@b')).toThrow(/is no CSV/);
    expect(() => read("")).toThrow(/no column/);
  });

  test("older spreadsheets' encoding is understood", () => {
    const bytes = Buffer.from("authority,email,name\nleeds,a@b.example,Zo\xeb\n", "latin1");
    expect(readContacts(bytes, register).contacts[0]?.name).toBe("Zoë");
  });

  test("what is exported can be imported again, whatever the names hold", () => {
    const awkward = fc.constantFrom("'=1+1", "''@x", "=1", "＝1", "'＋44", "'", "-", "'-");
    const name = fc
      .oneof(fc.string({ maxLength: 40 }), awkward)
      .map((text) => text.replace(/[\p{Cc}\u2028\u2029]/gu, "").trim())
      .map((text) => text || null);
    fc.assert(
      fc.property(name, name, (one, two) => {
        const contact = { authoritySlug: "leeds", email: "a@b.example", name: one, role: two };
        expect(read(writeContacts([{ ...contact, stop: null }])).contacts).toEqual([contact]);
      }),
    );
  });

  test("an exported cell is no formula to a spreadsheet", () => {
    const contact = { authoritySlug: "leeds", email: "a@b.example", name: "=cmd|' /C calc'!A0", role: null };
    expect(writeContacts([{ ...contact, stop: null }])).not.toMatch(/,"?=/);
  });
});
