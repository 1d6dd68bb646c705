import type { Words } from "../probe.js";

const ADD =
  "Have the page template write seven e-GMS elements into the head of every page: DC.creator, DC.date, DC.identifier, DC.publisher, DC.title, a subject with its scheme, and eGMS.accessibility.";

export const words: Words = {
  "metadata-present": {
    summary: ({ measures }) =>
      `${measures.completePages} of ${measures.pages} pages carry the full e-GMS metadata; the rest of e-GIF cannot be seen from outside.`,
    remedy:
      "Keep the metadata as it is. To let the rest be judged, publish a statement on the website of how the council follows e-GIF, and have it attested.",
  },
  "metadata-incomplete": {
    summary: ({ measures }) =>
      `${measures.pagesWithMetadata} of ${measures.pages} pages carry some e-GMS metadata, ${measures.completePages} of them all that a web page needs.`,
    remedy: ({ measures }) =>
      `Fill the elements that are missing most often (${list(measures.missingMost)}) in the page templates, and let the editors' system give each page its own values.`,
  },
  "metadata-absent": {
    summary: ({ measures }) =>
      `None of ${measures.pages} pages carries e-GMS metadata. The standard of 2004 is no longer mandated, and its absence is usual today.`,
    remedy: `${ADD} Today, page titles, descriptions and open licence statements matter more; see the figures beside it.`,
  },
};

function list(value: unknown): string {
  return Array.isArray(value) && value.length > 0 ? value.join(", ") : "see the table";
}
