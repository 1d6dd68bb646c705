import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A reply other than 250, the line going dead at that point, or no answer at all. */
export type Fault = { code: number; text?: string } | "cut" | "silence";

export interface Step {
  at: "connect" | "mail-from" | "rcpt" | "data-begins" | "data-ends";
  /** Which message, or which connection for `connect`, counted from 1. */
  number: number;
  recipient: string;
}

export interface Received {
  recipient: string;
  raw: string;
  user: string | null;
}

export interface MailServer {
  url: string;
  port: number;
  /** What it took and said 250 to. */
  received: Received[];
  /** What happened, in order. */
  steps: Step[];
  /** Decides what goes wrong; null is right. */
  fault: (step: Step) => Fault | null;
  /** Called when a whole message has come in, before it is answered. */
  onWhole: (recipient: string) => Promise<void> | void;
  parsed(): Promise<ParsedMail[]>;
  /** Ends at once, every connection with it; comes back at the same address with `start`. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/**
 * A real SMTP server, reached through a plain TCP relay that can cut the line at any point without the server having a
 * say in it.
 */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let messages = 0;
  let inner: SMTPServer | null = null;
  let relay: Server | null = null;

  const server: MailServer = {
    url: "",
    port: 0,
    received: [],
    steps: [],
    fault: () => null,
    onWhole: () => {},
    parsed: () => Promise.all(server.received.map((one) => simpleParser(one.raw))),
    async kill() {
      for (const socket of sockets) socket.destroy();
      const closing = [relay, inner].filter((one) => one !== null);
      await Promise.all(closing.map((one) => new Promise<void>((done) => one.close(() => done()))));
    },
    async start() {
      inner = smtpServer();
      await new Promise<void>((done) => inner?.listen(0, "127.0.0.1", done));
      const to = (inner.server.address() as AddressInfo).port;
      relay = createServer((client) => join(client, to));
      relay.listen(server.port, "127.0.0.1");
      await once(relay, "listening");
      server.port = (relay.address() as AddressInfo).port;
      server.url = `${options.secure ? "smtps" : "smtp"}://127.0.0.1:${server.port}`;
    },
  };

  function join(client: Socket, to: number): void {
    const upstream = connect(to, "127.0.0.1");
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }

  /** Plays the fault of the step, else lets it pass. */
  function play(step: Step, done: (error?: Error | null) => void): void {
    server.steps.push(step);
    const fault = server.fault(step);
    if (fault === "silence") return;
    if (fault === "cut") {
      for (const socket of sockets) socket.destroy();
      return;
    }
    if (fault === null) done();
    else done(Object.assign(new Error(fault.text ?? "no"), { responseCode: fault.code }));
  }

  function smtpServer(): SMTPServer {
    const made = new SMTPServer({
      authOptional: true,
      disabledCommands: options.secure || options.key ? [] : ["STARTTLS"],
      disableReverseLookup: true,
      closeTimeout: 50,
      ...options,
      onConnect: (_session, done) => play({ at: "connect", number: ++connections, recipient: "" }, done),
      onMailFrom: (_address, _session, done) =>
        play({ at: "mail-from", number: ++messages, recipient: "" }, done),
      onRcptTo: (address, _session, done) =>
        play({ at: "rcpt", number: messages, recipient: address.address }, done),
      onData(stream, session, done) {
        const recipient = session.envelope.rcptTo[0]?.address ?? "";
        const number = messages;
        const chunks: Buffer[] = [];
        let stopped = false;
        stream.once("data", () => {
          // Asked only for what cannot wait for the end; a reply is given at the end.
          const fault = server.fault({ at: "data-begins", number, recipient });
          if (fault !== "cut") return;
          stopped = true;
          server.steps.push({ at: "data-begins", number, recipient });
          for (const socket of sockets) socket.destroy();
        });
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("error", () => {});
        stream.on("end", async () => {
          if (stopped) return;
          await server.onWhole(recipient);
          play({ at: "data-ends", number, recipient }, (error) => {
            if (!error) {
              const user = typeof session.user === "string" ? session.user : null;
              server.received.push({ recipient, raw: Buffer.concat(chunks).toString("latin1"), user });
            }
            done(error ?? null);
          });
        });
      },
    });
    made.on("error", () => {});
    return made;
  }

  await server.start();
  return server;
}
