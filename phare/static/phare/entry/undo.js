// What was written into the cells of a table, step by step, to take it back or do it again.

// A field holds what it had when one came in, or when it was last written into.
export function put(input, text) {
  input.value = text;
  input.dataset.entered = text;
}

export class Undo {
  constructor(changed) {
    this.changed = changed;
    this.past = [];
    this.future = [];
  }

  // `changes`: [{ input, from, to }], written already or by write().
  note(changes) {
    this.past.push(changes);
    this.future = [];
  }

  write(changes) {
    const real = changes.filter(({ from, to }) => from !== to);
    if (!real.length) return;
    for (const { input, to } of real) put(input, to);
    this.note(real);
    this.changed();
  }

  back() { this.#step(this.past, this.future, "from"); }
  again() { this.#step(this.future, this.past, "to"); }

  #step(source, target, which) {
    const changes = source.pop();
    if (!changes) return;
    for (const change of changes) put(change.input, change[which]);
    target.push(changes);
    changes[0].input.focus();
    changes[0].input.select();
    this.changed();
  }
}
