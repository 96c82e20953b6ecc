// RC4, the stream cipher of NTLM sealing. OpenSSL 3 keeps it in the legacy provider, which Node does not load (facts: winrm 3.10).
// One handle lives as long as its connection: its state runs on over all messages of one direction (facts: winrm 3.3).
// RC4 is broken as a cipher; NTLM over HTTP demands it, nothing else may use it.

export class Rc4 {
  readonly #box = new Uint8Array(256);
  #i = 0;
  #j = 0;

  constructor(key: Uint8Array) {
    const box = this.#box;
    for (let i = 0; i < 256; i++) box[i] = i;
    for (let i = 0, j = 0; i < 256; i++) {
      const value = box[i] as number;
      j = (j + value + (key[i % key.length] as number)) & 255;
      box[i] = box[j] as number;
      box[j] = value;
    }
  }

  /** Encrypts or decrypts (the same thing) and moves the handle on. @returns new bytes, the input stays as it is. */
  transform(input: Uint8Array): Buffer {
    const box = this.#box;
    const output = Buffer.allocUnsafe(input.length);
    let i = this.#i;
    let j = this.#j;
    for (let n = 0; n < input.length; n++) {
      i = (i + 1) & 255;
      const x = box[i] as number;
      j = (j + x) & 255;
      const y = box[j] as number;
      box[i] = y;
      box[j] = x;
      output[n] = (input[n] as number) ^ (box[(x + y) & 255] as number);
    }
    this.#i = i;
    this.#j = j;
    return output;
  }
}
