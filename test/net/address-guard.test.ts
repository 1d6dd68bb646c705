import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AddressGuard, type Lookup, refusal } from "../../src/net/address-guard.js";
import { RefusedAddressError, UnreachableError } from "../../src/net/errors.js";

const answering =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
const guard = (lookup: Lookup, allowPrivate = false) =>
  new AddressGuard({ resolve: [], allowPrivate, timeoutMs: 500 }, lookup);

describe("addresses", () => {
  test.each([
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "0.1.2.3",
    "255.255.255.255",
    "224.0.0.1",
    "240.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "169.254.169.254",
    "168.63.129.16",
    "fd00:ec2::254",
    "[::1]",
    "nonsense",
    "",
  ])("%s is refused", (address) => {
    expect(refusal(address, false)).toMatch(/\w/);
  });

  test.each([
    "8.8.8.8",
    "151.101.0.144",
    "172.32.0.1",
    "2a00:1450:4009::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
  ])("%s is on the public internet", (address) => {
    expect(refusal(address, false)).toBeNull();
  });

  test("--allow-private opens private, loopback and link-local addresses, and no more", () => {
    for (const address of ["127.0.0.1", "10.0.0.1", "::1", "fd12::1", "fe80::1", "::ffff:192.168.0.1"])
      expect(refusal(address, true)).toBeNull();
    for (const address of [
      "169.254.169.254",
      "0.0.0.0",
      "224.0.0.1",
      "168.63.129.16",
      "::ffff:169.254.169.254",
    ])
      expect(refusal(address, true)).not.toBeNull();
  });

  test("every spelling of a loopback address is refused", async () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const written = (n: number, style: string) =>
      style === "hex" ? `0x${n.toString(16)}` : style === "octal" ? `0${n.toString(8)}` : String(n);
    const style = fc.constantFrom("hex", "octal", "decimal");
    await fc.assert(
      fc.asyncProperty(
        octet,
        octet,
        octet,
        style,
        style,
        fc.constantFrom(1, 2, 4),
        async (b, c, d, s, t, parts) => {
          const all = ((127 * 256 + b) * 256 + c) * 256 + d;
          const host =
            parts === 1
              ? written(all, s)
              : parts === 2
                ? `${written(127, s)}.${written(all - 127 * 2 ** 24, t)}`
                : [127, b, c, d].map((n, i) => written(n, i % 2 === 0 ? s : t)).join(".");
          const { hostname } = new URL(`http://${host}/`);
          await expect(guard(answering("8.8.8.8")).route(hostname, 80)).rejects.toThrow(RefusedAddressError);
          const mapped = new URL(`http://[::ffff:127.${b}.${c}.${d}]/`).hostname;
          await expect(guard(answering("8.8.8.8")).route(mapped, 80)).rejects.toThrow(RefusedAddressError);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("names", () => {
  test("one private address among public ones is enough to refuse the name", async () => {
    await expect(guard(answering("8.8.8.8", "10.0.0.1")).route("x.gov.uk", 443)).rejects.toThrow(
      /x\.gov\.uk: its address 10\.0\.0\.1 is a private network's/,
    );
  });

  test("a name is looked up once for a connection, which goes to the address that was checked", async () => {
    let asked = 0;
    const rebinding: Lookup = async () => [{ address: asked++ === 0 ? "8.8.4.4" : "127.0.0.1", family: 4 }];
    const route = await guard(rebinding).route("rebind.example", 80);
    expect(asked).toBe(1);
    expect(route).toEqual({ addresses: ["8.8.4.4"], port: 80, verifyCertificate: true });
    await expect(guard(rebinding).route("rebind.example", 80)).rejects.toThrow(RefusedAddressError);
  });

  test("a name without an address is told from one that is refused", async () => {
    await expect(guard(answering()).route("gone.gov.uk", 80)).rejects.toMatchObject({ outcome: "dns" });
    await expect(
      guard(() => Promise.reject(new Error("ENOTFOUND"))).route("gone.gov.uk", 80),
    ).rejects.toThrow(UnreachableError);
  });
});
