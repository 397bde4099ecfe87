// Answers on their way to the server. Each is kept in this browser until the server says that it is stored.

import { post, text } from "./base.js";

const UNSENT = "cordscope.unsent.";
const REFUSED = "cordscope.refused.";
const AT_ONCE = 100;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15000;

export class Outbox {
  /** Called with a sentence, and whether something waits. */
  onState = () => {};

  #rater;
  #prefix;
  #busy = false;
  #wait = FIRST_WAIT_MS;
  #timer;
  #count = 0;

  constructor(rater) {
    this.#rater = rater;
    this.#prefix = UNSENT + rater + "/";
    addEventListener("online", () => this.flush());
    addEventListener("beforeunload", (event) => {
      if (!this.isEmpty) event.preventDefault();
    });
  }

  #keys() {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.#prefix))
      .sort();
  }

  /** Whether every answer is stored. */
  get isEmpty() {
    return this.#keys().length === 0;
  }

  /** What was not sent in an earlier visit, oldest first. */
  unsent() {
    return this.#keys().map((key) => JSON.parse(localStorage.getItem(key)));
  }

  /** Keeps an answer at once; it is sent when the key has been dealt with. */
  put(answer) {
    const id = crypto.randomUUID();
    const order = String(Date.now()).padStart(15, "0") + "-" + String(this.#count++).padStart(6, "0");
    localStorage.setItem(this.#prefix + order + "-" + id, JSON.stringify({ ...answer, id }));
    setTimeout(() => this.flush());
  }

  async flush() {
    clearTimeout(this.#timer);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let keys = this.#keys(); keys.length > 0; keys = this.#keys()) {
        this.onState(text("saving"), false);
        await this.#send(keys.slice(0, AT_ONCE));
        this.#wait = FIRST_WAIT_MS;
      }
      this.onState(text("saved"), false);
    } catch (problem) {
      const signedOut = problem.status === 401 || problem.status === 403;
      this.onState(text(signedOut ? "signedout" : "unsent", { n: this.#keys().length }), true);
      this.#timer = setTimeout(() => this.flush(), this.#wait);
      this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
    } finally {
      this.#busy = false;
    }
  }

  async #send(keys) {
    const answers = keys.map((key) => localStorage.getItem(key)).filter(Boolean).map((json) => JSON.parse(json));
    try {
      await post("/api/label/answers", { rater: this.#rater, answers: answers.map((a) => ({ level: null, ...a })) });
    } catch (problem) {
      const refused = problem.status === 400 || problem.status === 409;
      if (!refused) throw problem;
      if (keys.length > 1) {
        // One of them is to blame: it must not hold up the others.
        for (const key of keys) await this.#send([key]);
        return;
      }
      localStorage.setItem(keys[0].replace(UNSENT, REFUSED), localStorage.getItem(keys[0]));
      this.onRefused(text("refused", { problem: problem.message }), answers[0]);
    }
    keys.forEach((key) => localStorage.removeItem(key));
  }

  /** Called where the server will never take an answer. */
  onRefused = () => {};
}
