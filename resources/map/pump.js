// Work in slices. While the map moves they are parts of frames and hold none longer than 8 ms. While it rests they are tasks of
// their own, one at once after the other, so that nobody waits for the next frame; nothing stutters then, and a slice may be
// longer, but never as long as a task that is felt (50 ms). A job is a generator; what it yields does not matter.
// Jobs run one after the other, so they may share scratch canvases. A job with `dead` set is dropped.
"use strict";
const Pump = (function () {
  const MOVING_MS = 8, RESTING_MS = 20, REST_AFTER_MS = 300;
  let movedAt = -Infinity;
  const jobs = [], first = [];   // `first`: the canvases over the view, before all tiles
  let idle = [], asked = false, framing = false, drawn = false;
  const moves = () => performance.now() - movedAt < REST_AFTER_MS;
  const soon = new MessageChannel();
  soon.port1.onmessage = () => { if (asked) turn(); };
  function ask() {
    if (asked) return;
    asked = true;
    if (moves()) frame(turn); else soon.port2.postMessage(0);
  }
  // Do something in the next frame, and know of it.
  function frame(work) {
    requestAnimationFrame(() => {
      framing = true;
      try { work(); } finally { framing = false; }
    });
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
    const moving = moves(), end = performance.now() + (moving ? MOVING_MS : RESTING_MS), late = () => performance.now() >= end;
    // A canvas as large as the view costs most after its last stroke, when the engine copies it: while the map moves, one of
    // them in a frame. While it rests the frames that each would wait for cost more.
    while (first.length && !(drawn && moving)) {
      if (step(first)) draw();
      if (late()) break;
    }
    while (jobs.length && !late() && !(moving && first.length)) step(jobs);
    if (jobs.length || first.length && !(drawn && moving)) {
      ask();
    } else if (!first.length) {
      const done = idle;
      idle = [];
      for (const tell of done) afterFrame(tell);
    }
  }
  // A canvas was drawn: the next one has its turn behind the frame that shows it.
  function draw() {
    drawn = true;
    afterFrame(() => {
      drawn = false;
      if (first.length) ask();
    });
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
    if (!framing) { frame(() => afterFrame(tell)); return; }
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
    frame,
    // Call `tell` when the frame that runs is over, or outside of one (`frame`) the next.
    afterFrame,
    // Call `tell` when nothing is left to do, after the frame in which the last stroke was painted.
    whenIdle(tell) {
      idle.push(tell);
      if (!jobs.length && !first.length) this.add((function* () {})());
    },
  };
})();
