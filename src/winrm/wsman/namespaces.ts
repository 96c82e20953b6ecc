// Which URI a prefix stands for, from one element inwards (Namespaces in XML 1.0). An element that declares nothing shares the table of
// the one around it; one that does has a table of its own that asks outwards, so that a thousand declarations are never copied. The
// way outwards is as long as the document is deep, and that is capped.

const xml = 'http://www.w3.org/XML/1998/namespace';
const xmlns = 'http://www.w3.org/2000/xmlns/';

interface Declaring {
  readonly prefix: string;
  readonly name: string;
  readonly value: string;
}

export class Namespaces {
  static readonly none = new Namespaces(
    new Map([
      ['', ''],
      ['xml', xml],
      ['xmlns', xmlns],
    ]),
  );

  readonly #own: ReadonlyMap<string, string>;
  readonly #around: Namespaces | undefined;

  private constructor(own: ReadonlyMap<string, string>, around?: Namespaces) {
    this.#own = own;
    this.#around = around;
  }

  /** What holds inside an element with these attributes. `refuse` throws: the rules about `xml` and `xmlns` themselves. */
  with(attributes: readonly Declaring[], refuse: (reason: string) => never): Namespaces {
    let own: Map<string, string> | undefined;
    for (const { prefix, name, value } of attributes) {
      if (prefix !== 'xmlns' && (prefix !== '' || name !== 'xmlns')) continue;
      const declared = prefix === '' ? '' : name;
      const uri = value.trim();
      const isReserved = declared === 'xmlns' || uri === xmlns || (uri === xml) !== (declared === 'xml');
      if (isReserved) refuse('a declaration of what is reserved');
      if (uri === '' && declared !== '') refuse('a prefix for nothing');
      own ??= new Map();
      own.set(declared, uri);
    }
    return own === undefined ? this : new Namespaces(own, this);
  }

  ofPrefix(prefix: string): string | undefined {
    return this.#own.get(prefix) ?? this.#around?.ofPrefix(prefix);
  }

  /** As of any prefix, but nothing may be called `xmlns:…`. */
  ofElement(prefix: string): string | undefined {
    return prefix === 'xmlns' ? undefined : this.ofPrefix(prefix);
  }
}
