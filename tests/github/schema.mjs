// Turns the schemas of GitHub's OpenAPI 3.0 description into JSON Schema that ajv takes, and closes them: the description nearly never
// says `additionalProperties: false`, so without closing a misspelt property of a request would pass.

import Ajv2019 from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';

// `nullable`, `example`, `title` and so on mean nothing to ajv and are left out; every keyword that says something is in one of the lists.
const COPIED = ['type', 'enum', 'const', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'required'];
const FORMATS = new Set(['date-time', 'date', 'uri', 'uri-template', 'email', 'int32', 'int64', 'double', 'repo.nwo']);

/** Schemas of one description, each compiled once, when somebody first asks. */
export class Schemas {
  #components;
  #ajv;
  #compiled = new Map();

  constructor(components) {
    this.#components = components;
    this.#ajv = new Ajv2019({ strict: false, allErrors: true });
    addFormats.default(this.#ajv);
    this.#ajv.addFormat('repo.nwo', /^[^/\s]+\/[^/\s]+$/);
  }

  /** What is wrong with `value`, in words; `name` says which schema it is (and is its key in the cache). */
  problems(name, schema, value) {
    if (!this.#compiled.has(name)) this.#compiled.set(name, this.#ajv.compile(this.#convert(schema, true)));
    const validate = this.#compiled.get(name);
    return validate(value) ? [] : told(validate.errors);
  }

  #convert(node, closed) {
    if (node.$ref) return this.#reference(node.$ref, closed);
    const out = {};
    for (const keyword of COPIED) if (node[keyword] !== undefined) out[keyword] = node[keyword];
    if (FORMATS.has(node.format)) out.format = node.format;
    this.#convertChildren(node, out);
    this.#convertCombinations(node, out, closed);
    return node.nullable ? { anyOf: [{ type: 'null' }, out] } : out;
  }

  #convertChildren(node, out) {
    if (node.properties) {
      out.properties = Object.fromEntries(Object.entries(node.properties).map(([name, child]) => [name, this.#convert(child, true)]));
    }
    if (node.items) out.items = this.#convert(node.items, true);
    const more = node.additionalProperties;
    if (more !== undefined) out.additionalProperties = typeof more === 'object' ? this.#convert(more, true) : more;
    if (node.not) out.not = this.#convert(node.not, false);
  }

  /**
   * An object is closed where all its parts are in view: a branch of `allOf`, or one next to `properties`, must stay open, since it sees
   * properties that its siblings allow. `oneOf` is taken as `anyOf`: the description's branches overlap, GitHub does not mean "exactly one".
   */
  #convertCombinations(node, out, closed) {
    const whole = Boolean(node.properties || node.allOf);
    const branches = (list) => list.map((branch) => this.#convert(branch, closed && !whole));
    if (node.allOf) out.allOf = branches(node.allOf);
    const choices = [node.oneOf, node.anyOf].filter(Boolean).map((list) => ({ anyOf: branches(list) }));
    if (choices.length) out.allOf = [...(out.allOf ?? []), ...choices];
    if (closed && whole && node.additionalProperties === undefined) out.unevaluatedProperties = false;
  }

  /** The same component is needed open (inside `allOf`) and closed (anywhere else), so it is kept under two names. */
  #reference(pointer, closed) {
    const name = pointer.replace('#/components/schemas/', '');
    const key = `${closed ? 'closed' : 'open'}-${name}`; // No slash: ajv reads keys as relative addresses.
    if (!this.#ajv.schemas[key]) {
      this.#ajv.schemas[key] = true; // Stops the recursion of schemas that name themselves; replaced at once.
      const converted = this.#convert(this.#components.schemas[name], closed);
      delete this.#ajv.schemas[key];
      this.#ajv.addSchema(converted, key);
    }
    return { $ref: key };
  }
}

function told(errors) {
  const say = ({ instancePath, message, params }) => {
    const which = params.unevaluatedProperty ?? params.additionalProperty;
    const allowed = params.allowedValues ? `: ${params.allowedValues.join(', ')}` : '';
    return `${instancePath || 'the body'} ${message}${which ? ` (${which})` : ''}${allowed}`;
  };
  return [...new Set(errors.map(say))];
}
