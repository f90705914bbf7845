// Work in slices: while the map moves, painting never holds a frame longer than 8 ms; while it rests, nothing stutters and
// a slice may be longer, but never as long as a task that is felt (50 ms). A job is a generator; what it yields does not matter.
// Jobs run one after the other, so they may share scratch canvases. A job with `dead` set is dropped.
"use strict";
const Pump = (function () {
  const MOVING_MS = 8, RESTING_MS = 20, REST_AFTER_MS = 300;
  let movedAt = -Infinity;
  const jobs = [], first = [];   // `first`: the canvases over the view, before all tiles
  let idle = [], asked = false;
  function ask() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(turn);
  }
  // One step of the first job of a list; true when that job is over and there was something to it.
  function step(list) {
    const job = list[0];
    let over = true, idle = false;
    try {
      const {done, value} = job.dead ? {done: true, value: Pump.IDLE} : job.steps.next();
      over = done;
      idle = done && value === Pump.IDLE;
    } catch (error) {
      console.error(String(error && error.stack || error));
    }
    if (over) list.splice(list.indexOf(job), 1);
    return over && !idle;
  }
  function turn() {
    asked = false;
    const now = performance.now(), end = now + (now - movedAt < REST_AFTER_MS ? MOVING_MS : RESTING_MS);
    // A canvas as large as the view costs most after its last stroke, when the engine copies it: one of them in a frame.
    let over = false;
    while (first.length && !over) {
      over = step(first);
      if (performance.now() >= end) break;
    }
    while (jobs.length && !first.length) {
      step(jobs);
      if (performance.now() >= end) break;
    }
    if (jobs.length || first.length) {
      ask();
    } else {
      const done = idle;
      idle = [];
      for (const tell of done) afterFrame(tell);
    }
  }
  // What canvases were told is drawn and copied when the frame ends, after all that is asked for it: only a task behind
  // the frame may say that something is painted.
  const behind = new MessageChannel();
  let tells = [];
  behind.port1.onmessage = () => {
    const all = tells;
    tells = [];
    for (const tell of all) {
      try { tell(); } catch (error) { console.error(String(error && error.stack || error)); }
    }
  };
  function afterFrame(tell) {
    tells.push(tell);
    if (tells.length === 1) behind.port2.postMessage(0);
  }
  return {
    IDLE: "idle",  // what a job returns that found nothing to do: it takes no frame from others
    // Take up a generator; returns the job, whose `dead` may be set. `before`: it goes before all that is not.
    add(steps, before) {
      const job = {steps, dead: false};
      (before ? first : jobs).push(job);
      ask();
      return job;
    },
    // The map moves.
    moving() { movedAt = performance.now(); },
    // Call `tell` when the frame that runs is over; to be called in a frame.
    afterFrame,
    // Call `tell` when nothing is left to do, after the frame in which the last stroke was painted.
    whenIdle(tell) {
      idle.push(tell);
      if (!jobs.length && !first.length) this.add((function* () {})());
    },
  };
})();
