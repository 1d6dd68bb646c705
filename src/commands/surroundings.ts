/** What a command needs of the process it runs in; handed down from the top so that tests can stand in for it. */
export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  /** The clock, read only here. */
  now(): Date;
  /** Results: standard output. */
  print(text: string): void;
  /** Progress and log: standard error, one line. */
  log(line: string): void;
  /** Whether standard error is a terminal: progress bars are drawn only then. */
  terminal: boolean;
  columns: number;
  signal?: AbortSignal;
}
