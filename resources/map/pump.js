// Work in slices: while the map moves, painting never holds a frame longer than 8 ms; while it rests, nothing stutters and
// a slice may be longer, but never as long as a task that is felt (50 ms). A job is a generator; what it yields does not matter.
// Jobs run one after the other, so they may share scratch canvases. A job with `dead` set is dropped.
"use strict";
const Pump = (function () {
  const MOVING_MS = 8, RESTING_MS = 28, REST_AFTER_MS = 300;
  let movedAt = -Infinity;
  const jobs = [];
  let idle = [];
  function turn() {
    const now = performance.now(), end = now + (now - movedAt < REST_AFTER_MS ? MOVING_MS : RESTING_MS);
    while (jobs.length) {
      const job = jobs[0];
      let over = true;
      try {
        over = job.dead || job.steps.next().done;
      } catch (error) {
        console.error(String(error && error.stack || error));
      }
      if (over) jobs.shift();
      if (performance.now() >= end) break;
    }
    if (jobs.length) {
      requestAnimationFrame(turn);
    } else {
      const done = idle;
      idle = [];
      for (const tell of done) tell();
    }
  }
  return {
    // Take up a generator; returns the job, whose `dead` may be set.
    add(steps) {
      const job = {steps, dead: false};
      jobs.push(job);
      if (jobs.length === 1) requestAnimationFrame(turn);
      return job;
    },
    // The map moves.
    moving() { movedAt = performance.now(); },
    // Call `tell` when nothing is left to do, in the frame in which the last stroke was painted.
    whenIdle(tell) {
      idle.push(tell);
      if (!jobs.length) this.add((function* () {})());
    },
  };
})();
