import { expect, test } from "vitest";
import { readPdf } from "../../src/crawl/read-pdf.js";
import { isProfileAddress, kindOf } from "../../src/crawl/read-response.js";

function pdfOf(text: string, title: string): Uint8Array {
  const content = `BT /F1 12 Tf 72 700 Td (${text}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    `<< /Title (${title}) >>`,
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 7\n0000000000 65535 f \n${table}trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n${file.length}\n%%EOF`;
  return new TextEncoder().encode(file);
}

test("a PDF gives its text and title, and keeps its bytes for the store", async () => {
  const body = pdfOf("Claim form for housing benefit", "Claim form");
  const before = body.slice();
  expect(await readPdf(body)).toEqual({ title: "Claim form", text: "Claim form for housing benefit" });
  expect(body).toEqual(before);
});

test("a PDF is read as the network hands it over, in a Buffer of Node's", async () => {
  const body = Buffer.from(pdfOf("Council tax collected 97.1%", "Performance"));
  expect(await readPdf(body)).toEqual({ title: "Performance", text: "Council tax collected 97.1%" });
  expect(body.toString("latin1").startsWith("%PDF-")).toBe(true);
});

test("a broken or cut-off PDF gives no text, and no error", async () => {
  const body = pdfOf("Claim form", "x");
  expect(await readPdf(new TextEncoder().encode("%PDF-1.7 rubbish"))).toEqual({ title: "", text: "" });
  expect((await readPdf(body.slice(0, 100))).text).toBe("");
});

const bytes = (text: string) => new TextEncoder().encode(text);
test.each([
  ["text/html", "x", "html"],
  ["application/xhtml+xml", "<html>", "html"],
  ["text/xml; charset=utf-8", "<?xml?><a/>", "xml"],
  ["application/octet-stream", "%PDF-1.4", "pdf"],
  ["text/plain", "<!DOCTYPE html><html>", "html"],
  ["text/csv", "a,b", "text"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK", "document"],
  ["application/json", "{}", "json"],
  ["image/png", "x", "image"],
  ["video/mp4", "x", "other"],
])("%s is read as %s gives: %s", (contentType, start, kind) => {
  expect(kindOf({ contentType, body: bytes(start), url: "https://www.example.gov.uk/" })).toBe(kind);
});

test.each([
  ["/mgUserInfo.aspx?UID=101", true],
  ["/councillors/jane-smith", true],
  ["/your-councillors/cllr-jane-smith", true],
  ["/councillors/find-your-councillor", false],
  ["/councillors/councillors-allowances", false],
  ["/councillors", false],
  ["/members/code-of-conduct", false],
])("%s is one person's page: %s", (path, personal) => {
  expect(isProfileAddress(`https://www.example.gov.uk${path}`)).toBe(personal);
});
