/**
 * Cookies of one chain of redirects. They are kept but not shown until the chain has come back to where it was:
 * only then is a cookie what the site waits for. Nothing is kept from one fetch to the next.
 */
export class ChainCookies {
  private readonly byHost = new Map<string, Map<string, string>>();
  private offered = false;

  /** Takes the Set-Cookie headers of one answer, one a line. Attributes are not looked at: the chain is short. */
  keep(url: URL, setCookie: string | undefined): void {
    for (const line of (setCookie ?? "").split("\n").slice(0, 20)) {
      const pair = line.split(";")[0] ?? "";
      const equals = pair.indexOf("=");
      if (equals < 1 || pair.length > 2_000) continue;
      const cookies = this.byHost.get(url.host) ?? new Map<string, string>();
      cookies.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
      this.byHost.set(url.host, cookies);
    }
  }

  /** From now on cookies are shown. False when there are none, or they were shown already. */
  offer(): boolean {
    if (this.offered || this.byHost.size === 0) return false;
    this.offered = true;
    return true;
  }

  header(url: URL): string | null {
    const cookies = this.offered ? this.byHost.get(url.host) : undefined;
    if (!cookies) return null;
    return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}
