// The models of Amazon's own SDK as judges of JSON: a field that a model does not have, a required one that is missing,
// or one of another type. The SDK reads leniently and would hide all three, so its generated sources are read instead.
import {readFileSync} from 'node:fs';

const root = new URL('./node_modules/@amazon-sp-api-release/amazon-sp-api-sdk-js/src/', import.meta.url);
const PRIMITIVES = {String: 'string', Number: 'number', Boolean: 'boolean', Date: 'string'};
const models = new Map();

/** What a generated model knows: its fields with their types, and which of them it can't do without. */
function model(api, name) {
  const key = `${api}/${name}`;
  if (!models.has(key)) {
    const source = readFileSync(new URL(`${api}/model/${name}.js`, root), 'utf8');
    const fields = new Map();
    for (const [, field, expression] of source.matchAll(/hasOwnProperty\('([^']+)'\)\) \{ obj\S* = (.+) \}\s*$/gm)) {
      const converted = expression.match(/convertToType\(.*?, (.+)\)$/);
      fields.set(field, converted ? converted[1] : expression.match(/^(\w+)\.constructFromObject/)?.[1]);
    }
    const parameters = [...source.split('constructor (')[0].matchAll(/@param (\w+) \{/g)].map(match => match[1]);
    const required = parameters.map(parameter =>
      [...fields.keys()].find(field => field.toLowerCase() === parameter.toLowerCase()) ?? parameter);
    models.set(key, {fields, required});
  }
  return models.get(key);
}

/** What is wrong with the JSON as the named model of an API such as orders_v0; empty when nothing is. */
export function problems(api, name, json) {
  const found = [];
  const read = (of, value, path) => {
    const {fields, required} = model(api, of);
    if (fields.size === 0) return; // an enumeration, or any object
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      found.push(`${path} is no object`);
      return;
    }
    required.filter(field => !(field in value)).forEach(field => found.push(`${path}.${field} is required`));
    for (const [field, one] of Object.entries(value)) {
      if (fields.has(field)) check(fields.get(field), one, `${path}.${field}`);
      else found.push(`${path}.${field} is not published`);
    }
  };
  const check = (type, value, path) => {
    if (type === undefined) throw new Error(`the type of ${path} can't be read from the SDK`);
    const list = type.match(/^\[(.+)\]$/);
    const map = type.match(/^\{\s*String\s*:\s*(.+)\}$/);
    const plain = type.replace(/'/g, '');
    if (list) {
      if (Array.isArray(value)) value.forEach((element, i) => check(list[1], element, `${path}[${i}]`));
      else found.push(`${path} is no list`);
    } else if (map) {
      Object.entries(value).forEach(([key, one]) => check(map[1].trim(), one, `${path}.${key}`));
    } else if (PRIMITIVES[plain]) {
      if (typeof value !== PRIMITIVES[plain]) found.push(`${path} is a ${typeof value}, published as ${plain}`);
    } else if (plain !== 'Object') {
      read(plain, value, path);
    }
  };
  read(name, json, name);
  return found;
}
