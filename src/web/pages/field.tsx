import { LONGEST_FIELD } from "../types.js";

export interface FieldProps {
  name: string;
  label: string;
  hint: string;
  value: string;
  /** What is wrong with what was entered; null when nothing is. */
  wrong: string | null;
  type?: "text" | "password";
}

/** One line to fill in, with its label, hint and error tied to it (WCAG 1.3.1, 3.3.1, 3.3.2). */
export function Field({ name, label, hint, value, wrong, type = "text" }: FieldProps) {
  const told = wrong === null ? `${name}-hint` : `${name}-hint ${name}-wrong`;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <p class="hint soft small" id={`${name}-hint`}>
        {hint}
      </p>
      {wrong === null ? null : (
        <p class="wrong" id={`${name}-wrong`}>
          Error: {wrong}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={type}
        value={value}
        maxLength={LONGEST_FIELD}
        spellcheck={false}
        autocomplete={type === "password" ? "current-password" : "off"}
        aria-describedby={told}
        aria-invalid={wrong === null ? undefined : "true"}
      />
    </div>
  );
}

/** For whoever sits at another machine. */
export function TokenField({ wrong }: { wrong: string | null }) {
  return (
    <Field
      name="token"
      type="password"
      label="Token"
      hint="Starting or stopping an audit from another machine takes the token of this server’s managers"
      value=""
      wrong={wrong}
    />
  );
}
