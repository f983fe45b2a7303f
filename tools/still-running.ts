import type { Reporter, TestModule } from "vitest/node";

/** A vitest reporter that names the test files still at work every half minute, so that one that hangs is known. */
export class StillRunning implements Reporter {
  private readonly running = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  onTestRunStart(): void {
    this.timer = setInterval(() => this.tell(), 30_000).unref();
  }

  onTestModuleStart({ relativeModuleId }: TestModule): void {
    this.running.set(relativeModuleId, performance.now());
  }

  onTestModuleEnd({ relativeModuleId }: TestModule): void {
    this.running.delete(relativeModuleId);
  }

  onTestRunEnd(): void {
    clearInterval(this.timer);
  }

  private tell(): void {
    for (const [file, since] of this.running)
      console.error(`… ${file} for ${Math.round((performance.now() - since) / 1000)} s`);
  }
}
