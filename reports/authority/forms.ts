import type { AuditDocument } from "../../src/audit/types.js";
import { earlOf } from "./earl.js";

/** The same audit in another form, beside its report. */
export interface AuditForm {
  /** File name, and relative address. */
  href: string;
  title: string;
  mediaType: string;
  /** Some hundred kilobytes, made only when somebody wants them. */
  text(): string;
}

/** The forms for programs; accessibility results are there only when pages were examined. */
export function auditForms(document: AuditDocument): AuditForm[] {
  const whole = {
    href: "index.json",
    title: "The whole audit as JSON, format council-audit/1",
    mediaType: "application/json",
    text: () => `${JSON.stringify(document, null, 2)}\n`,
  };
  const earl = earlOf(document);
  if (earl === null) return [whole];
  const accessibility = {
    href: "earl.json",
    title: "Accessibility results as EARL 1.0 (JSON-LD)",
    mediaType: "application/ld+json",
    text: () => earl,
  };
  return [whole, accessibility];
}
