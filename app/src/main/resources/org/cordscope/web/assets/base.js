// Texts, requests and small things that all pages share.

const texts = JSON.parse(document.getElementById("texts").textContent);

/** A text by its name, with {names} filled in. */
export function text(name, values = {}) {
  return (texts[name] ?? name).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
}

export const byId = (id) => document.getElementById(id);

export const csrf = document.querySelector('meta[name="csrf"]').content;

/** What the server said instead of an answer. Status 0: it could not be reached. */
export class Problem extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

async function checked(promise) {
  let response;
  try {
    response = await promise;
  } catch (e) {
    throw new Problem(0, e.message);
  }
  if (!response.ok) {
    const said = await response.json().catch(() => ({}));
    throw new Problem(response.status, said.problem ?? response.statusText);
  }
  return response;
}

export const get = (path) => checked(fetch(path, { headers: { Accept: "application/json" } }));

export const post = (path, body) =>
  checked(
    fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
      body: JSON.stringify(body),
    }),
  );

/** An element with attributes and children; texts are texts, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Forms that ask before they are sent. */
export function askBefore(root = document) {
  for (const form of root.querySelectorAll("form[data-confirm]")) {
    form.addEventListener("submit", (event) => {
      if (!confirm(form.dataset.confirm)) event.preventDefault();
    });
  }
}
