// npm starts scripts through a shell that dies on SIGTERM without passing it on: `kill` of `npm start` would leave the
// server behind with its port and its data directory. So a process begun by npm ends itself when that shell is gone.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  timer.unref();
}
