var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// node_modules/ajv/dist/compile/codegen/code.js
var require_code = __commonJS({
  "node_modules/ajv/dist/compile/codegen/code.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.regexpCode = exports.getEsmExportName = exports.getProperty = exports.safeStringify = exports.stringify = exports.strConcat = exports.addCodeArg = exports.str = exports._ = exports.nil = exports._Code = exports.Name = exports.IDENTIFIER = exports._CodeOrName = void 0;
    var _CodeOrName = class {
    };
    exports._CodeOrName = _CodeOrName;
    exports.IDENTIFIER = /^[a-z$_][a-z$_0-9]*$/i;
    var Name = class extends _CodeOrName {
      constructor(s) {
        super();
        if (!exports.IDENTIFIER.test(s))
          throw new Error("CodeGen: name must be a valid identifier");
        this.str = s;
      }
      toString() {
        return this.str;
      }
      emptyStr() {
        return false;
      }
      get names() {
        return { [this.str]: 1 };
      }
    };
    exports.Name = Name;
    var _Code = class extends _CodeOrName {
      constructor(code) {
        super();
        this._items = typeof code === "string" ? [code] : code;
      }
      toString() {
        return this.str;
      }
      emptyStr() {
        if (this._items.length > 1)
          return false;
        const item = this._items[0];
        return item === "" || item === '""';
      }
      get str() {
        var _a;
        return (_a = this._str) !== null && _a !== void 0 ? _a : this._str = this._items.reduce((s, c) => `${s}${c}`, "");
      }
      get names() {
        var _a;
        return (_a = this._names) !== null && _a !== void 0 ? _a : this._names = this._items.reduce((names, c) => {
          if (c instanceof Name)
            names[c.str] = (names[c.str] || 0) + 1;
          return names;
        }, {});
      }
    };
    exports._Code = _Code;
    exports.nil = new _Code("");
    function _(strs, ...args) {
      const code = [strs[0]];
      let i = 0;
      while (i < args.length) {
        addCodeArg(code, args[i]);
        code.push(strs[++i]);
      }
      return new _Code(code);
    }
    exports._ = _;
    var plus = new _Code("+");
    function str(strs, ...args) {
      const expr = [safeStringify(strs[0])];
      let i = 0;
      while (i < args.length) {
        expr.push(plus);
        addCodeArg(expr, args[i]);
        expr.push(plus, safeStringify(strs[++i]));
      }
      optimize(expr);
      return new _Code(expr);
    }
    exports.str = str;
    function addCodeArg(code, arg) {
      if (arg instanceof _Code)
        code.push(...arg._items);
      else if (arg instanceof Name)
        code.push(arg);
      else
        code.push(interpolate(arg));
    }
    exports.addCodeArg = addCodeArg;
    function optimize(expr) {
      let i = 1;
      while (i < expr.length - 1) {
        if (expr[i] === plus) {
          const res = mergeExprItems(expr[i - 1], expr[i + 1]);
          if (res !== void 0) {
            expr.splice(i - 1, 3, res);
            continue;
          }
          expr[i++] = "+";
        }
        i++;
      }
    }
    function mergeExprItems(a, b) {
      if (b === '""')
        return a;
      if (a === '""')
        return b;
      if (typeof a == "string") {
        if (b instanceof Name || a[a.length - 1] !== '"')
          return;
        if (typeof b != "string")
          return `${a.slice(0, -1)}${b}"`;
        if (b[0] === '"')
          return a.slice(0, -1) + b.slice(1);
        return;
      }
      if (typeof b == "string" && b[0] === '"' && !(a instanceof Name))
        return `"${a}${b.slice(1)}`;
      return;
    }
    function strConcat(c1, c2) {
      return c2.emptyStr() ? c1 : c1.emptyStr() ? c2 : str`${c1}${c2}`;
    }
    exports.strConcat = strConcat;
    function interpolate(x) {
      return typeof x == "number" || typeof x == "boolean" || x === null ? x : safeStringify(Array.isArray(x) ? x.join(",") : x);
    }
    function stringify(x) {
      return new _Code(safeStringify(x));
    }
    exports.stringify = stringify;
    function safeStringify(x) {
      return JSON.stringify(x).replace(/\u2028/g, "\\u2028").replace(/\u2029/g, "\\u2029");
    }
    exports.safeStringify = safeStringify;
    function getProperty(key) {
      return typeof key == "string" && exports.IDENTIFIER.test(key) ? new _Code(`.${key}`) : _`[${key}]`;
    }
    exports.getProperty = getProperty;
    function getEsmExportName(key) {
      if (typeof key == "string" && exports.IDENTIFIER.test(key)) {
        return new _Code(`${key}`);
      }
      throw new Error(`CodeGen: invalid export name: ${key}, use explicit $id name mapping`);
    }
    exports.getEsmExportName = getEsmExportName;
    function regexpCode(rx) {
      return new _Code(rx.toString());
    }
    exports.regexpCode = regexpCode;
  }
});

// node_modules/ajv/dist/compile/codegen/scope.js
var require_scope = __commonJS({
  "node_modules/ajv/dist/compile/codegen/scope.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ValueScope = exports.ValueScopeName = exports.Scope = exports.varKinds = exports.UsedValueState = void 0;
    var code_1 = require_code();
    var ValueError = class extends Error {
      constructor(name) {
        super(`CodeGen: "code" for ${name} not defined`);
        this.value = name.value;
      }
    };
    var UsedValueState;
    (function(UsedValueState2) {
      UsedValueState2[UsedValueState2["Started"] = 0] = "Started";
      UsedValueState2[UsedValueState2["Completed"] = 1] = "Completed";
    })(UsedValueState || (exports.UsedValueState = UsedValueState = {}));
    exports.varKinds = {
      const: new code_1.Name("const"),
      let: new code_1.Name("let"),
      var: new code_1.Name("var")
    };
    var Scope = class {
      constructor({ prefixes, parent } = {}) {
        this._names = {};
        this._prefixes = prefixes;
        this._parent = parent;
      }
      toName(nameOrPrefix) {
        return nameOrPrefix instanceof code_1.Name ? nameOrPrefix : this.name(nameOrPrefix);
      }
      name(prefix) {
        return new code_1.Name(this._newName(prefix));
      }
      _newName(prefix) {
        const ng = this._names[prefix] || this._nameGroup(prefix);
        return `${prefix}${ng.index++}`;
      }
      _nameGroup(prefix) {
        var _a, _b;
        if (((_b = (_a = this._parent) === null || _a === void 0 ? void 0 : _a._prefixes) === null || _b === void 0 ? void 0 : _b.has(prefix)) || this._prefixes && !this._prefixes.has(prefix)) {
          throw new Error(`CodeGen: prefix "${prefix}" is not allowed in this scope`);
        }
        return this._names[prefix] = { prefix, index: 0 };
      }
    };
    exports.Scope = Scope;
    var ValueScopeName = class extends code_1.Name {
      constructor(prefix, nameStr) {
        super(nameStr);
        this.prefix = prefix;
      }
      setValue(value, { property, itemIndex }) {
        this.value = value;
        this.scopePath = (0, code_1._)`.${new code_1.Name(property)}[${itemIndex}]`;
      }
    };
    exports.ValueScopeName = ValueScopeName;
    var line = (0, code_1._)`\n`;
    var ValueScope = class extends Scope {
      constructor(opts) {
        super(opts);
        this._values = {};
        this._scope = opts.scope;
        this.opts = { ...opts, _n: opts.lines ? line : code_1.nil };
      }
      get() {
        return this._scope;
      }
      name(prefix) {
        return new ValueScopeName(prefix, this._newName(prefix));
      }
      value(nameOrPrefix, value) {
        var _a;
        if (value.ref === void 0)
          throw new Error("CodeGen: ref must be passed in value");
        const name = this.toName(nameOrPrefix);
        const { prefix } = name;
        const valueKey = (_a = value.key) !== null && _a !== void 0 ? _a : value.ref;
        let vs = this._values[prefix];
        if (vs) {
          const _name = vs.get(valueKey);
          if (_name)
            return _name;
        } else {
          vs = this._values[prefix] = /* @__PURE__ */ new Map();
        }
        vs.set(valueKey, name);
        const s = this._scope[prefix] || (this._scope[prefix] = []);
        const itemIndex = s.length;
        s[itemIndex] = value.ref;
        name.setValue(value, { property: prefix, itemIndex });
        return name;
      }
      getValue(prefix, keyOrRef) {
        const vs = this._values[prefix];
        if (!vs)
          return;
        return vs.get(keyOrRef);
      }
      scopeRefs(scopeName, values = this._values) {
        return this._reduceValues(values, (name) => {
          if (name.scopePath === void 0)
            throw new Error(`CodeGen: name "${name}" has no value`);
          return (0, code_1._)`${scopeName}${name.scopePath}`;
        });
      }
      scopeCode(values = this._values, usedValues, getCode) {
        return this._reduceValues(values, (name) => {
          if (name.value === void 0)
            throw new Error(`CodeGen: name "${name}" has no value`);
          return name.value.code;
        }, usedValues, getCode);
      }
      _reduceValues(values, valueCode, usedValues = {}, getCode) {
        let code = code_1.nil;
        for (const prefix in values) {
          const vs = values[prefix];
          if (!vs)
            continue;
          const nameSet = usedValues[prefix] = usedValues[prefix] || /* @__PURE__ */ new Map();
          vs.forEach((name) => {
            if (nameSet.has(name))
              return;
            nameSet.set(name, UsedValueState.Started);
            let c = valueCode(name);
            if (c) {
              const def = this.opts.es5 ? exports.varKinds.var : exports.varKinds.const;
              code = (0, code_1._)`${code}${def} ${name} = ${c};${this.opts._n}`;
            } else if (c = getCode === null || getCode === void 0 ? void 0 : getCode(name)) {
              code = (0, code_1._)`${code}${c}${this.opts._n}`;
            } else {
              throw new ValueError(name);
            }
            nameSet.set(name, UsedValueState.Completed);
          });
        }
        return code;
      }
    };
    exports.ValueScope = ValueScope;
  }
});

// node_modules/ajv/dist/compile/codegen/index.js
var require_codegen = __commonJS({
  "node_modules/ajv/dist/compile/codegen/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.or = exports.and = exports.not = exports.CodeGen = exports.operators = exports.varKinds = exports.ValueScopeName = exports.ValueScope = exports.Scope = exports.Name = exports.regexpCode = exports.stringify = exports.getProperty = exports.nil = exports.strConcat = exports.str = exports._ = void 0;
    var code_1 = require_code();
    var scope_1 = require_scope();
    var code_2 = require_code();
    Object.defineProperty(exports, "_", { enumerable: true, get: function() {
      return code_2._;
    } });
    Object.defineProperty(exports, "str", { enumerable: true, get: function() {
      return code_2.str;
    } });
    Object.defineProperty(exports, "strConcat", { enumerable: true, get: function() {
      return code_2.strConcat;
    } });
    Object.defineProperty(exports, "nil", { enumerable: true, get: function() {
      return code_2.nil;
    } });
    Object.defineProperty(exports, "getProperty", { enumerable: true, get: function() {
      return code_2.getProperty;
    } });
    Object.defineProperty(exports, "stringify", { enumerable: true, get: function() {
      return code_2.stringify;
    } });
    Object.defineProperty(exports, "regexpCode", { enumerable: true, get: function() {
      return code_2.regexpCode;
    } });
    Object.defineProperty(exports, "Name", { enumerable: true, get: function() {
      return code_2.Name;
    } });
    var scope_2 = require_scope();
    Object.defineProperty(exports, "Scope", { enumerable: true, get: function() {
      return scope_2.Scope;
    } });
    Object.defineProperty(exports, "ValueScope", { enumerable: true, get: function() {
      return scope_2.ValueScope;
    } });
    Object.defineProperty(exports, "ValueScopeName", { enumerable: true, get: function() {
      return scope_2.ValueScopeName;
    } });
    Object.defineProperty(exports, "varKinds", { enumerable: true, get: function() {
      return scope_2.varKinds;
    } });
    exports.operators = {
      GT: new code_1._Code(">"),
      GTE: new code_1._Code(">="),
      LT: new code_1._Code("<"),
      LTE: new code_1._Code("<="),
      EQ: new code_1._Code("==="),
      NEQ: new code_1._Code("!=="),
      NOT: new code_1._Code("!"),
      OR: new code_1._Code("||"),
      AND: new code_1._Code("&&"),
      ADD: new code_1._Code("+")
    };
    var Node = class {
      optimizeNodes() {
        return this;
      }
      optimizeNames(_names, _constants) {
        return this;
      }
    };
    var Def = class extends Node {
      constructor(varKind, name, rhs) {
        super();
        this.varKind = varKind;
        this.name = name;
        this.rhs = rhs;
      }
      render({ es5, _n }) {
        const varKind = es5 ? scope_1.varKinds.var : this.varKind;
        const rhs = this.rhs === void 0 ? "" : ` = ${this.rhs}`;
        return `${varKind} ${this.name}${rhs};` + _n;
      }
      optimizeNames(names, constants) {
        if (!names[this.name.str])
          return;
        if (this.rhs)
          this.rhs = optimizeExpr(this.rhs, names, constants);
        return this;
      }
      get names() {
        return this.rhs instanceof code_1._CodeOrName ? this.rhs.names : {};
      }
    };
    var Assign = class extends Node {
      constructor(lhs, rhs, sideEffects) {
        super();
        this.lhs = lhs;
        this.rhs = rhs;
        this.sideEffects = sideEffects;
      }
      render({ _n }) {
        return `${this.lhs} = ${this.rhs};` + _n;
      }
      optimizeNames(names, constants) {
        if (this.lhs instanceof code_1.Name && !names[this.lhs.str] && !this.sideEffects)
          return;
        this.rhs = optimizeExpr(this.rhs, names, constants);
        return this;
      }
      get names() {
        const names = this.lhs instanceof code_1.Name ? {} : { ...this.lhs.names };
        return addExprNames(names, this.rhs);
      }
    };
    var AssignOp = class extends Assign {
      constructor(lhs, op, rhs, sideEffects) {
        super(lhs, rhs, sideEffects);
        this.op = op;
      }
      render({ _n }) {
        return `${this.lhs} ${this.op}= ${this.rhs};` + _n;
      }
    };
    var Label = class extends Node {
      constructor(label) {
        super();
        this.label = label;
        this.names = {};
      }
      render({ _n }) {
        return `${this.label}:` + _n;
      }
    };
    var Break = class extends Node {
      constructor(label) {
        super();
        this.label = label;
        this.names = {};
      }
      render({ _n }) {
        const label = this.label ? ` ${this.label}` : "";
        return `break${label};` + _n;
      }
    };
    var Throw = class extends Node {
      constructor(error) {
        super();
        this.error = error;
      }
      render({ _n }) {
        return `throw ${this.error};` + _n;
      }
      get names() {
        return this.error.names;
      }
    };
    var AnyCode = class extends Node {
      constructor(code) {
        super();
        this.code = code;
      }
      render({ _n }) {
        return `${this.code};` + _n;
      }
      optimizeNodes() {
        return `${this.code}` ? this : void 0;
      }
      optimizeNames(names, constants) {
        this.code = optimizeExpr(this.code, names, constants);
        return this;
      }
      get names() {
        return this.code instanceof code_1._CodeOrName ? this.code.names : {};
      }
    };
    var ParentNode = class extends Node {
      constructor(nodes = []) {
        super();
        this.nodes = nodes;
      }
      render(opts) {
        return this.nodes.reduce((code, n) => code + n.render(opts), "");
      }
      optimizeNodes() {
        const { nodes } = this;
        let i = nodes.length;
        while (i--) {
          const n = nodes[i].optimizeNodes();
          if (Array.isArray(n))
            nodes.splice(i, 1, ...n);
          else if (n)
            nodes[i] = n;
          else
            nodes.splice(i, 1);
        }
        return nodes.length > 0 ? this : void 0;
      }
      optimizeNames(names, constants) {
        const { nodes } = this;
        let i = nodes.length;
        while (i--) {
          const n = nodes[i];
          if (n.optimizeNames(names, constants))
            continue;
          subtractNames(names, n.names);
          nodes.splice(i, 1);
        }
        return nodes.length > 0 ? this : void 0;
      }
      get names() {
        return this.nodes.reduce((names, n) => addNames(names, n.names), {});
      }
    };
    var BlockNode = class extends ParentNode {
      render(opts) {
        return "{" + opts._n + super.render(opts) + "}" + opts._n;
      }
    };
    var Root = class extends ParentNode {
    };
    var Else = class extends BlockNode {
    };
    Else.kind = "else";
    var If = class _If extends BlockNode {
      constructor(condition, nodes) {
        super(nodes);
        this.condition = condition;
      }
      render(opts) {
        let code = `if(${this.condition})` + super.render(opts);
        if (this.else)
          code += "else " + this.else.render(opts);
        return code;
      }
      optimizeNodes() {
        super.optimizeNodes();
        const cond = this.condition;
        if (cond === true)
          return this.nodes;
        let e = this.else;
        if (e) {
          const ns = e.optimizeNodes();
          e = this.else = Array.isArray(ns) ? new Else(ns) : ns;
        }
        if (e) {
          if (cond === false)
            return e instanceof _If ? e : e.nodes;
          if (this.nodes.length)
            return this;
          return new _If(not(cond), e instanceof _If ? [e] : e.nodes);
        }
        if (cond === false || !this.nodes.length)
          return void 0;
        return this;
      }
      optimizeNames(names, constants) {
        var _a;
        this.else = (_a = this.else) === null || _a === void 0 ? void 0 : _a.optimizeNames(names, constants);
        if (!(super.optimizeNames(names, constants) || this.else))
          return;
        this.condition = optimizeExpr(this.condition, names, constants);
        return this;
      }
      get names() {
        const names = super.names;
        addExprNames(names, this.condition);
        if (this.else)
          addNames(names, this.else.names);
        return names;
      }
    };
    If.kind = "if";
    var For = class extends BlockNode {
    };
    For.kind = "for";
    var ForLoop = class extends For {
      constructor(iteration) {
        super();
        this.iteration = iteration;
      }
      render(opts) {
        return `for(${this.iteration})` + super.render(opts);
      }
      optimizeNames(names, constants) {
        if (!super.optimizeNames(names, constants))
          return;
        this.iteration = optimizeExpr(this.iteration, names, constants);
        return this;
      }
      get names() {
        return addNames(super.names, this.iteration.names);
      }
    };
    var ForRange = class extends For {
      constructor(varKind, name, from, to) {
        super();
        this.varKind = varKind;
        this.name = name;
        this.from = from;
        this.to = to;
      }
      render(opts) {
        const varKind = opts.es5 ? scope_1.varKinds.var : this.varKind;
        const { name, from, to } = this;
        return `for(${varKind} ${name}=${from}; ${name}<${to}; ${name}++)` + super.render(opts);
      }
      get names() {
        const names = addExprNames(super.names, this.from);
        return addExprNames(names, this.to);
      }
    };
    var ForIter = class extends For {
      constructor(loop, varKind, name, iterable) {
        super();
        this.loop = loop;
        this.varKind = varKind;
        this.name = name;
        this.iterable = iterable;
      }
      render(opts) {
        return `for(${this.varKind} ${this.name} ${this.loop} ${this.iterable})` + super.render(opts);
      }
      optimizeNames(names, constants) {
        if (!super.optimizeNames(names, constants))
          return;
        this.iterable = optimizeExpr(this.iterable, names, constants);
        return this;
      }
      get names() {
        return addNames(super.names, this.iterable.names);
      }
    };
    var Func = class extends BlockNode {
      constructor(name, args, async) {
        super();
        this.name = name;
        this.args = args;
        this.async = async;
      }
      render(opts) {
        const _async = this.async ? "async " : "";
        return `${_async}function ${this.name}(${this.args})` + super.render(opts);
      }
    };
    Func.kind = "func";
    var Return = class extends ParentNode {
      render(opts) {
        return "return " + super.render(opts);
      }
    };
    Return.kind = "return";
    var Try = class extends BlockNode {
      render(opts) {
        let code = "try" + super.render(opts);
        if (this.catch)
          code += this.catch.render(opts);
        if (this.finally)
          code += this.finally.render(opts);
        return code;
      }
      optimizeNodes() {
        var _a, _b;
        super.optimizeNodes();
        (_a = this.catch) === null || _a === void 0 ? void 0 : _a.optimizeNodes();
        (_b = this.finally) === null || _b === void 0 ? void 0 : _b.optimizeNodes();
        return this;
      }
      optimizeNames(names, constants) {
        var _a, _b;
        super.optimizeNames(names, constants);
        (_a = this.catch) === null || _a === void 0 ? void 0 : _a.optimizeNames(names, constants);
        (_b = this.finally) === null || _b === void 0 ? void 0 : _b.optimizeNames(names, constants);
        return this;
      }
      get names() {
        const names = super.names;
        if (this.catch)
          addNames(names, this.catch.names);
        if (this.finally)
          addNames(names, this.finally.names);
        return names;
      }
    };
    var Catch = class extends BlockNode {
      constructor(error) {
        super();
        this.error = error;
      }
      render(opts) {
        return `catch(${this.error})` + super.render(opts);
      }
    };
    Catch.kind = "catch";
    var Finally = class extends BlockNode {
      render(opts) {
        return "finally" + super.render(opts);
      }
    };
    Finally.kind = "finally";
    var CodeGen = class {
      constructor(extScope, opts = {}) {
        this._values = {};
        this._blockStarts = [];
        this._constants = {};
        this.opts = { ...opts, _n: opts.lines ? "\n" : "" };
        this._extScope = extScope;
        this._scope = new scope_1.Scope({ parent: extScope });
        this._nodes = [new Root()];
      }
      toString() {
        return this._root.render(this.opts);
      }
      // returns unique name in the internal scope
      name(prefix) {
        return this._scope.name(prefix);
      }
      // reserves unique name in the external scope
      scopeName(prefix) {
        return this._extScope.name(prefix);
      }
      // reserves unique name in the external scope and assigns value to it
      scopeValue(prefixOrName, value) {
        const name = this._extScope.value(prefixOrName, value);
        const vs = this._values[name.prefix] || (this._values[name.prefix] = /* @__PURE__ */ new Set());
        vs.add(name);
        return name;
      }
      getScopeValue(prefix, keyOrRef) {
        return this._extScope.getValue(prefix, keyOrRef);
      }
      // return code that assigns values in the external scope to the names that are used internally
      // (same names that were returned by gen.scopeName or gen.scopeValue)
      scopeRefs(scopeName) {
        return this._extScope.scopeRefs(scopeName, this._values);
      }
      scopeCode() {
        return this._extScope.scopeCode(this._values);
      }
      _def(varKind, nameOrPrefix, rhs, constant) {
        const name = this._scope.toName(nameOrPrefix);
        if (rhs !== void 0 && constant)
          this._constants[name.str] = rhs;
        this._leafNode(new Def(varKind, name, rhs));
        return name;
      }
      // `const` declaration (`var` in es5 mode)
      const(nameOrPrefix, rhs, _constant) {
        return this._def(scope_1.varKinds.const, nameOrPrefix, rhs, _constant);
      }
      // `let` declaration with optional assignment (`var` in es5 mode)
      let(nameOrPrefix, rhs, _constant) {
        return this._def(scope_1.varKinds.let, nameOrPrefix, rhs, _constant);
      }
      // `var` declaration with optional assignment
      var(nameOrPrefix, rhs, _constant) {
        return this._def(scope_1.varKinds.var, nameOrPrefix, rhs, _constant);
      }
      // assignment code
      assign(lhs, rhs, sideEffects) {
        return this._leafNode(new Assign(lhs, rhs, sideEffects));
      }
      // `+=` code
      add(lhs, rhs) {
        return this._leafNode(new AssignOp(lhs, exports.operators.ADD, rhs));
      }
      // appends passed SafeExpr to code or executes Block
      code(c) {
        if (typeof c == "function")
          c();
        else if (c !== code_1.nil)
          this._leafNode(new AnyCode(c));
        return this;
      }
      // returns code for object literal for the passed argument list of key-value pairs
      object(...keyValues) {
        const code = ["{"];
        for (const [key, value] of keyValues) {
          if (code.length > 1)
            code.push(",");
          code.push(key);
          if (key !== value || this.opts.es5) {
            code.push(":");
            (0, code_1.addCodeArg)(code, value);
          }
        }
        code.push("}");
        return new code_1._Code(code);
      }
      // `if` clause (or statement if `thenBody` and, optionally, `elseBody` are passed)
      if(condition, thenBody, elseBody) {
        this._blockNode(new If(condition));
        if (thenBody && elseBody) {
          this.code(thenBody).else().code(elseBody).endIf();
        } else if (thenBody) {
          this.code(thenBody).endIf();
        } else if (elseBody) {
          throw new Error('CodeGen: "else" body without "then" body');
        }
        return this;
      }
      // `else if` clause - invalid without `if` or after `else` clauses
      elseIf(condition) {
        return this._elseNode(new If(condition));
      }
      // `else` clause - only valid after `if` or `else if` clauses
      else() {
        return this._elseNode(new Else());
      }
      // end `if` statement (needed if gen.if was used only with condition)
      endIf() {
        return this._endBlockNode(If, Else);
      }
      _for(node, forBody) {
        this._blockNode(node);
        if (forBody)
          this.code(forBody).endFor();
        return this;
      }
      // a generic `for` clause (or statement if `forBody` is passed)
      for(iteration, forBody) {
        return this._for(new ForLoop(iteration), forBody);
      }
      // `for` statement for a range of values
      forRange(nameOrPrefix, from, to, forBody, varKind = this.opts.es5 ? scope_1.varKinds.var : scope_1.varKinds.let) {
        const name = this._scope.toName(nameOrPrefix);
        return this._for(new ForRange(varKind, name, from, to), () => forBody(name));
      }
      // `for-of` statement (in es5 mode replace with a normal for loop)
      forOf(nameOrPrefix, iterable, forBody, varKind = scope_1.varKinds.const) {
        const name = this._scope.toName(nameOrPrefix);
        if (this.opts.es5) {
          const arr = iterable instanceof code_1.Name ? iterable : this.var("_arr", iterable);
          return this.forRange("_i", 0, (0, code_1._)`${arr}.length`, (i) => {
            this.var(name, (0, code_1._)`${arr}[${i}]`);
            forBody(name);
          });
        }
        return this._for(new ForIter("of", varKind, name, iterable), () => forBody(name));
      }
      // `for-in` statement.
      // With option `ownProperties` replaced with a `for-of` loop for object keys
      forIn(nameOrPrefix, obj, forBody, varKind = this.opts.es5 ? scope_1.varKinds.var : scope_1.varKinds.const) {
        if (this.opts.ownProperties) {
          return this.forOf(nameOrPrefix, (0, code_1._)`Object.keys(${obj})`, forBody);
        }
        const name = this._scope.toName(nameOrPrefix);
        return this._for(new ForIter("in", varKind, name, obj), () => forBody(name));
      }
      // end `for` loop
      endFor() {
        return this._endBlockNode(For);
      }
      // `label` statement
      label(label) {
        return this._leafNode(new Label(label));
      }
      // `break` statement
      break(label) {
        return this._leafNode(new Break(label));
      }
      // `return` statement
      return(value) {
        const node = new Return();
        this._blockNode(node);
        this.code(value);
        if (node.nodes.length !== 1)
          throw new Error('CodeGen: "return" should have one node');
        return this._endBlockNode(Return);
      }
      // `try` statement
      try(tryBody, catchCode, finallyCode) {
        if (!catchCode && !finallyCode)
          throw new Error('CodeGen: "try" without "catch" and "finally"');
        const node = new Try();
        this._blockNode(node);
        this.code(tryBody);
        if (catchCode) {
          const error = this.name("e");
          this._currNode = node.catch = new Catch(error);
          catchCode(error);
        }
        if (finallyCode) {
          this._currNode = node.finally = new Finally();
          this.code(finallyCode);
        }
        return this._endBlockNode(Catch, Finally);
      }
      // `throw` statement
      throw(error) {
        return this._leafNode(new Throw(error));
      }
      // start self-balancing block
      block(body, nodeCount) {
        this._blockStarts.push(this._nodes.length);
        if (body)
          this.code(body).endBlock(nodeCount);
        return this;
      }
      // end the current self-balancing block
      endBlock(nodeCount) {
        const len = this._blockStarts.pop();
        if (len === void 0)
          throw new Error("CodeGen: not in self-balancing block");
        const toClose = this._nodes.length - len;
        if (toClose < 0 || nodeCount !== void 0 && toClose !== nodeCount) {
          throw new Error(`CodeGen: wrong number of nodes: ${toClose} vs ${nodeCount} expected`);
        }
        this._nodes.length = len;
        return this;
      }
      // `function` heading (or definition if funcBody is passed)
      func(name, args = code_1.nil, async, funcBody) {
        this._blockNode(new Func(name, args, async));
        if (funcBody)
          this.code(funcBody).endFunc();
        return this;
      }
      // end function definition
      endFunc() {
        return this._endBlockNode(Func);
      }
      optimize(n = 1) {
        while (n-- > 0) {
          this._root.optimizeNodes();
          this._root.optimizeNames(this._root.names, this._constants);
        }
      }
      _leafNode(node) {
        this._currNode.nodes.push(node);
        return this;
      }
      _blockNode(node) {
        this._currNode.nodes.push(node);
        this._nodes.push(node);
      }
      _endBlockNode(N1, N2) {
        const n = this._currNode;
        if (n instanceof N1 || N2 && n instanceof N2) {
          this._nodes.pop();
          return this;
        }
        throw new Error(`CodeGen: not in block "${N2 ? `${N1.kind}/${N2.kind}` : N1.kind}"`);
      }
      _elseNode(node) {
        const n = this._currNode;
        if (!(n instanceof If)) {
          throw new Error('CodeGen: "else" without "if"');
        }
        this._currNode = n.else = node;
        return this;
      }
      get _root() {
        return this._nodes[0];
      }
      get _currNode() {
        const ns = this._nodes;
        return ns[ns.length - 1];
      }
      set _currNode(node) {
        const ns = this._nodes;
        ns[ns.length - 1] = node;
      }
    };
    exports.CodeGen = CodeGen;
    function addNames(names, from) {
      for (const n in from)
        names[n] = (names[n] || 0) + (from[n] || 0);
      return names;
    }
    function addExprNames(names, from) {
      return from instanceof code_1._CodeOrName ? addNames(names, from.names) : names;
    }
    function optimizeExpr(expr, names, constants) {
      if (expr instanceof code_1.Name)
        return replaceName(expr);
      if (!canOptimize(expr))
        return expr;
      return new code_1._Code(expr._items.reduce((items, c) => {
        if (c instanceof code_1.Name)
          c = replaceName(c);
        if (c instanceof code_1._Code)
          items.push(...c._items);
        else
          items.push(c);
        return items;
      }, []));
      function replaceName(n) {
        const c = constants[n.str];
        if (c === void 0 || names[n.str] !== 1)
          return n;
        delete names[n.str];
        return c;
      }
      function canOptimize(e) {
        return e instanceof code_1._Code && e._items.some((c) => c instanceof code_1.Name && names[c.str] === 1 && constants[c.str] !== void 0);
      }
    }
    function subtractNames(names, from) {
      for (const n in from)
        names[n] = (names[n] || 0) - (from[n] || 0);
    }
    function not(x) {
      return typeof x == "boolean" || typeof x == "number" || x === null ? !x : (0, code_1._)`!${par(x)}`;
    }
    exports.not = not;
    var andCode = mappend(exports.operators.AND);
    function and(...args) {
      return args.reduce(andCode);
    }
    exports.and = and;
    var orCode = mappend(exports.operators.OR);
    function or(...args) {
      return args.reduce(orCode);
    }
    exports.or = or;
    function mappend(op) {
      return (x, y) => x === code_1.nil ? y : y === code_1.nil ? x : (0, code_1._)`${par(x)} ${op} ${par(y)}`;
    }
    function par(x) {
      return x instanceof code_1.Name ? x : (0, code_1._)`(${x})`;
    }
  }
});

// node_modules/ajv/dist/compile/util.js
var require_util = __commonJS({
  "node_modules/ajv/dist/compile/util.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.checkStrictMode = exports.getErrorPath = exports.Type = exports.useFunc = exports.setEvaluated = exports.evaluatedPropsToName = exports.mergeEvaluated = exports.eachItem = exports.unescapeJsonPointer = exports.escapeJsonPointer = exports.escapeFragment = exports.unescapeFragment = exports.schemaRefOrVal = exports.schemaHasRulesButRef = exports.schemaHasRules = exports.checkUnknownRules = exports.alwaysValidSchema = exports.toHash = void 0;
    var codegen_1 = require_codegen();
    var code_1 = require_code();
    function toHash(arr) {
      const hash = {};
      for (const item of arr)
        hash[item] = true;
      return hash;
    }
    exports.toHash = toHash;
    function alwaysValidSchema(it, schema2) {
      if (typeof schema2 == "boolean")
        return schema2;
      if (Object.keys(schema2).length === 0)
        return true;
      checkUnknownRules(it, schema2);
      return !schemaHasRules(schema2, it.self.RULES.all);
    }
    exports.alwaysValidSchema = alwaysValidSchema;
    function checkUnknownRules(it, schema2 = it.schema) {
      const { opts, self } = it;
      if (!opts.strictSchema)
        return;
      if (typeof schema2 === "boolean")
        return;
      const rules2 = self.RULES.keywords;
      for (const key in schema2) {
        if (!rules2[key])
          checkStrictMode(it, `unknown keyword: "${key}"`);
      }
    }
    exports.checkUnknownRules = checkUnknownRules;
    function schemaHasRules(schema2, rules2) {
      if (typeof schema2 == "boolean")
        return !schema2;
      for (const key in schema2)
        if (rules2[key])
          return true;
      return false;
    }
    exports.schemaHasRules = schemaHasRules;
    function schemaHasRulesButRef(schema2, RULES) {
      if (typeof schema2 == "boolean")
        return !schema2;
      for (const key in schema2)
        if (key !== "$ref" && RULES.all[key])
          return true;
      return false;
    }
    exports.schemaHasRulesButRef = schemaHasRulesButRef;
    function schemaRefOrVal({ topSchemaRef, schemaPath }, schema2, keyword, $data) {
      if (!$data) {
        if (typeof schema2 == "number" || typeof schema2 == "boolean")
          return schema2;
        if (typeof schema2 == "string")
          return (0, codegen_1._)`${schema2}`;
      }
      return (0, codegen_1._)`${topSchemaRef}${schemaPath}${(0, codegen_1.getProperty)(keyword)}`;
    }
    exports.schemaRefOrVal = schemaRefOrVal;
    function unescapeFragment(str) {
      return unescapeJsonPointer(decodeURIComponent(str));
    }
    exports.unescapeFragment = unescapeFragment;
    function escapeFragment(str) {
      return encodeURIComponent(escapeJsonPointer(str));
    }
    exports.escapeFragment = escapeFragment;
    function escapeJsonPointer(str) {
      if (typeof str == "number")
        return `${str}`;
      return str.replace(/~/g, "~0").replace(/\//g, "~1");
    }
    exports.escapeJsonPointer = escapeJsonPointer;
    function unescapeJsonPointer(str) {
      return str.replace(/~1/g, "/").replace(/~0/g, "~");
    }
    exports.unescapeJsonPointer = unescapeJsonPointer;
    function eachItem(xs, f) {
      if (Array.isArray(xs)) {
        for (const x of xs)
          f(x);
      } else {
        f(xs);
      }
    }
    exports.eachItem = eachItem;
    function makeMergeEvaluated({ mergeNames, mergeToName, mergeValues, resultToName }) {
      return (gen, from, to, toName) => {
        const res = to === void 0 ? from : to instanceof codegen_1.Name ? (from instanceof codegen_1.Name ? mergeNames(gen, from, to) : mergeToName(gen, from, to), to) : from instanceof codegen_1.Name ? (mergeToName(gen, to, from), from) : mergeValues(from, to);
        return toName === codegen_1.Name && !(res instanceof codegen_1.Name) ? resultToName(gen, res) : res;
      };
    }
    exports.mergeEvaluated = {
      props: makeMergeEvaluated({
        mergeNames: (gen, from, to) => gen.if((0, codegen_1._)`${to} !== true && ${from} !== undefined`, () => {
          gen.if((0, codegen_1._)`${from} === true`, () => gen.assign(to, true), () => gen.assign(to, (0, codegen_1._)`${to} || {}`).code((0, codegen_1._)`Object.assign(${to}, ${from})`));
        }),
        mergeToName: (gen, from, to) => gen.if((0, codegen_1._)`${to} !== true`, () => {
          if (from === true) {
            gen.assign(to, true);
          } else {
            gen.assign(to, (0, codegen_1._)`${to} || {}`);
            setEvaluated(gen, to, from);
          }
        }),
        mergeValues: (from, to) => from === true ? true : { ...from, ...to },
        resultToName: evaluatedPropsToName
      }),
      items: makeMergeEvaluated({
        mergeNames: (gen, from, to) => gen.if((0, codegen_1._)`${to} !== true && ${from} !== undefined`, () => gen.assign(to, (0, codegen_1._)`${from} === true ? true : ${to} > ${from} ? ${to} : ${from}`)),
        mergeToName: (gen, from, to) => gen.if((0, codegen_1._)`${to} !== true`, () => gen.assign(to, from === true ? true : (0, codegen_1._)`${to} > ${from} ? ${to} : ${from}`)),
        mergeValues: (from, to) => from === true ? true : Math.max(from, to),
        resultToName: (gen, items) => gen.var("items", items)
      })
    };
    function evaluatedPropsToName(gen, ps) {
      if (ps === true)
        return gen.var("props", true);
      const props = gen.var("props", (0, codegen_1._)`{}`);
      if (ps !== void 0)
        setEvaluated(gen, props, ps);
      return props;
    }
    exports.evaluatedPropsToName = evaluatedPropsToName;
    function setEvaluated(gen, props, ps) {
      Object.keys(ps).forEach((p) => gen.assign((0, codegen_1._)`${props}${(0, codegen_1.getProperty)(p)}`, true));
    }
    exports.setEvaluated = setEvaluated;
    var snippets = {};
    function useFunc(gen, f) {
      return gen.scopeValue("func", {
        ref: f,
        code: snippets[f.code] || (snippets[f.code] = new code_1._Code(f.code))
      });
    }
    exports.useFunc = useFunc;
    var Type;
    (function(Type2) {
      Type2[Type2["Num"] = 0] = "Num";
      Type2[Type2["Str"] = 1] = "Str";
    })(Type || (exports.Type = Type = {}));
    function getErrorPath(dataProp, dataPropType, jsPropertySyntax) {
      if (dataProp instanceof codegen_1.Name) {
        const isNumber = dataPropType === Type.Num;
        return jsPropertySyntax ? isNumber ? (0, codegen_1._)`"[" + ${dataProp} + "]"` : (0, codegen_1._)`"['" + ${dataProp} + "']"` : isNumber ? (0, codegen_1._)`"/" + ${dataProp}` : (0, codegen_1._)`"/" + ${dataProp}.replace(/~/g, "~0").replace(/\\//g, "~1")`;
      }
      return jsPropertySyntax ? (0, codegen_1.getProperty)(dataProp).toString() : "/" + escapeJsonPointer(dataProp);
    }
    exports.getErrorPath = getErrorPath;
    function checkStrictMode(it, msg, mode = it.opts.strictSchema) {
      if (!mode)
        return;
      msg = `strict mode: ${msg}`;
      if (mode === true)
        throw new Error(msg);
      it.self.logger.warn(msg);
    }
    exports.checkStrictMode = checkStrictMode;
  }
});

// node_modules/ajv/dist/compile/names.js
var require_names = __commonJS({
  "node_modules/ajv/dist/compile/names.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var names = {
      // validation function arguments
      data: new codegen_1.Name("data"),
      // data passed to validation function
      // args passed from referencing schema
      valCxt: new codegen_1.Name("valCxt"),
      // validation/data context - should not be used directly, it is destructured to the names below
      instancePath: new codegen_1.Name("instancePath"),
      parentData: new codegen_1.Name("parentData"),
      parentDataProperty: new codegen_1.Name("parentDataProperty"),
      rootData: new codegen_1.Name("rootData"),
      // root data - same as the data passed to the first/top validation function
      dynamicAnchors: new codegen_1.Name("dynamicAnchors"),
      // used to support recursiveRef and dynamicRef
      // function scoped variables
      vErrors: new codegen_1.Name("vErrors"),
      // null or array of validation errors
      errors: new codegen_1.Name("errors"),
      // counter of validation errors
      this: new codegen_1.Name("this"),
      // "globals"
      self: new codegen_1.Name("self"),
      scope: new codegen_1.Name("scope"),
      // JTD serialize/parse name for JSON string and position
      json: new codegen_1.Name("json"),
      jsonPos: new codegen_1.Name("jsonPos"),
      jsonLen: new codegen_1.Name("jsonLen"),
      jsonPart: new codegen_1.Name("jsonPart")
    };
    exports.default = names;
  }
});

// node_modules/ajv/dist/compile/errors.js
var require_errors = __commonJS({
  "node_modules/ajv/dist/compile/errors.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.extendErrors = exports.resetErrorsCount = exports.reportExtraError = exports.reportError = exports.keyword$DataError = exports.keywordError = void 0;
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var names_1 = require_names();
    exports.keywordError = {
      message: ({ keyword }) => (0, codegen_1.str)`must pass "${keyword}" keyword validation`
    };
    exports.keyword$DataError = {
      message: ({ keyword, schemaType }) => schemaType ? (0, codegen_1.str)`"${keyword}" keyword must be ${schemaType} ($data)` : (0, codegen_1.str)`"${keyword}" keyword is invalid ($data)`
    };
    function reportError(cxt, error = exports.keywordError, errorPaths, overrideAllErrors) {
      const { it } = cxt;
      const { gen, compositeRule, allErrors } = it;
      const errObj = errorObjectCode(cxt, error, errorPaths);
      if (overrideAllErrors !== null && overrideAllErrors !== void 0 ? overrideAllErrors : compositeRule || allErrors) {
        addError(gen, errObj);
      } else {
        returnErrors(it, (0, codegen_1._)`[${errObj}]`);
      }
    }
    exports.reportError = reportError;
    function reportExtraError(cxt, error = exports.keywordError, errorPaths) {
      const { it } = cxt;
      const { gen, compositeRule, allErrors } = it;
      const errObj = errorObjectCode(cxt, error, errorPaths);
      addError(gen, errObj);
      if (!(compositeRule || allErrors)) {
        returnErrors(it, names_1.default.vErrors);
      }
    }
    exports.reportExtraError = reportExtraError;
    function resetErrorsCount(gen, errsCount) {
      gen.assign(names_1.default.errors, errsCount);
      gen.if((0, codegen_1._)`${names_1.default.vErrors} !== null`, () => gen.if(errsCount, () => gen.assign((0, codegen_1._)`${names_1.default.vErrors}.length`, errsCount), () => gen.assign(names_1.default.vErrors, null)));
    }
    exports.resetErrorsCount = resetErrorsCount;
    function extendErrors({ gen, keyword, schemaValue, data, errsCount, it }) {
      if (errsCount === void 0)
        throw new Error("ajv implementation error");
      const err = gen.name("err");
      gen.forRange("i", errsCount, names_1.default.errors, (i) => {
        gen.const(err, (0, codegen_1._)`${names_1.default.vErrors}[${i}]`);
        gen.if((0, codegen_1._)`${err}.instancePath === undefined`, () => gen.assign((0, codegen_1._)`${err}.instancePath`, (0, codegen_1.strConcat)(names_1.default.instancePath, it.errorPath)));
        gen.assign((0, codegen_1._)`${err}.schemaPath`, (0, codegen_1.str)`${it.errSchemaPath}/${keyword}`);
        if (it.opts.verbose) {
          gen.assign((0, codegen_1._)`${err}.schema`, schemaValue);
          gen.assign((0, codegen_1._)`${err}.data`, data);
        }
      });
    }
    exports.extendErrors = extendErrors;
    function addError(gen, errObj) {
      const err = gen.const("err", errObj);
      gen.if((0, codegen_1._)`${names_1.default.vErrors} === null`, () => gen.assign(names_1.default.vErrors, (0, codegen_1._)`[${err}]`), (0, codegen_1._)`${names_1.default.vErrors}.push(${err})`);
      gen.code((0, codegen_1._)`${names_1.default.errors}++`);
    }
    function returnErrors(it, errs) {
      const { gen, validateName, schemaEnv } = it;
      if (schemaEnv.$async) {
        gen.throw((0, codegen_1._)`new ${it.ValidationError}(${errs})`);
      } else {
        gen.assign((0, codegen_1._)`${validateName}.errors`, errs);
        gen.return(false);
      }
    }
    var E = {
      keyword: new codegen_1.Name("keyword"),
      schemaPath: new codegen_1.Name("schemaPath"),
      // also used in JTD errors
      params: new codegen_1.Name("params"),
      propertyName: new codegen_1.Name("propertyName"),
      message: new codegen_1.Name("message"),
      schema: new codegen_1.Name("schema"),
      parentSchema: new codegen_1.Name("parentSchema")
    };
    function errorObjectCode(cxt, error, errorPaths) {
      const { createErrors } = cxt.it;
      if (createErrors === false)
        return (0, codegen_1._)`{}`;
      return errorObject(cxt, error, errorPaths);
    }
    function errorObject(cxt, error, errorPaths = {}) {
      const { gen, it } = cxt;
      const keyValues = [
        errorInstancePath(it, errorPaths),
        errorSchemaPath(cxt, errorPaths)
      ];
      extraErrorProps(cxt, error, keyValues);
      return gen.object(...keyValues);
    }
    function errorInstancePath({ errorPath }, { instancePath }) {
      const instPath = instancePath ? (0, codegen_1.str)`${errorPath}${(0, util_1.getErrorPath)(instancePath, util_1.Type.Str)}` : errorPath;
      return [names_1.default.instancePath, (0, codegen_1.strConcat)(names_1.default.instancePath, instPath)];
    }
    function errorSchemaPath({ keyword, it: { errSchemaPath } }, { schemaPath, parentSchema }) {
      let schPath = parentSchema ? errSchemaPath : (0, codegen_1.str)`${errSchemaPath}/${keyword}`;
      if (schemaPath) {
        schPath = (0, codegen_1.str)`${schPath}${(0, util_1.getErrorPath)(schemaPath, util_1.Type.Str)}`;
      }
      return [E.schemaPath, schPath];
    }
    function extraErrorProps(cxt, { params, message }, keyValues) {
      const { keyword, data, schemaValue, it } = cxt;
      const { opts, propertyName, topSchemaRef, schemaPath } = it;
      keyValues.push([E.keyword, keyword], [E.params, typeof params == "function" ? params(cxt) : params || (0, codegen_1._)`{}`]);
      if (opts.messages) {
        keyValues.push([E.message, typeof message == "function" ? message(cxt) : message]);
      }
      if (opts.verbose) {
        keyValues.push([E.schema, schemaValue], [E.parentSchema, (0, codegen_1._)`${topSchemaRef}${schemaPath}`], [names_1.default.data, data]);
      }
      if (propertyName)
        keyValues.push([E.propertyName, propertyName]);
    }
  }
});

// node_modules/ajv/dist/compile/validate/boolSchema.js
var require_boolSchema = __commonJS({
  "node_modules/ajv/dist/compile/validate/boolSchema.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.boolOrEmptySchema = exports.topBoolOrEmptySchema = void 0;
    var errors_1 = require_errors();
    var codegen_1 = require_codegen();
    var names_1 = require_names();
    var boolError = {
      message: "boolean schema is false"
    };
    function topBoolOrEmptySchema(it) {
      const { gen, schema: schema2, validateName } = it;
      if (schema2 === false) {
        falseSchemaError(it, false);
      } else if (typeof schema2 == "object" && schema2.$async === true) {
        gen.return(names_1.default.data);
      } else {
        gen.assign((0, codegen_1._)`${validateName}.errors`, null);
        gen.return(true);
      }
    }
    exports.topBoolOrEmptySchema = topBoolOrEmptySchema;
    function boolOrEmptySchema(it, valid) {
      const { gen, schema: schema2 } = it;
      if (schema2 === false) {
        gen.var(valid, false);
        falseSchemaError(it);
      } else {
        gen.var(valid, true);
      }
    }
    exports.boolOrEmptySchema = boolOrEmptySchema;
    function falseSchemaError(it, overrideAllErrors) {
      const { gen, data } = it;
      const cxt = {
        gen,
        keyword: "false schema",
        data,
        schema: false,
        schemaCode: false,
        schemaValue: false,
        params: {},
        it
      };
      (0, errors_1.reportError)(cxt, boolError, void 0, overrideAllErrors);
    }
  }
});

// node_modules/ajv/dist/compile/rules.js
var require_rules = __commonJS({
  "node_modules/ajv/dist/compile/rules.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.getRules = exports.isJSONType = void 0;
    var _jsonTypes = ["string", "number", "integer", "boolean", "null", "object", "array"];
    var jsonTypes = new Set(_jsonTypes);
    function isJSONType(x) {
      return typeof x == "string" && jsonTypes.has(x);
    }
    exports.isJSONType = isJSONType;
    function getRules() {
      const groups = {
        number: { type: "number", rules: [] },
        string: { type: "string", rules: [] },
        array: { type: "array", rules: [] },
        object: { type: "object", rules: [] }
      };
      return {
        types: { ...groups, integer: true, boolean: true, null: true },
        rules: [{ rules: [] }, groups.number, groups.string, groups.array, groups.object],
        post: { rules: [] },
        all: {},
        keywords: {}
      };
    }
    exports.getRules = getRules;
  }
});

// node_modules/ajv/dist/compile/validate/applicability.js
var require_applicability = __commonJS({
  "node_modules/ajv/dist/compile/validate/applicability.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.shouldUseRule = exports.shouldUseGroup = exports.schemaHasRulesForType = void 0;
    function schemaHasRulesForType({ schema: schema2, self }, type) {
      const group = self.RULES.types[type];
      return group && group !== true && shouldUseGroup(schema2, group);
    }
    exports.schemaHasRulesForType = schemaHasRulesForType;
    function shouldUseGroup(schema2, group) {
      return group.rules.some((rule) => shouldUseRule(schema2, rule));
    }
    exports.shouldUseGroup = shouldUseGroup;
    function shouldUseRule(schema2, rule) {
      var _a;
      return schema2[rule.keyword] !== void 0 || ((_a = rule.definition.implements) === null || _a === void 0 ? void 0 : _a.some((kwd) => schema2[kwd] !== void 0));
    }
    exports.shouldUseRule = shouldUseRule;
  }
});

// node_modules/ajv/dist/compile/validate/dataType.js
var require_dataType = __commonJS({
  "node_modules/ajv/dist/compile/validate/dataType.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.reportTypeError = exports.checkDataTypes = exports.checkDataType = exports.coerceAndCheckDataType = exports.getJSONTypes = exports.getSchemaTypes = exports.DataType = void 0;
    var rules_1 = require_rules();
    var applicability_1 = require_applicability();
    var errors_1 = require_errors();
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var DataType;
    (function(DataType2) {
      DataType2[DataType2["Correct"] = 0] = "Correct";
      DataType2[DataType2["Wrong"] = 1] = "Wrong";
    })(DataType || (exports.DataType = DataType = {}));
    function getSchemaTypes(schema2) {
      const types = getJSONTypes(schema2.type);
      const hasNull = types.includes("null");
      if (hasNull) {
        if (schema2.nullable === false)
          throw new Error("type: null contradicts nullable: false");
      } else {
        if (!types.length && schema2.nullable !== void 0) {
          throw new Error('"nullable" cannot be used without "type"');
        }
        if (schema2.nullable === true)
          types.push("null");
      }
      return types;
    }
    exports.getSchemaTypes = getSchemaTypes;
    function getJSONTypes(ts) {
      const types = Array.isArray(ts) ? ts : ts ? [ts] : [];
      if (types.every(rules_1.isJSONType))
        return types;
      throw new Error("type must be JSONType or JSONType[]: " + types.join(","));
    }
    exports.getJSONTypes = getJSONTypes;
    function coerceAndCheckDataType(it, types) {
      const { gen, data, opts } = it;
      const coerceTo = coerceToTypes(types, opts.coerceTypes);
      const checkTypes = types.length > 0 && !(coerceTo.length === 0 && types.length === 1 && (0, applicability_1.schemaHasRulesForType)(it, types[0]));
      if (checkTypes) {
        const wrongType = checkDataTypes(types, data, opts.strictNumbers, DataType.Wrong);
        gen.if(wrongType, () => {
          if (coerceTo.length)
            coerceData(it, types, coerceTo);
          else
            reportTypeError(it);
        });
      }
      return checkTypes;
    }
    exports.coerceAndCheckDataType = coerceAndCheckDataType;
    var COERCIBLE = /* @__PURE__ */ new Set(["string", "number", "integer", "boolean", "null"]);
    function coerceToTypes(types, coerceTypes) {
      return coerceTypes ? types.filter((t2) => COERCIBLE.has(t2) || coerceTypes === "array" && t2 === "array") : [];
    }
    function coerceData(it, types, coerceTo) {
      const { gen, data, opts } = it;
      const dataType = gen.let("dataType", (0, codegen_1._)`typeof ${data}`);
      const coerced = gen.let("coerced", (0, codegen_1._)`undefined`);
      if (opts.coerceTypes === "array") {
        gen.if((0, codegen_1._)`${dataType} == 'object' && Array.isArray(${data}) && ${data}.length == 1`, () => gen.assign(data, (0, codegen_1._)`${data}[0]`).assign(dataType, (0, codegen_1._)`typeof ${data}`).if(checkDataTypes(types, data, opts.strictNumbers), () => gen.assign(coerced, data)));
      }
      gen.if((0, codegen_1._)`${coerced} !== undefined`);
      for (const t2 of coerceTo) {
        if (COERCIBLE.has(t2) || t2 === "array" && opts.coerceTypes === "array") {
          coerceSpecificType(t2);
        }
      }
      gen.else();
      reportTypeError(it);
      gen.endIf();
      gen.if((0, codegen_1._)`${coerced} !== undefined`, () => {
        gen.assign(data, coerced);
        assignParentData(it, coerced);
      });
      function coerceSpecificType(t2) {
        switch (t2) {
          case "string":
            gen.elseIf((0, codegen_1._)`${dataType} == "number" || ${dataType} == "boolean"`).assign(coerced, (0, codegen_1._)`"" + ${data}`).elseIf((0, codegen_1._)`${data} === null`).assign(coerced, (0, codegen_1._)`""`);
            return;
          case "number":
            gen.elseIf((0, codegen_1._)`${dataType} == "boolean" || ${data} === null
              || (${dataType} == "string" && ${data} && ${data} == +${data})`).assign(coerced, (0, codegen_1._)`+${data}`);
            return;
          case "integer":
            gen.elseIf((0, codegen_1._)`${dataType} === "boolean" || ${data} === null
              || (${dataType} === "string" && ${data} && ${data} == +${data} && !(${data} % 1))`).assign(coerced, (0, codegen_1._)`+${data}`);
            return;
          case "boolean":
            gen.elseIf((0, codegen_1._)`${data} === "false" || ${data} === 0 || ${data} === null`).assign(coerced, false).elseIf((0, codegen_1._)`${data} === "true" || ${data} === 1`).assign(coerced, true);
            return;
          case "null":
            gen.elseIf((0, codegen_1._)`${data} === "" || ${data} === 0 || ${data} === false`);
            gen.assign(coerced, null);
            return;
          case "array":
            gen.elseIf((0, codegen_1._)`${dataType} === "string" || ${dataType} === "number"
              || ${dataType} === "boolean" || ${data} === null`).assign(coerced, (0, codegen_1._)`[${data}]`);
        }
      }
    }
    function assignParentData({ gen, parentData, parentDataProperty }, expr) {
      gen.if((0, codegen_1._)`${parentData} !== undefined`, () => gen.assign((0, codegen_1._)`${parentData}[${parentDataProperty}]`, expr));
    }
    function checkDataType(dataType, data, strictNums, correct = DataType.Correct) {
      const EQ = correct === DataType.Correct ? codegen_1.operators.EQ : codegen_1.operators.NEQ;
      let cond;
      switch (dataType) {
        case "null":
          return (0, codegen_1._)`${data} ${EQ} null`;
        case "array":
          cond = (0, codegen_1._)`Array.isArray(${data})`;
          break;
        case "object":
          cond = (0, codegen_1._)`${data} && typeof ${data} == "object" && !Array.isArray(${data})`;
          break;
        case "integer":
          cond = numCond((0, codegen_1._)`!(${data} % 1) && !isNaN(${data})`);
          break;
        case "number":
          cond = numCond();
          break;
        default:
          return (0, codegen_1._)`typeof ${data} ${EQ} ${dataType}`;
      }
      return correct === DataType.Correct ? cond : (0, codegen_1.not)(cond);
      function numCond(_cond = codegen_1.nil) {
        return (0, codegen_1.and)((0, codegen_1._)`typeof ${data} == "number"`, _cond, strictNums ? (0, codegen_1._)`isFinite(${data})` : codegen_1.nil);
      }
    }
    exports.checkDataType = checkDataType;
    function checkDataTypes(dataTypes, data, strictNums, correct) {
      if (dataTypes.length === 1) {
        return checkDataType(dataTypes[0], data, strictNums, correct);
      }
      let cond;
      const types = (0, util_1.toHash)(dataTypes);
      if (types.array && types.object) {
        const notObj = (0, codegen_1._)`typeof ${data} != "object"`;
        cond = types.null ? notObj : (0, codegen_1._)`!${data} || ${notObj}`;
        delete types.null;
        delete types.array;
        delete types.object;
      } else {
        cond = codegen_1.nil;
      }
      if (types.number)
        delete types.integer;
      for (const t2 in types)
        cond = (0, codegen_1.and)(cond, checkDataType(t2, data, strictNums, correct));
      return cond;
    }
    exports.checkDataTypes = checkDataTypes;
    var typeError = {
      message: ({ schema: schema2 }) => `must be ${schema2}`,
      params: ({ schema: schema2, schemaValue }) => typeof schema2 == "string" ? (0, codegen_1._)`{type: ${schema2}}` : (0, codegen_1._)`{type: ${schemaValue}}`
    };
    function reportTypeError(it) {
      const cxt = getTypeErrorContext(it);
      (0, errors_1.reportError)(cxt, typeError);
    }
    exports.reportTypeError = reportTypeError;
    function getTypeErrorContext(it) {
      const { gen, data, schema: schema2 } = it;
      const schemaCode = (0, util_1.schemaRefOrVal)(it, schema2, "type");
      return {
        gen,
        keyword: "type",
        data,
        schema: schema2.type,
        schemaCode,
        schemaValue: schemaCode,
        parentSchema: schema2,
        params: {},
        it
      };
    }
  }
});

// node_modules/ajv/dist/compile/validate/defaults.js
var require_defaults = __commonJS({
  "node_modules/ajv/dist/compile/validate/defaults.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.assignDefaults = void 0;
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    function assignDefaults(it, ty) {
      const { properties, items } = it.schema;
      if (ty === "object" && properties) {
        for (const key in properties) {
          assignDefault(it, key, properties[key].default);
        }
      } else if (ty === "array" && Array.isArray(items)) {
        items.forEach((sch, i) => assignDefault(it, i, sch.default));
      }
    }
    exports.assignDefaults = assignDefaults;
    function assignDefault(it, prop, defaultValue) {
      const { gen, compositeRule, data, opts } = it;
      if (defaultValue === void 0)
        return;
      const childData = (0, codegen_1._)`${data}${(0, codegen_1.getProperty)(prop)}`;
      if (compositeRule) {
        (0, util_1.checkStrictMode)(it, `default is ignored for: ${childData}`);
        return;
      }
      let condition = (0, codegen_1._)`${childData} === undefined`;
      if (opts.useDefaults === "empty") {
        condition = (0, codegen_1._)`${condition} || ${childData} === null || ${childData} === ""`;
      }
      gen.if(condition, (0, codegen_1._)`${childData} = ${(0, codegen_1.stringify)(defaultValue)}`);
    }
  }
});

// node_modules/ajv/dist/vocabularies/code.js
var require_code2 = __commonJS({
  "node_modules/ajv/dist/vocabularies/code.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.validateUnion = exports.validateArray = exports.usePattern = exports.callValidateCode = exports.schemaProperties = exports.allSchemaProperties = exports.noPropertyInData = exports.propertyInData = exports.isOwnProperty = exports.hasPropFunc = exports.reportMissingProp = exports.checkMissingProp = exports.checkReportMissingProp = void 0;
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var names_1 = require_names();
    var util_2 = require_util();
    function checkReportMissingProp(cxt, prop) {
      const { gen, data, it } = cxt;
      gen.if(noPropertyInData(gen, data, prop, it.opts.ownProperties), () => {
        cxt.setParams({ missingProperty: (0, codegen_1._)`${prop}` }, true);
        cxt.error();
      });
    }
    exports.checkReportMissingProp = checkReportMissingProp;
    function checkMissingProp({ gen, data, it: { opts } }, properties, missing) {
      return (0, codegen_1.or)(...properties.map((prop) => (0, codegen_1.and)(noPropertyInData(gen, data, prop, opts.ownProperties), (0, codegen_1._)`${missing} = ${prop}`)));
    }
    exports.checkMissingProp = checkMissingProp;
    function reportMissingProp(cxt, missing) {
      cxt.setParams({ missingProperty: missing }, true);
      cxt.error();
    }
    exports.reportMissingProp = reportMissingProp;
    function hasPropFunc(gen) {
      return gen.scopeValue("func", {
        // eslint-disable-next-line @typescript-eslint/unbound-method
        ref: Object.prototype.hasOwnProperty,
        code: (0, codegen_1._)`Object.prototype.hasOwnProperty`
      });
    }
    exports.hasPropFunc = hasPropFunc;
    function isOwnProperty(gen, data, property) {
      return (0, codegen_1._)`${hasPropFunc(gen)}.call(${data}, ${property})`;
    }
    exports.isOwnProperty = isOwnProperty;
    function propertyInData(gen, data, property, ownProperties) {
      const cond = (0, codegen_1._)`${data}${(0, codegen_1.getProperty)(property)} !== undefined`;
      return ownProperties ? (0, codegen_1._)`${cond} && ${isOwnProperty(gen, data, property)}` : cond;
    }
    exports.propertyInData = propertyInData;
    function noPropertyInData(gen, data, property, ownProperties) {
      const cond = (0, codegen_1._)`${data}${(0, codegen_1.getProperty)(property)} === undefined`;
      return ownProperties ? (0, codegen_1.or)(cond, (0, codegen_1.not)(isOwnProperty(gen, data, property))) : cond;
    }
    exports.noPropertyInData = noPropertyInData;
    function allSchemaProperties(schemaMap) {
      return schemaMap ? Object.keys(schemaMap).filter((p) => p !== "__proto__") : [];
    }
    exports.allSchemaProperties = allSchemaProperties;
    function schemaProperties(it, schemaMap) {
      return allSchemaProperties(schemaMap).filter((p) => !(0, util_1.alwaysValidSchema)(it, schemaMap[p]));
    }
    exports.schemaProperties = schemaProperties;
    function callValidateCode({ schemaCode, data, it: { gen, topSchemaRef, schemaPath, errorPath }, it }, func, context, passSchema) {
      const dataAndSchema = passSchema ? (0, codegen_1._)`${schemaCode}, ${data}, ${topSchemaRef}${schemaPath}` : data;
      const valCxt = [
        [names_1.default.instancePath, (0, codegen_1.strConcat)(names_1.default.instancePath, errorPath)],
        [names_1.default.parentData, it.parentData],
        [names_1.default.parentDataProperty, it.parentDataProperty],
        [names_1.default.rootData, names_1.default.rootData]
      ];
      if (it.opts.dynamicRef)
        valCxt.push([names_1.default.dynamicAnchors, names_1.default.dynamicAnchors]);
      const args = (0, codegen_1._)`${dataAndSchema}, ${gen.object(...valCxt)}`;
      return context !== codegen_1.nil ? (0, codegen_1._)`${func}.call(${context}, ${args})` : (0, codegen_1._)`${func}(${args})`;
    }
    exports.callValidateCode = callValidateCode;
    var newRegExp = (0, codegen_1._)`new RegExp`;
    function usePattern({ gen, it: { opts } }, pattern) {
      const u = opts.unicodeRegExp ? "u" : "";
      const { regExp } = opts.code;
      const rx = regExp(pattern, u);
      return gen.scopeValue("pattern", {
        key: rx.toString(),
        ref: rx,
        code: (0, codegen_1._)`${regExp.code === "new RegExp" ? newRegExp : (0, util_2.useFunc)(gen, regExp)}(${pattern}, ${u})`
      });
    }
    exports.usePattern = usePattern;
    function validateArray(cxt) {
      const { gen, data, keyword, it } = cxt;
      const valid = gen.name("valid");
      if (it.allErrors) {
        const validArr = gen.let("valid", true);
        validateItems(() => gen.assign(validArr, false));
        return validArr;
      }
      gen.var(valid, true);
      validateItems(() => gen.break());
      return valid;
      function validateItems(notValid) {
        const len = gen.const("len", (0, codegen_1._)`${data}.length`);
        gen.forRange("i", 0, len, (i) => {
          cxt.subschema({
            keyword,
            dataProp: i,
            dataPropType: util_1.Type.Num
          }, valid);
          gen.if((0, codegen_1.not)(valid), notValid);
        });
      }
    }
    exports.validateArray = validateArray;
    function validateUnion(cxt) {
      const { gen, schema: schema2, keyword, it } = cxt;
      if (!Array.isArray(schema2))
        throw new Error("ajv implementation error");
      const alwaysValid = schema2.some((sch) => (0, util_1.alwaysValidSchema)(it, sch));
      if (alwaysValid && !it.opts.unevaluated)
        return;
      const valid = gen.let("valid", false);
      const schValid = gen.name("_valid");
      gen.block(() => schema2.forEach((_sch, i) => {
        const schCxt = cxt.subschema({
          keyword,
          schemaProp: i,
          compositeRule: true
        }, schValid);
        gen.assign(valid, (0, codegen_1._)`${valid} || ${schValid}`);
        const merged = cxt.mergeValidEvaluated(schCxt, schValid);
        if (!merged)
          gen.if((0, codegen_1.not)(valid));
      }));
      cxt.result(valid, () => cxt.reset(), () => cxt.error(true));
    }
    exports.validateUnion = validateUnion;
  }
});

// node_modules/ajv/dist/compile/validate/keyword.js
var require_keyword = __commonJS({
  "node_modules/ajv/dist/compile/validate/keyword.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.validateKeywordUsage = exports.validSchemaType = exports.funcKeywordCode = exports.macroKeywordCode = void 0;
    var codegen_1 = require_codegen();
    var names_1 = require_names();
    var code_1 = require_code2();
    var errors_1 = require_errors();
    function macroKeywordCode(cxt, def) {
      const { gen, keyword, schema: schema2, parentSchema, it } = cxt;
      const macroSchema = def.macro.call(it.self, schema2, parentSchema, it);
      const schemaRef = useKeyword(gen, keyword, macroSchema);
      if (it.opts.validateSchema !== false)
        it.self.validateSchema(macroSchema, true);
      const valid = gen.name("valid");
      cxt.subschema({
        schema: macroSchema,
        schemaPath: codegen_1.nil,
        errSchemaPath: `${it.errSchemaPath}/${keyword}`,
        topSchemaRef: schemaRef,
        compositeRule: true
      }, valid);
      cxt.pass(valid, () => cxt.error(true));
    }
    exports.macroKeywordCode = macroKeywordCode;
    function funcKeywordCode(cxt, def) {
      var _a;
      const { gen, keyword, schema: schema2, parentSchema, $data, it } = cxt;
      checkAsyncKeyword(it, def);
      const validate2 = !$data && def.compile ? def.compile.call(it.self, schema2, parentSchema, it) : def.validate;
      const validateRef = useKeyword(gen, keyword, validate2);
      const valid = gen.let("valid");
      cxt.block$data(valid, validateKeyword);
      cxt.ok((_a = def.valid) !== null && _a !== void 0 ? _a : valid);
      function validateKeyword() {
        if (def.errors === false) {
          assignValid();
          if (def.modifying)
            modifyData(cxt);
          reportErrs(() => cxt.error());
        } else {
          const ruleErrs = def.async ? validateAsync() : validateSync();
          if (def.modifying)
            modifyData(cxt);
          reportErrs(() => addErrs(cxt, ruleErrs));
        }
      }
      function validateAsync() {
        const ruleErrs = gen.let("ruleErrs", null);
        gen.try(() => assignValid((0, codegen_1._)`await `), (e) => gen.assign(valid, false).if((0, codegen_1._)`${e} instanceof ${it.ValidationError}`, () => gen.assign(ruleErrs, (0, codegen_1._)`${e}.errors`), () => gen.throw(e)));
        return ruleErrs;
      }
      function validateSync() {
        const validateErrs = (0, codegen_1._)`${validateRef}.errors`;
        gen.assign(validateErrs, null);
        assignValid(codegen_1.nil);
        return validateErrs;
      }
      function assignValid(_await = def.async ? (0, codegen_1._)`await ` : codegen_1.nil) {
        const passCxt = it.opts.passContext ? names_1.default.this : names_1.default.self;
        const passSchema = !("compile" in def && !$data || def.schema === false);
        gen.assign(valid, (0, codegen_1._)`${_await}${(0, code_1.callValidateCode)(cxt, validateRef, passCxt, passSchema)}`, def.modifying);
      }
      function reportErrs(errors) {
        var _a2;
        gen.if((0, codegen_1.not)((_a2 = def.valid) !== null && _a2 !== void 0 ? _a2 : valid), errors);
      }
    }
    exports.funcKeywordCode = funcKeywordCode;
    function modifyData(cxt) {
      const { gen, data, it } = cxt;
      gen.if(it.parentData, () => gen.assign(data, (0, codegen_1._)`${it.parentData}[${it.parentDataProperty}]`));
    }
    function addErrs(cxt, errs) {
      const { gen } = cxt;
      gen.if((0, codegen_1._)`Array.isArray(${errs})`, () => {
        gen.assign(names_1.default.vErrors, (0, codegen_1._)`${names_1.default.vErrors} === null ? ${errs} : ${names_1.default.vErrors}.concat(${errs})`).assign(names_1.default.errors, (0, codegen_1._)`${names_1.default.vErrors}.length`);
        (0, errors_1.extendErrors)(cxt);
      }, () => cxt.error());
    }
    function checkAsyncKeyword({ schemaEnv }, def) {
      if (def.async && !schemaEnv.$async)
        throw new Error("async keyword in sync schema");
    }
    function useKeyword(gen, keyword, result) {
      if (result === void 0)
        throw new Error(`keyword "${keyword}" failed to compile`);
      return gen.scopeValue("keyword", typeof result == "function" ? { ref: result } : { ref: result, code: (0, codegen_1.stringify)(result) });
    }
    function validSchemaType(schema2, schemaType, allowUndefined = false) {
      return !schemaType.length || schemaType.some((st) => st === "array" ? Array.isArray(schema2) : st === "object" ? schema2 && typeof schema2 == "object" && !Array.isArray(schema2) : typeof schema2 == st || allowUndefined && typeof schema2 == "undefined");
    }
    exports.validSchemaType = validSchemaType;
    function validateKeywordUsage({ schema: schema2, opts, self, errSchemaPath }, def, keyword) {
      if (Array.isArray(def.keyword) ? !def.keyword.includes(keyword) : def.keyword !== keyword) {
        throw new Error("ajv implementation error");
      }
      const deps = def.dependencies;
      if (deps === null || deps === void 0 ? void 0 : deps.some((kwd) => !Object.prototype.hasOwnProperty.call(schema2, kwd))) {
        throw new Error(`parent schema must have dependencies of ${keyword}: ${deps.join(",")}`);
      }
      if (def.validateSchema) {
        const valid = def.validateSchema(schema2[keyword]);
        if (!valid) {
          const msg = `keyword "${keyword}" value is invalid at path "${errSchemaPath}": ` + self.errorsText(def.validateSchema.errors);
          if (opts.validateSchema === "log")
            self.logger.error(msg);
          else
            throw new Error(msg);
        }
      }
    }
    exports.validateKeywordUsage = validateKeywordUsage;
  }
});

// node_modules/ajv/dist/compile/validate/subschema.js
var require_subschema = __commonJS({
  "node_modules/ajv/dist/compile/validate/subschema.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.extendSubschemaMode = exports.extendSubschemaData = exports.getSubschema = void 0;
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    function getSubschema(it, { keyword, schemaProp, schema: schema2, schemaPath, errSchemaPath, topSchemaRef }) {
      if (keyword !== void 0 && schema2 !== void 0) {
        throw new Error('both "keyword" and "schema" passed, only one allowed');
      }
      if (keyword !== void 0) {
        const sch = it.schema[keyword];
        return schemaProp === void 0 ? {
          schema: sch,
          schemaPath: (0, codegen_1._)`${it.schemaPath}${(0, codegen_1.getProperty)(keyword)}`,
          errSchemaPath: `${it.errSchemaPath}/${keyword}`
        } : {
          schema: sch[schemaProp],
          schemaPath: (0, codegen_1._)`${it.schemaPath}${(0, codegen_1.getProperty)(keyword)}${(0, codegen_1.getProperty)(schemaProp)}`,
          errSchemaPath: `${it.errSchemaPath}/${keyword}/${(0, util_1.escapeFragment)(schemaProp)}`
        };
      }
      if (schema2 !== void 0) {
        if (schemaPath === void 0 || errSchemaPath === void 0 || topSchemaRef === void 0) {
          throw new Error('"schemaPath", "errSchemaPath" and "topSchemaRef" are required with "schema"');
        }
        return {
          schema: schema2,
          schemaPath,
          topSchemaRef,
          errSchemaPath
        };
      }
      throw new Error('either "keyword" or "schema" must be passed');
    }
    exports.getSubschema = getSubschema;
    function extendSubschemaData(subschema, it, { dataProp, dataPropType: dpType, data, dataTypes, propertyName }) {
      if (data !== void 0 && dataProp !== void 0) {
        throw new Error('both "data" and "dataProp" passed, only one allowed');
      }
      const { gen } = it;
      if (dataProp !== void 0) {
        const { errorPath, dataPathArr, opts } = it;
        const nextData = gen.let("data", (0, codegen_1._)`${it.data}${(0, codegen_1.getProperty)(dataProp)}`, true);
        dataContextProps(nextData);
        subschema.errorPath = (0, codegen_1.str)`${errorPath}${(0, util_1.getErrorPath)(dataProp, dpType, opts.jsPropertySyntax)}`;
        subschema.parentDataProperty = (0, codegen_1._)`${dataProp}`;
        subschema.dataPathArr = [...dataPathArr, subschema.parentDataProperty];
      }
      if (data !== void 0) {
        const nextData = data instanceof codegen_1.Name ? data : gen.let("data", data, true);
        dataContextProps(nextData);
        if (propertyName !== void 0)
          subschema.propertyName = propertyName;
      }
      if (dataTypes)
        subschema.dataTypes = dataTypes;
      function dataContextProps(_nextData) {
        subschema.data = _nextData;
        subschema.dataLevel = it.dataLevel + 1;
        subschema.dataTypes = [];
        it.definedProperties = /* @__PURE__ */ new Set();
        subschema.parentData = it.data;
        subschema.dataNames = [...it.dataNames, _nextData];
      }
    }
    exports.extendSubschemaData = extendSubschemaData;
    function extendSubschemaMode(subschema, { jtdDiscriminator, jtdMetadata, compositeRule, createErrors, allErrors }) {
      if (compositeRule !== void 0)
        subschema.compositeRule = compositeRule;
      if (createErrors !== void 0)
        subschema.createErrors = createErrors;
      if (allErrors !== void 0)
        subschema.allErrors = allErrors;
      subschema.jtdDiscriminator = jtdDiscriminator;
      subschema.jtdMetadata = jtdMetadata;
    }
    exports.extendSubschemaMode = extendSubschemaMode;
  }
});

// node_modules/fast-deep-equal/index.js
var require_fast_deep_equal = __commonJS({
  "node_modules/fast-deep-equal/index.js"(exports, module) {
    "use strict";
    module.exports = function equal(a, b) {
      if (a === b) return true;
      if (a && b && typeof a == "object" && typeof b == "object") {
        if (a.constructor !== b.constructor) return false;
        var length, i, keys;
        if (Array.isArray(a)) {
          length = a.length;
          if (length != b.length) return false;
          for (i = length; i-- !== 0; )
            if (!equal(a[i], b[i])) return false;
          return true;
        }
        if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
        if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
        if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();
        keys = Object.keys(a);
        length = keys.length;
        if (length !== Object.keys(b).length) return false;
        for (i = length; i-- !== 0; )
          if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;
        for (i = length; i-- !== 0; ) {
          var key = keys[i];
          if (!equal(a[key], b[key])) return false;
        }
        return true;
      }
      return a !== a && b !== b;
    };
  }
});

// node_modules/json-schema-traverse/index.js
var require_json_schema_traverse = __commonJS({
  "node_modules/json-schema-traverse/index.js"(exports, module) {
    "use strict";
    var traverse = module.exports = function(schema2, opts, cb) {
      if (typeof opts == "function") {
        cb = opts;
        opts = {};
      }
      cb = opts.cb || cb;
      var pre = typeof cb == "function" ? cb : cb.pre || function() {
      };
      var post = cb.post || function() {
      };
      _traverse(opts, pre, post, schema2, "", schema2);
    };
    traverse.keywords = {
      additionalItems: true,
      items: true,
      contains: true,
      additionalProperties: true,
      propertyNames: true,
      not: true,
      if: true,
      then: true,
      else: true
    };
    traverse.arrayKeywords = {
      items: true,
      allOf: true,
      anyOf: true,
      oneOf: true
    };
    traverse.propsKeywords = {
      $defs: true,
      definitions: true,
      properties: true,
      patternProperties: true,
      dependencies: true
    };
    traverse.skipKeywords = {
      default: true,
      enum: true,
      const: true,
      required: true,
      maximum: true,
      minimum: true,
      exclusiveMaximum: true,
      exclusiveMinimum: true,
      multipleOf: true,
      maxLength: true,
      minLength: true,
      pattern: true,
      format: true,
      maxItems: true,
      minItems: true,
      uniqueItems: true,
      maxProperties: true,
      minProperties: true
    };
    function _traverse(opts, pre, post, schema2, jsonPtr, rootSchema, parentJsonPtr, parentKeyword, parentSchema, keyIndex) {
      if (schema2 && typeof schema2 == "object" && !Array.isArray(schema2)) {
        pre(schema2, jsonPtr, rootSchema, parentJsonPtr, parentKeyword, parentSchema, keyIndex);
        for (var key in schema2) {
          var sch = schema2[key];
          if (Array.isArray(sch)) {
            if (key in traverse.arrayKeywords) {
              for (var i = 0; i < sch.length; i++)
                _traverse(opts, pre, post, sch[i], jsonPtr + "/" + key + "/" + i, rootSchema, jsonPtr, key, schema2, i);
            }
          } else if (key in traverse.propsKeywords) {
            if (sch && typeof sch == "object") {
              for (var prop in sch)
                _traverse(opts, pre, post, sch[prop], jsonPtr + "/" + key + "/" + escapeJsonPtr(prop), rootSchema, jsonPtr, key, schema2, prop);
            }
          } else if (key in traverse.keywords || opts.allKeys && !(key in traverse.skipKeywords)) {
            _traverse(opts, pre, post, sch, jsonPtr + "/" + key, rootSchema, jsonPtr, key, schema2);
          }
        }
        post(schema2, jsonPtr, rootSchema, parentJsonPtr, parentKeyword, parentSchema, keyIndex);
      }
    }
    function escapeJsonPtr(str) {
      return str.replace(/~/g, "~0").replace(/\//g, "~1");
    }
  }
});

// node_modules/ajv/dist/compile/resolve.js
var require_resolve = __commonJS({
  "node_modules/ajv/dist/compile/resolve.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.getSchemaRefs = exports.resolveUrl = exports.normalizeId = exports._getFullPath = exports.getFullPath = exports.inlineRef = void 0;
    var util_1 = require_util();
    var equal = require_fast_deep_equal();
    var traverse = require_json_schema_traverse();
    var SIMPLE_INLINED = /* @__PURE__ */ new Set([
      "type",
      "format",
      "pattern",
      "maxLength",
      "minLength",
      "maxProperties",
      "minProperties",
      "maxItems",
      "minItems",
      "maximum",
      "minimum",
      "uniqueItems",
      "multipleOf",
      "required",
      "enum",
      "const"
    ]);
    function inlineRef(schema2, limit = true) {
      if (typeof schema2 == "boolean")
        return true;
      if (limit === true)
        return !hasRef(schema2);
      if (!limit)
        return false;
      return countKeys(schema2) <= limit;
    }
    exports.inlineRef = inlineRef;
    var REF_KEYWORDS = /* @__PURE__ */ new Set([
      "$ref",
      "$recursiveRef",
      "$recursiveAnchor",
      "$dynamicRef",
      "$dynamicAnchor"
    ]);
    function hasRef(schema2) {
      for (const key in schema2) {
        if (REF_KEYWORDS.has(key))
          return true;
        const sch = schema2[key];
        if (Array.isArray(sch) && sch.some(hasRef))
          return true;
        if (typeof sch == "object" && hasRef(sch))
          return true;
      }
      return false;
    }
    function countKeys(schema2) {
      let count = 0;
      for (const key in schema2) {
        if (key === "$ref")
          return Infinity;
        count++;
        if (SIMPLE_INLINED.has(key))
          continue;
        if (typeof schema2[key] == "object") {
          (0, util_1.eachItem)(schema2[key], (sch) => count += countKeys(sch));
        }
        if (count === Infinity)
          return Infinity;
      }
      return count;
    }
    function getFullPath(resolver, id = "", normalize) {
      if (normalize !== false)
        id = normalizeId(id);
      const p = resolver.parse(id);
      return _getFullPath(resolver, p);
    }
    exports.getFullPath = getFullPath;
    function _getFullPath(resolver, p) {
      const serialized = resolver.serialize(p);
      return serialized.split("#")[0] + "#";
    }
    exports._getFullPath = _getFullPath;
    var TRAILING_SLASH_HASH = /#\/?$/;
    function normalizeId(id) {
      return id ? id.replace(TRAILING_SLASH_HASH, "") : "";
    }
    exports.normalizeId = normalizeId;
    function resolveUrl(resolver, baseId, id) {
      id = normalizeId(id);
      return resolver.resolve(baseId, id);
    }
    exports.resolveUrl = resolveUrl;
    var ANCHOR = /^[a-z_][-a-z0-9._]*$/i;
    function getSchemaRefs(schema2, baseId) {
      if (typeof schema2 == "boolean")
        return {};
      const { schemaId, uriResolver } = this.opts;
      const schId = normalizeId(schema2[schemaId] || baseId);
      const baseIds = { "": schId };
      const pathPrefix = getFullPath(uriResolver, schId, false);
      const localRefs = {};
      const schemaRefs = /* @__PURE__ */ new Set();
      traverse(schema2, { allKeys: true }, (sch, jsonPtr, _, parentJsonPtr) => {
        if (parentJsonPtr === void 0)
          return;
        const fullPath = pathPrefix + jsonPtr;
        let innerBaseId = baseIds[parentJsonPtr];
        if (typeof sch[schemaId] == "string")
          innerBaseId = addRef.call(this, sch[schemaId]);
        addAnchor.call(this, sch.$anchor);
        addAnchor.call(this, sch.$dynamicAnchor);
        baseIds[jsonPtr] = innerBaseId;
        function addRef(ref) {
          const _resolve = this.opts.uriResolver.resolve;
          ref = normalizeId(innerBaseId ? _resolve(innerBaseId, ref) : ref);
          if (schemaRefs.has(ref))
            throw ambiguos(ref);
          schemaRefs.add(ref);
          let schOrRef = this.refs[ref];
          if (typeof schOrRef == "string")
            schOrRef = this.refs[schOrRef];
          if (typeof schOrRef == "object") {
            checkAmbiguosRef(sch, schOrRef.schema, ref);
          } else if (ref !== normalizeId(fullPath)) {
            if (ref[0] === "#") {
              checkAmbiguosRef(sch, localRefs[ref], ref);
              localRefs[ref] = sch;
            } else {
              this.refs[ref] = fullPath;
            }
          }
          return ref;
        }
        function addAnchor(anchor) {
          if (typeof anchor == "string") {
            if (!ANCHOR.test(anchor))
              throw new Error(`invalid anchor "${anchor}"`);
            addRef.call(this, `#${anchor}`);
          }
        }
      });
      return localRefs;
      function checkAmbiguosRef(sch1, sch2, ref) {
        if (sch2 !== void 0 && !equal(sch1, sch2))
          throw ambiguos(ref);
      }
      function ambiguos(ref) {
        return new Error(`reference "${ref}" resolves to more than one schema`);
      }
    }
    exports.getSchemaRefs = getSchemaRefs;
  }
});

// node_modules/ajv/dist/compile/validate/index.js
var require_validate = __commonJS({
  "node_modules/ajv/dist/compile/validate/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.getData = exports.KeywordCxt = exports.validateFunctionCode = void 0;
    var boolSchema_1 = require_boolSchema();
    var dataType_1 = require_dataType();
    var applicability_1 = require_applicability();
    var dataType_2 = require_dataType();
    var defaults_1 = require_defaults();
    var keyword_1 = require_keyword();
    var subschema_1 = require_subschema();
    var codegen_1 = require_codegen();
    var names_1 = require_names();
    var resolve_1 = require_resolve();
    var util_1 = require_util();
    var errors_1 = require_errors();
    function validateFunctionCode(it) {
      if (isSchemaObj(it)) {
        checkKeywords(it);
        if (schemaCxtHasRules(it)) {
          topSchemaObjCode(it);
          return;
        }
      }
      validateFunction(it, () => (0, boolSchema_1.topBoolOrEmptySchema)(it));
    }
    exports.validateFunctionCode = validateFunctionCode;
    function validateFunction({ gen, validateName, schema: schema2, schemaEnv, opts }, body) {
      if (opts.code.es5) {
        gen.func(validateName, (0, codegen_1._)`${names_1.default.data}, ${names_1.default.valCxt}`, schemaEnv.$async, () => {
          gen.code((0, codegen_1._)`"use strict"; ${funcSourceUrl(schema2, opts)}`);
          destructureValCxtES5(gen, opts);
          gen.code(body);
        });
      } else {
        gen.func(validateName, (0, codegen_1._)`${names_1.default.data}, ${destructureValCxt(opts)}`, schemaEnv.$async, () => gen.code(funcSourceUrl(schema2, opts)).code(body));
      }
    }
    function destructureValCxt(opts) {
      return (0, codegen_1._)`{${names_1.default.instancePath}="", ${names_1.default.parentData}, ${names_1.default.parentDataProperty}, ${names_1.default.rootData}=${names_1.default.data}${opts.dynamicRef ? (0, codegen_1._)`, ${names_1.default.dynamicAnchors}={}` : codegen_1.nil}}={}`;
    }
    function destructureValCxtES5(gen, opts) {
      gen.if(names_1.default.valCxt, () => {
        gen.var(names_1.default.instancePath, (0, codegen_1._)`${names_1.default.valCxt}.${names_1.default.instancePath}`);
        gen.var(names_1.default.parentData, (0, codegen_1._)`${names_1.default.valCxt}.${names_1.default.parentData}`);
        gen.var(names_1.default.parentDataProperty, (0, codegen_1._)`${names_1.default.valCxt}.${names_1.default.parentDataProperty}`);
        gen.var(names_1.default.rootData, (0, codegen_1._)`${names_1.default.valCxt}.${names_1.default.rootData}`);
        if (opts.dynamicRef)
          gen.var(names_1.default.dynamicAnchors, (0, codegen_1._)`${names_1.default.valCxt}.${names_1.default.dynamicAnchors}`);
      }, () => {
        gen.var(names_1.default.instancePath, (0, codegen_1._)`""`);
        gen.var(names_1.default.parentData, (0, codegen_1._)`undefined`);
        gen.var(names_1.default.parentDataProperty, (0, codegen_1._)`undefined`);
        gen.var(names_1.default.rootData, names_1.default.data);
        if (opts.dynamicRef)
          gen.var(names_1.default.dynamicAnchors, (0, codegen_1._)`{}`);
      });
    }
    function topSchemaObjCode(it) {
      const { schema: schema2, opts, gen } = it;
      validateFunction(it, () => {
        if (opts.$comment && schema2.$comment)
          commentKeyword(it);
        checkNoDefault(it);
        gen.let(names_1.default.vErrors, null);
        gen.let(names_1.default.errors, 0);
        if (opts.unevaluated)
          resetEvaluated(it);
        typeAndKeywords(it);
        returnResults(it);
      });
      return;
    }
    function resetEvaluated(it) {
      const { gen, validateName } = it;
      it.evaluated = gen.const("evaluated", (0, codegen_1._)`${validateName}.evaluated`);
      gen.if((0, codegen_1._)`${it.evaluated}.dynamicProps`, () => gen.assign((0, codegen_1._)`${it.evaluated}.props`, (0, codegen_1._)`undefined`));
      gen.if((0, codegen_1._)`${it.evaluated}.dynamicItems`, () => gen.assign((0, codegen_1._)`${it.evaluated}.items`, (0, codegen_1._)`undefined`));
    }
    function funcSourceUrl(schema2, opts) {
      const schId = typeof schema2 == "object" && schema2[opts.schemaId];
      return schId && (opts.code.source || opts.code.process) ? (0, codegen_1._)`/*# sourceURL=${schId} */` : codegen_1.nil;
    }
    function subschemaCode(it, valid) {
      if (isSchemaObj(it)) {
        checkKeywords(it);
        if (schemaCxtHasRules(it)) {
          subSchemaObjCode(it, valid);
          return;
        }
      }
      (0, boolSchema_1.boolOrEmptySchema)(it, valid);
    }
    function schemaCxtHasRules({ schema: schema2, self }) {
      if (typeof schema2 == "boolean")
        return !schema2;
      for (const key in schema2)
        if (self.RULES.all[key])
          return true;
      return false;
    }
    function isSchemaObj(it) {
      return typeof it.schema != "boolean";
    }
    function subSchemaObjCode(it, valid) {
      const { schema: schema2, gen, opts } = it;
      if (opts.$comment && schema2.$comment)
        commentKeyword(it);
      updateContext(it);
      checkAsyncSchema(it);
      const errsCount = gen.const("_errs", names_1.default.errors);
      typeAndKeywords(it, errsCount);
      gen.var(valid, (0, codegen_1._)`${errsCount} === ${names_1.default.errors}`);
    }
    function checkKeywords(it) {
      (0, util_1.checkUnknownRules)(it);
      checkRefsAndKeywords(it);
    }
    function typeAndKeywords(it, errsCount) {
      if (it.opts.jtd)
        return schemaKeywords(it, [], false, errsCount);
      const types = (0, dataType_1.getSchemaTypes)(it.schema);
      const checkedTypes = (0, dataType_1.coerceAndCheckDataType)(it, types);
      schemaKeywords(it, types, !checkedTypes, errsCount);
    }
    function checkRefsAndKeywords(it) {
      const { schema: schema2, errSchemaPath, opts, self } = it;
      if (schema2.$ref && opts.ignoreKeywordsWithRef && (0, util_1.schemaHasRulesButRef)(schema2, self.RULES)) {
        self.logger.warn(`$ref: keywords ignored in schema at path "${errSchemaPath}"`);
      }
    }
    function checkNoDefault(it) {
      const { schema: schema2, opts } = it;
      if (schema2.default !== void 0 && opts.useDefaults && opts.strictSchema) {
        (0, util_1.checkStrictMode)(it, "default is ignored in the schema root");
      }
    }
    function updateContext(it) {
      const schId = it.schema[it.opts.schemaId];
      if (schId)
        it.baseId = (0, resolve_1.resolveUrl)(it.opts.uriResolver, it.baseId, schId);
    }
    function checkAsyncSchema(it) {
      if (it.schema.$async && !it.schemaEnv.$async)
        throw new Error("async schema in sync schema");
    }
    function commentKeyword({ gen, schemaEnv, schema: schema2, errSchemaPath, opts }) {
      const msg = schema2.$comment;
      if (opts.$comment === true) {
        gen.code((0, codegen_1._)`${names_1.default.self}.logger.log(${msg})`);
      } else if (typeof opts.$comment == "function") {
        const schemaPath = (0, codegen_1.str)`${errSchemaPath}/$comment`;
        const rootName = gen.scopeValue("root", { ref: schemaEnv.root });
        gen.code((0, codegen_1._)`${names_1.default.self}.opts.$comment(${msg}, ${schemaPath}, ${rootName}.schema)`);
      }
    }
    function returnResults(it) {
      const { gen, schemaEnv, validateName, ValidationError, opts } = it;
      if (schemaEnv.$async) {
        gen.if((0, codegen_1._)`${names_1.default.errors} === 0`, () => gen.return(names_1.default.data), () => gen.throw((0, codegen_1._)`new ${ValidationError}(${names_1.default.vErrors})`));
      } else {
        gen.assign((0, codegen_1._)`${validateName}.errors`, names_1.default.vErrors);
        if (opts.unevaluated)
          assignEvaluated(it);
        gen.return((0, codegen_1._)`${names_1.default.errors} === 0`);
      }
    }
    function assignEvaluated({ gen, evaluated, props, items }) {
      if (props instanceof codegen_1.Name)
        gen.assign((0, codegen_1._)`${evaluated}.props`, props);
      if (items instanceof codegen_1.Name)
        gen.assign((0, codegen_1._)`${evaluated}.items`, items);
    }
    function schemaKeywords(it, types, typeErrors, errsCount) {
      const { gen, schema: schema2, data, allErrors, opts, self } = it;
      const { RULES } = self;
      if (schema2.$ref && (opts.ignoreKeywordsWithRef || !(0, util_1.schemaHasRulesButRef)(schema2, RULES))) {
        gen.block(() => keywordCode(it, "$ref", RULES.all.$ref.definition));
        return;
      }
      if (!opts.jtd)
        checkStrictTypes(it, types);
      gen.block(() => {
        for (const group of RULES.rules)
          groupKeywords(group);
        groupKeywords(RULES.post);
      });
      function groupKeywords(group) {
        if (!(0, applicability_1.shouldUseGroup)(schema2, group))
          return;
        if (group.type) {
          gen.if((0, dataType_2.checkDataType)(group.type, data, opts.strictNumbers));
          iterateKeywords(it, group);
          if (types.length === 1 && types[0] === group.type && typeErrors) {
            gen.else();
            (0, dataType_2.reportTypeError)(it);
          }
          gen.endIf();
        } else {
          iterateKeywords(it, group);
        }
        if (!allErrors)
          gen.if((0, codegen_1._)`${names_1.default.errors} === ${errsCount || 0}`);
      }
    }
    function iterateKeywords(it, group) {
      const { gen, schema: schema2, opts: { useDefaults } } = it;
      if (useDefaults)
        (0, defaults_1.assignDefaults)(it, group.type);
      gen.block(() => {
        for (const rule of group.rules) {
          if ((0, applicability_1.shouldUseRule)(schema2, rule)) {
            keywordCode(it, rule.keyword, rule.definition, group.type);
          }
        }
      });
    }
    function checkStrictTypes(it, types) {
      if (it.schemaEnv.meta || !it.opts.strictTypes)
        return;
      checkContextTypes(it, types);
      if (!it.opts.allowUnionTypes)
        checkMultipleTypes(it, types);
      checkKeywordTypes(it, it.dataTypes);
    }
    function checkContextTypes(it, types) {
      if (!types.length)
        return;
      if (!it.dataTypes.length) {
        it.dataTypes = types;
        return;
      }
      types.forEach((t2) => {
        if (!includesType(it.dataTypes, t2)) {
          strictTypesError(it, `type "${t2}" not allowed by context "${it.dataTypes.join(",")}"`);
        }
      });
      narrowSchemaTypes(it, types);
    }
    function checkMultipleTypes(it, ts) {
      if (ts.length > 1 && !(ts.length === 2 && ts.includes("null"))) {
        strictTypesError(it, "use allowUnionTypes to allow union type keyword");
      }
    }
    function checkKeywordTypes(it, ts) {
      const rules2 = it.self.RULES.all;
      for (const keyword in rules2) {
        const rule = rules2[keyword];
        if (typeof rule == "object" && (0, applicability_1.shouldUseRule)(it.schema, rule)) {
          const { type } = rule.definition;
          if (type.length && !type.some((t2) => hasApplicableType(ts, t2))) {
            strictTypesError(it, `missing type "${type.join(",")}" for keyword "${keyword}"`);
          }
        }
      }
    }
    function hasApplicableType(schTs, kwdT) {
      return schTs.includes(kwdT) || kwdT === "number" && schTs.includes("integer");
    }
    function includesType(ts, t2) {
      return ts.includes(t2) || t2 === "integer" && ts.includes("number");
    }
    function narrowSchemaTypes(it, withTypes) {
      const ts = [];
      for (const t2 of it.dataTypes) {
        if (includesType(withTypes, t2))
          ts.push(t2);
        else if (withTypes.includes("integer") && t2 === "number")
          ts.push("integer");
      }
      it.dataTypes = ts;
    }
    function strictTypesError(it, msg) {
      const schemaPath = it.schemaEnv.baseId + it.errSchemaPath;
      msg += ` at "${schemaPath}" (strictTypes)`;
      (0, util_1.checkStrictMode)(it, msg, it.opts.strictTypes);
    }
    var KeywordCxt = class {
      constructor(it, def, keyword) {
        (0, keyword_1.validateKeywordUsage)(it, def, keyword);
        this.gen = it.gen;
        this.allErrors = it.allErrors;
        this.keyword = keyword;
        this.data = it.data;
        this.schema = it.schema[keyword];
        this.$data = def.$data && it.opts.$data && this.schema && this.schema.$data;
        this.schemaValue = (0, util_1.schemaRefOrVal)(it, this.schema, keyword, this.$data);
        this.schemaType = def.schemaType;
        this.parentSchema = it.schema;
        this.params = {};
        this.it = it;
        this.def = def;
        if (this.$data) {
          this.schemaCode = it.gen.const("vSchema", getData(this.$data, it));
        } else {
          this.schemaCode = this.schemaValue;
          if (!(0, keyword_1.validSchemaType)(this.schema, def.schemaType, def.allowUndefined)) {
            throw new Error(`${keyword} value must be ${JSON.stringify(def.schemaType)}`);
          }
        }
        if ("code" in def ? def.trackErrors : def.errors !== false) {
          this.errsCount = it.gen.const("_errs", names_1.default.errors);
        }
      }
      result(condition, successAction, failAction) {
        this.failResult((0, codegen_1.not)(condition), successAction, failAction);
      }
      failResult(condition, successAction, failAction) {
        this.gen.if(condition);
        if (failAction)
          failAction();
        else
          this.error();
        if (successAction) {
          this.gen.else();
          successAction();
          if (this.allErrors)
            this.gen.endIf();
        } else {
          if (this.allErrors)
            this.gen.endIf();
          else
            this.gen.else();
        }
      }
      pass(condition, failAction) {
        this.failResult((0, codegen_1.not)(condition), void 0, failAction);
      }
      fail(condition) {
        if (condition === void 0) {
          this.error();
          if (!this.allErrors)
            this.gen.if(false);
          return;
        }
        this.gen.if(condition);
        this.error();
        if (this.allErrors)
          this.gen.endIf();
        else
          this.gen.else();
      }
      fail$data(condition) {
        if (!this.$data)
          return this.fail(condition);
        const { schemaCode } = this;
        this.fail((0, codegen_1._)`${schemaCode} !== undefined && (${(0, codegen_1.or)(this.invalid$data(), condition)})`);
      }
      error(append2, errorParams, errorPaths) {
        if (errorParams) {
          this.setParams(errorParams);
          this._error(append2, errorPaths);
          this.setParams({});
          return;
        }
        this._error(append2, errorPaths);
      }
      _error(append2, errorPaths) {
        ;
        (append2 ? errors_1.reportExtraError : errors_1.reportError)(this, this.def.error, errorPaths);
      }
      $dataError() {
        (0, errors_1.reportError)(this, this.def.$dataError || errors_1.keyword$DataError);
      }
      reset() {
        if (this.errsCount === void 0)
          throw new Error('add "trackErrors" to keyword definition');
        (0, errors_1.resetErrorsCount)(this.gen, this.errsCount);
      }
      ok(cond) {
        if (!this.allErrors)
          this.gen.if(cond);
      }
      setParams(obj, assign) {
        if (assign)
          Object.assign(this.params, obj);
        else
          this.params = obj;
      }
      block$data(valid, codeBlock, $dataValid = codegen_1.nil) {
        this.gen.block(() => {
          this.check$data(valid, $dataValid);
          codeBlock();
        });
      }
      check$data(valid = codegen_1.nil, $dataValid = codegen_1.nil) {
        if (!this.$data)
          return;
        const { gen, schemaCode, schemaType, def } = this;
        gen.if((0, codegen_1.or)((0, codegen_1._)`${schemaCode} === undefined`, $dataValid));
        if (valid !== codegen_1.nil)
          gen.assign(valid, true);
        if (schemaType.length || def.validateSchema) {
          gen.elseIf(this.invalid$data());
          this.$dataError();
          if (valid !== codegen_1.nil)
            gen.assign(valid, false);
        }
        gen.else();
      }
      invalid$data() {
        const { gen, schemaCode, schemaType, def, it } = this;
        return (0, codegen_1.or)(wrong$DataType(), invalid$DataSchema());
        function wrong$DataType() {
          if (schemaType.length) {
            if (!(schemaCode instanceof codegen_1.Name))
              throw new Error("ajv implementation error");
            const st = Array.isArray(schemaType) ? schemaType : [schemaType];
            return (0, codegen_1._)`${(0, dataType_2.checkDataTypes)(st, schemaCode, it.opts.strictNumbers, dataType_2.DataType.Wrong)}`;
          }
          return codegen_1.nil;
        }
        function invalid$DataSchema() {
          if (def.validateSchema) {
            const validateSchemaRef = gen.scopeValue("validate$data", { ref: def.validateSchema });
            return (0, codegen_1._)`!${validateSchemaRef}(${schemaCode})`;
          }
          return codegen_1.nil;
        }
      }
      subschema(appl, valid) {
        const subschema = (0, subschema_1.getSubschema)(this.it, appl);
        (0, subschema_1.extendSubschemaData)(subschema, this.it, appl);
        (0, subschema_1.extendSubschemaMode)(subschema, appl);
        const nextContext = { ...this.it, ...subschema, items: void 0, props: void 0 };
        subschemaCode(nextContext, valid);
        return nextContext;
      }
      mergeEvaluated(schemaCxt, toName) {
        const { it, gen } = this;
        if (!it.opts.unevaluated)
          return;
        if (it.props !== true && schemaCxt.props !== void 0) {
          it.props = util_1.mergeEvaluated.props(gen, schemaCxt.props, it.props, toName);
        }
        if (it.items !== true && schemaCxt.items !== void 0) {
          it.items = util_1.mergeEvaluated.items(gen, schemaCxt.items, it.items, toName);
        }
      }
      mergeValidEvaluated(schemaCxt, valid) {
        const { it, gen } = this;
        if (it.opts.unevaluated && (it.props !== true || it.items !== true)) {
          gen.if(valid, () => this.mergeEvaluated(schemaCxt, codegen_1.Name));
          return true;
        }
      }
    };
    exports.KeywordCxt = KeywordCxt;
    function keywordCode(it, keyword, def, ruleType) {
      const cxt = new KeywordCxt(it, def, keyword);
      if ("code" in def) {
        def.code(cxt, ruleType);
      } else if (cxt.$data && def.validate) {
        (0, keyword_1.funcKeywordCode)(cxt, def);
      } else if ("macro" in def) {
        (0, keyword_1.macroKeywordCode)(cxt, def);
      } else if (def.compile || def.validate) {
        (0, keyword_1.funcKeywordCode)(cxt, def);
      }
    }
    var JSON_POINTER = /^\/(?:[^~]|~0|~1)*$/;
    var RELATIVE_JSON_POINTER = /^([0-9]+)(#|\/(?:[^~]|~0|~1)*)?$/;
    function getData($data, { dataLevel, dataNames, dataPathArr }) {
      let jsonPointer;
      let data;
      if ($data === "")
        return names_1.default.rootData;
      if ($data[0] === "/") {
        if (!JSON_POINTER.test($data))
          throw new Error(`Invalid JSON-pointer: ${$data}`);
        jsonPointer = $data;
        data = names_1.default.rootData;
      } else {
        const matches = RELATIVE_JSON_POINTER.exec($data);
        if (!matches)
          throw new Error(`Invalid JSON-pointer: ${$data}`);
        const up = +matches[1];
        jsonPointer = matches[2];
        if (jsonPointer === "#") {
          if (up >= dataLevel)
            throw new Error(errorMsg("property/index", up));
          return dataPathArr[dataLevel - up];
        }
        if (up > dataLevel)
          throw new Error(errorMsg("data", up));
        data = dataNames[dataLevel - up];
        if (!jsonPointer)
          return data;
      }
      let expr = data;
      const segments = jsonPointer.split("/");
      for (const segment of segments) {
        if (segment) {
          data = (0, codegen_1._)`${data}${(0, codegen_1.getProperty)((0, util_1.unescapeJsonPointer)(segment))}`;
          expr = (0, codegen_1._)`${expr} && ${data}`;
        }
      }
      return expr;
      function errorMsg(pointerType, up) {
        return `Cannot access ${pointerType} ${up} levels up, current level is ${dataLevel}`;
      }
    }
    exports.getData = getData;
  }
});

// node_modules/ajv/dist/runtime/validation_error.js
var require_validation_error = __commonJS({
  "node_modules/ajv/dist/runtime/validation_error.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var ValidationError = class extends Error {
      constructor(errors) {
        super("validation failed");
        this.errors = errors;
        this.ajv = this.validation = true;
      }
    };
    exports.default = ValidationError;
  }
});

// node_modules/ajv/dist/compile/ref_error.js
var require_ref_error = __commonJS({
  "node_modules/ajv/dist/compile/ref_error.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var resolve_1 = require_resolve();
    var MissingRefError = class extends Error {
      constructor(resolver, baseId, ref, msg) {
        super(msg || `can't resolve reference ${ref} from id ${baseId}`);
        this.missingRef = (0, resolve_1.resolveUrl)(resolver, baseId, ref);
        this.missingSchema = (0, resolve_1.normalizeId)((0, resolve_1.getFullPath)(resolver, this.missingRef));
      }
    };
    exports.default = MissingRefError;
  }
});

// node_modules/ajv/dist/compile/index.js
var require_compile = __commonJS({
  "node_modules/ajv/dist/compile/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.resolveSchema = exports.getCompilingSchema = exports.resolveRef = exports.compileSchema = exports.SchemaEnv = void 0;
    var codegen_1 = require_codegen();
    var validation_error_1 = require_validation_error();
    var names_1 = require_names();
    var resolve_1 = require_resolve();
    var util_1 = require_util();
    var validate_1 = require_validate();
    var SchemaEnv = class {
      constructor(env) {
        var _a;
        this.refs = {};
        this.dynamicAnchors = {};
        let schema2;
        if (typeof env.schema == "object")
          schema2 = env.schema;
        this.schema = env.schema;
        this.schemaId = env.schemaId;
        this.root = env.root || this;
        this.baseId = (_a = env.baseId) !== null && _a !== void 0 ? _a : (0, resolve_1.normalizeId)(schema2 === null || schema2 === void 0 ? void 0 : schema2[env.schemaId || "$id"]);
        this.schemaPath = env.schemaPath;
        this.localRefs = env.localRefs;
        this.meta = env.meta;
        this.$async = schema2 === null || schema2 === void 0 ? void 0 : schema2.$async;
        this.refs = {};
      }
    };
    exports.SchemaEnv = SchemaEnv;
    function compileSchema(sch) {
      const _sch = getCompilingSchema.call(this, sch);
      if (_sch)
        return _sch;
      const rootId = (0, resolve_1.getFullPath)(this.opts.uriResolver, sch.root.baseId);
      const { es5, lines } = this.opts.code;
      const { ownProperties } = this.opts;
      const gen = new codegen_1.CodeGen(this.scope, { es5, lines, ownProperties });
      let _ValidationError;
      if (sch.$async) {
        _ValidationError = gen.scopeValue("Error", {
          ref: validation_error_1.default,
          code: (0, codegen_1._)`require("ajv/dist/runtime/validation_error").default`
        });
      }
      const validateName = gen.scopeName("validate");
      sch.validateName = validateName;
      const schemaCxt = {
        gen,
        allErrors: this.opts.allErrors,
        data: names_1.default.data,
        parentData: names_1.default.parentData,
        parentDataProperty: names_1.default.parentDataProperty,
        dataNames: [names_1.default.data],
        dataPathArr: [codegen_1.nil],
        // TODO can its length be used as dataLevel if nil is removed?
        dataLevel: 0,
        dataTypes: [],
        definedProperties: /* @__PURE__ */ new Set(),
        topSchemaRef: gen.scopeValue("schema", this.opts.code.source === true ? { ref: sch.schema, code: (0, codegen_1.stringify)(sch.schema) } : { ref: sch.schema }),
        validateName,
        ValidationError: _ValidationError,
        schema: sch.schema,
        schemaEnv: sch,
        rootId,
        baseId: sch.baseId || rootId,
        schemaPath: codegen_1.nil,
        errSchemaPath: sch.schemaPath || (this.opts.jtd ? "" : "#"),
        errorPath: (0, codegen_1._)`""`,
        opts: this.opts,
        self: this
      };
      let sourceCode;
      try {
        this._compilations.add(sch);
        (0, validate_1.validateFunctionCode)(schemaCxt);
        gen.optimize(this.opts.code.optimize);
        const validateCode = gen.toString();
        sourceCode = `${gen.scopeRefs(names_1.default.scope)}return ${validateCode}`;
        if (this.opts.code.process)
          sourceCode = this.opts.code.process(sourceCode, sch);
        const makeValidate = new Function(`${names_1.default.self}`, `${names_1.default.scope}`, sourceCode);
        const validate2 = makeValidate(this, this.scope.get());
        this.scope.value(validateName, { ref: validate2 });
        validate2.errors = null;
        validate2.schema = sch.schema;
        validate2.schemaEnv = sch;
        if (sch.$async)
          validate2.$async = true;
        if (this.opts.code.source === true) {
          validate2.source = { validateName, validateCode, scopeValues: gen._values };
        }
        if (this.opts.unevaluated) {
          const { props, items } = schemaCxt;
          validate2.evaluated = {
            props: props instanceof codegen_1.Name ? void 0 : props,
            items: items instanceof codegen_1.Name ? void 0 : items,
            dynamicProps: props instanceof codegen_1.Name,
            dynamicItems: items instanceof codegen_1.Name
          };
          if (validate2.source)
            validate2.source.evaluated = (0, codegen_1.stringify)(validate2.evaluated);
        }
        sch.validate = validate2;
        return sch;
      } catch (e) {
        delete sch.validate;
        delete sch.validateName;
        if (sourceCode)
          this.logger.error("Error compiling schema, function code:", sourceCode);
        throw e;
      } finally {
        this._compilations.delete(sch);
      }
    }
    exports.compileSchema = compileSchema;
    function resolveRef(root, baseId, ref) {
      var _a;
      ref = (0, resolve_1.resolveUrl)(this.opts.uriResolver, baseId, ref);
      const schOrFunc = root.refs[ref];
      if (schOrFunc)
        return schOrFunc;
      let _sch = resolve.call(this, root, ref);
      if (_sch === void 0) {
        const schema2 = (_a = root.localRefs) === null || _a === void 0 ? void 0 : _a[ref];
        const { schemaId } = this.opts;
        if (schema2)
          _sch = new SchemaEnv({ schema: schema2, schemaId, root, baseId });
      }
      if (_sch === void 0)
        return;
      return root.refs[ref] = inlineOrCompile.call(this, _sch);
    }
    exports.resolveRef = resolveRef;
    function inlineOrCompile(sch) {
      if ((0, resolve_1.inlineRef)(sch.schema, this.opts.inlineRefs))
        return sch.schema;
      return sch.validate ? sch : compileSchema.call(this, sch);
    }
    function getCompilingSchema(schEnv) {
      for (const sch of this._compilations) {
        if (sameSchemaEnv(sch, schEnv))
          return sch;
      }
    }
    exports.getCompilingSchema = getCompilingSchema;
    function sameSchemaEnv(s1, s2) {
      return s1.schema === s2.schema && s1.root === s2.root && s1.baseId === s2.baseId;
    }
    function resolve(root, ref) {
      let sch;
      while (typeof (sch = this.refs[ref]) == "string")
        ref = sch;
      return sch || this.schemas[ref] || resolveSchema.call(this, root, ref);
    }
    function resolveSchema(root, ref) {
      const p = this.opts.uriResolver.parse(ref);
      const refPath = (0, resolve_1._getFullPath)(this.opts.uriResolver, p);
      let baseId = (0, resolve_1.getFullPath)(this.opts.uriResolver, root.baseId, void 0);
      if (Object.keys(root.schema).length > 0 && refPath === baseId) {
        return getJsonPointer.call(this, p, root);
      }
      const id = (0, resolve_1.normalizeId)(refPath);
      const schOrRef = this.refs[id] || this.schemas[id];
      if (typeof schOrRef == "string") {
        const sch = resolveSchema.call(this, root, schOrRef);
        if (typeof (sch === null || sch === void 0 ? void 0 : sch.schema) !== "object")
          return;
        return getJsonPointer.call(this, p, sch);
      }
      if (typeof (schOrRef === null || schOrRef === void 0 ? void 0 : schOrRef.schema) !== "object")
        return;
      if (!schOrRef.validate)
        compileSchema.call(this, schOrRef);
      if (id === (0, resolve_1.normalizeId)(ref)) {
        const { schema: schema2 } = schOrRef;
        const { schemaId } = this.opts;
        const schId = schema2[schemaId];
        if (schId)
          baseId = (0, resolve_1.resolveUrl)(this.opts.uriResolver, baseId, schId);
        return new SchemaEnv({ schema: schema2, schemaId, root, baseId });
      }
      return getJsonPointer.call(this, p, schOrRef);
    }
    exports.resolveSchema = resolveSchema;
    var PREVENT_SCOPE_CHANGE = /* @__PURE__ */ new Set([
      "properties",
      "patternProperties",
      "enum",
      "dependencies",
      "definitions"
    ]);
    function getJsonPointer(parsedRef, { baseId, schema: schema2, root }) {
      var _a;
      if (((_a = parsedRef.fragment) === null || _a === void 0 ? void 0 : _a[0]) !== "/")
        return;
      for (const part of parsedRef.fragment.slice(1).split("/")) {
        if (typeof schema2 === "boolean")
          return;
        const partSchema = schema2[(0, util_1.unescapeFragment)(part)];
        if (partSchema === void 0)
          return;
        schema2 = partSchema;
        const schId = typeof schema2 === "object" && schema2[this.opts.schemaId];
        if (!PREVENT_SCOPE_CHANGE.has(part) && schId) {
          baseId = (0, resolve_1.resolveUrl)(this.opts.uriResolver, baseId, schId);
        }
      }
      let env;
      if (typeof schema2 != "boolean" && schema2.$ref && !(0, util_1.schemaHasRulesButRef)(schema2, this.RULES)) {
        const $ref = (0, resolve_1.resolveUrl)(this.opts.uriResolver, baseId, schema2.$ref);
        env = resolveSchema.call(this, root, $ref);
      }
      const { schemaId } = this.opts;
      env = env || new SchemaEnv({ schema: schema2, schemaId, root, baseId });
      if (env.schema !== env.root.schema)
        return env;
      return void 0;
    }
  }
});

// node_modules/ajv/dist/refs/data.json
var require_data = __commonJS({
  "node_modules/ajv/dist/refs/data.json"(exports, module) {
    module.exports = {
      $id: "https://raw.githubusercontent.com/ajv-validator/ajv/master/lib/refs/data.json#",
      description: "Meta-schema for $data reference (JSON AnySchema extension proposal)",
      type: "object",
      required: ["$data"],
      properties: {
        $data: {
          type: "string",
          anyOf: [{ format: "relative-json-pointer" }, { format: "json-pointer" }]
        }
      },
      additionalProperties: false
    };
  }
});

// node_modules/ajv/node_modules/fast-uri/lib/utils.js
var require_utils = __commonJS({
  "node_modules/ajv/node_modules/fast-uri/lib/utils.js"(exports, module) {
    "use strict";
    var isUUID = RegExp.prototype.test.bind(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu);
    var isIPv4 = RegExp.prototype.test.bind(/^(?:(?:25[0-5]|2[0-4]\d|1\d{2}|[1-9]\d|\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d{2}|[1-9]\d|\d)$/u);
    var isPort = RegExp.prototype.test.bind(/^\d*$/u);
    var isHexPair = RegExp.prototype.test.bind(/^[\da-f]{2}$/iu);
    var isUnreserved = RegExp.prototype.test.bind(/^[\da-z\-._~]$/iu);
    var isPathCharacter = RegExp.prototype.test.bind(/^[A-Za-z0-9\-._~!$&'()*+,;=:@/]$/u);
    var isQueryFragmentCharacter = RegExp.prototype.test.bind(/^[A-Za-z0-9\-._~!$&'()*+,;=:@/?]$/u);
    var isUserinfoCharacter = RegExp.prototype.test.bind(/^[A-Za-z0-9\-._~!$&'()*+,;=:]$/u);
    var BYTE_HEX = new Array(256);
    {
      const HEX_DIGITS = "0123456789ABCDEF";
      for (let i = 0; i < 256; i++) {
        BYTE_HEX[i] = "%" + HEX_DIGITS[i >> 4] + HEX_DIGITS[i & 15];
      }
    }
    function percentEncodeNonAscii(cp) {
      if (cp < 2048) {
        return BYTE_HEX[192 | cp >> 6] + BYTE_HEX[128 | cp & 63];
      }
      if (cp < 65536) {
        return BYTE_HEX[224 | cp >> 12] + BYTE_HEX[128 | cp >> 6 & 63] + BYTE_HEX[128 | cp & 63];
      }
      return BYTE_HEX[240 | cp >> 18] + BYTE_HEX[128 | cp >> 12 & 63] + BYTE_HEX[128 | cp >> 6 & 63] + BYTE_HEX[128 | cp & 63];
    }
    function stringArrayToHexStripped(input) {
      let acc = "";
      let code = 0;
      let i = 0;
      for (i = 0; i < input.length; i++) {
        code = input[i].charCodeAt(0);
        if (code === 48) {
          continue;
        }
        if (!(code >= 48 && code <= 57 || code >= 65 && code <= 70 || code >= 97 && code <= 102)) {
          return "";
        }
        acc += input[i];
        break;
      }
      for (i += 1; i < input.length; i++) {
        code = input[i].charCodeAt(0);
        if (!(code >= 48 && code <= 57 || code >= 65 && code <= 70 || code >= 97 && code <= 102)) {
          return "";
        }
        acc += input[i];
      }
      return acc;
    }
    var isHextet = RegExp.prototype.test.bind(/^[\dA-Fa-f]{1,4}$/);
    var isIPvFuture = RegExp.prototype.test.bind(/^[vV][\dA-Fa-f]+\.[A-Za-z\d\-._~!$&'()*+,;=:]+$/);
    var isZoneCharacter = RegExp.prototype.test.bind(/^[A-Za-z\d\-._~]$/);
    var nonSimpleDomain = RegExp.prototype.test.bind(/[^!"$&'()*+,\-.;=_`a-z{}~]/u);
    function isZoneIdentifier(zone) {
      if (zone.length === 0) return false;
      for (let i = 0; i < zone.length; i++) {
        if (isZoneCharacter(zone[i])) continue;
        if (zone[i] === "%" && i + 2 < zone.length && isHexPair(zone.slice(i + 1, i + 3))) {
          i += 2;
          continue;
        }
        return false;
      }
      return true;
    }
    function compressIPv6ZeroRun(hextets) {
      let bestStart = -1;
      let bestLength = 0;
      let runStart = -1;
      let runLength = 0;
      for (let i = 0; i < hextets.length; i++) {
        if (hextets[i] === "0") {
          if (runStart === -1) runStart = i;
          runLength++;
          if (runLength > bestLength) {
            bestLength = runLength;
            bestStart = runStart;
          }
        } else {
          runStart = -1;
          runLength = 0;
        }
      }
      if (bestLength < 2) return hextets.join(":");
      const head = hextets.slice(0, bestStart).join(":");
      const tail = hextets.slice(bestStart + bestLength).join(":");
      return head + "::" + tail;
    }
    function normalizeIPv6Address(input) {
      const compression = input.indexOf("::");
      if (compression !== -1 && input.indexOf("::", compression + 1) !== -1) return void 0;
      const left = compression === -1 ? input.split(":") : input.slice(0, compression).split(":");
      const right = compression === -1 ? [] : input.slice(compression + 2).split(":");
      if (compression !== -1) {
        if (left.length === 1 && left[0] === "") left.length = 0;
        if (right.length === 1 && right[0] === "") right.length = 0;
      }
      const parts = left.concat(right);
      let hextetCount = 0;
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i];
        if (part === "") return void 0;
        if (part.indexOf(".") !== -1) {
          if (i !== parts.length - 1 || compression !== -1 && right.length === 0 || !isIPv4(part)) return void 0;
          hextetCount += 2;
          continue;
        }
        if (!isHextet(part)) return void 0;
        parts[i] = parseInt(part, 16).toString(16);
        hextetCount++;
      }
      if (compression === -1) {
        if (hextetCount !== 8) return void 0;
        return compressIPv6ZeroRun(parts);
      }
      if (hextetCount >= 8) return void 0;
      const expanded = parts.slice(0, left.length);
      for (let i = hextetCount; i < 8; i++) expanded.push("0");
      for (let i = left.length; i < parts.length; i++) expanded.push(parts[i]);
      return compressIPv6ZeroRun(expanded);
    }
    function normalizeIPv6(host) {
      const bracketed = host[0] === "[" && host[host.length - 1] === "]";
      const hasBracket = host[0] === "[" || host[host.length - 1] === "]";
      if (hasBracket && !bracketed) return { host, isIPV6: false, error: true };
      let input = bracketed ? host.slice(1, -1) : host;
      if (bracketed && isIPvFuture(input)) {
        input = input.toLowerCase();
        return { host: `[${input}]`, escapedHost: input, isIPV6: false, isIPVFuture: true };
      }
      if (findToken(input, ":") < 2) {
        return { host, isIPV6: false, error: bracketed };
      }
      let zoneIdentifier = "";
      const zoneSeparator = input.indexOf("%");
      if (zoneSeparator !== -1) {
        const separatorLength = input.slice(zoneSeparator, zoneSeparator + 3).toLowerCase() === "%25" ? 3 : 1;
        zoneIdentifier = input.slice(zoneSeparator + separatorLength);
        if (!isZoneIdentifier(zoneIdentifier)) return { host, isIPV6: false, error: true };
        input = input.slice(0, zoneSeparator);
      }
      const address = normalizeIPv6Address(input);
      if (address === void 0) return { host, isIPV6: false, error: true };
      return {
        host: address + (zoneIdentifier ? "%" + zoneIdentifier : ""),
        escapedHost: address + (zoneIdentifier ? "%25" + zoneIdentifier : ""),
        isIPV6: true
      };
    }
    function findToken(str, token) {
      let ind = 0;
      for (let i = 0; i < str.length; i++) {
        if (str[i] === token) ind++;
      }
      return ind;
    }
    function removeDotSegments(path) {
      let input = path;
      const output = [];
      let nextSlash = -1;
      let len = 0;
      while (len = input.length) {
        if (len === 1) {
          if (input === ".") {
            break;
          } else if (input === "/") {
            output.push("/");
            break;
          } else {
            output.push(input);
            break;
          }
        } else if (len === 2) {
          if (input[0] === ".") {
            if (input[1] === ".") {
              break;
            } else if (input[1] === "/") {
              input = input.slice(2);
              continue;
            }
          } else if (input[0] === "/") {
            if (input[1] === "." || input[1] === "/") {
              output.push("/");
              break;
            }
          }
        } else if (len === 3) {
          if (input === "/..") {
            if (output.length !== 0) {
              output.pop();
            }
            output.push("/");
            break;
          }
        }
        if (input[0] === ".") {
          if (input[1] === ".") {
            if (input[2] === "/") {
              input = input.slice(3);
              continue;
            }
          } else if (input[1] === "/") {
            input = input.slice(2);
            continue;
          }
        } else if (input[0] === "/") {
          if (input[1] === ".") {
            if (input[2] === "/") {
              input = input.slice(2);
              continue;
            } else if (input[2] === ".") {
              if (input[3] === "/") {
                input = input.slice(3);
                if (output.length !== 0) {
                  output.pop();
                }
                continue;
              }
            }
          }
        }
        if ((nextSlash = input.indexOf("/", 1)) === -1) {
          output.push(input);
          break;
        } else {
          output.push(input.slice(0, nextSlash));
          input = input.slice(nextSlash);
        }
      }
      return output.join("");
    }
    function removeDotSegmentsRelative(path) {
      if (path === "" || path[0] === "/") {
        return removeDotSegments(path);
      }
      const segments = path.split("/");
      const last = segments.length - 1;
      const output = [];
      let trailingDirectory = false;
      for (let i = 0; i <= last; i++) {
        const segment = segments[i];
        if (segment === "." || segment === "..") {
          if (segment === "..") {
            if (output.length !== 0 && output[output.length - 1] !== "..") {
              output.pop();
            } else {
              output.push("..");
            }
          }
          trailingDirectory = i === last;
        } else {
          output.push(segment);
        }
      }
      if (trailingDirectory && output[output.length - 1] !== "..") {
        output.push("");
      }
      if (output.length === 0 || output[0] === "" || output[0].includes(":")) {
        output.unshift(".");
      }
      return output.join("/");
    }
    var HOST_DELIMS = { "@": "%40", "/": "%2F", "?": "%3F", "#": "%23", ":": "%3A" };
    var HOST_DELIM_RE = /[@/?#:]/g;
    var HOST_DELIM_NO_COLON_RE = /[@/?#]/g;
    function reescapeHostDelimiters(host, isIP) {
      const re = isIP ? HOST_DELIM_NO_COLON_RE : HOST_DELIM_RE;
      re.lastIndex = 0;
      return host.replace(re, (ch) => HOST_DELIMS[ch]);
    }
    function normalizePercentEncoding(input, decodeUnreserved = false) {
      if (input.indexOf("%") === -1) {
        return input;
      }
      let output = "";
      for (let i = 0; i < input.length; i++) {
        if (input[i] === "%" && i + 2 < input.length) {
          const hex = input.slice(i + 1, i + 3);
          if (isHexPair(hex)) {
            const normalizedHex = hex.toUpperCase();
            const decoded = String.fromCharCode(parseInt(normalizedHex, 16));
            if (decodeUnreserved && isUnreserved(decoded)) {
              output += decoded;
            } else {
              output += "%" + normalizedHex;
            }
            i += 2;
            continue;
          }
        }
        output += input[i];
      }
      return output;
    }
    function normalizePathEncoding(input) {
      let output = "";
      for (let i = 0; i < input.length; i++) {
        const ch = input[i];
        if (ch === "%" && i + 2 < input.length) {
          const hex = input.slice(i + 1, i + 3);
          if (isHexPair(hex)) {
            const normalizedHex = hex.toUpperCase();
            const decoded = String.fromCharCode(parseInt(normalizedHex, 16));
            if (decoded !== "." && isUnreserved(decoded)) {
              output += decoded;
            } else {
              output += "%" + normalizedHex;
            }
            i += 2;
            continue;
          }
        }
        if (isPathCharacter(ch)) {
          output += ch;
        } else {
          const code = input.charCodeAt(i);
          if (code < 128) {
            output += isEscapeSafe(code) ? ch : BYTE_HEX[code];
          } else if (code < 55296 || code > 57343) {
            output += percentEncodeNonAscii(code);
          } else if (code <= 56319 && i + 1 < input.length) {
            const low = input.charCodeAt(i + 1);
            if (low >= 56320 && low <= 57343) {
              output += percentEncodeNonAscii(65536 + (code - 55296 << 10) + (low - 56320));
              i++;
            } else {
              output += percentEncodeNonAscii(65533);
            }
          } else {
            output += percentEncodeNonAscii(65533);
          }
        }
      }
      return output;
    }
    function serializePathEncoding(input, pathNoScheme = false) {
      let output = "";
      let firstSegment = pathNoScheme && input[0] !== "/";
      for (let i = 0; i < input.length; i++) {
        const ch = input[i];
        if (ch === "%" && i + 2 < input.length) {
          const hex = input.slice(i + 1, i + 3);
          if (isHexPair(hex)) {
            output += "%" + hex.toUpperCase();
            i += 2;
            continue;
          }
        }
        if (ch === "/") {
          firstSegment = false;
        }
        if (isPathCharacter(ch) && (ch !== ":" || !firstSegment)) {
          output += ch;
        } else {
          const code = input.charCodeAt(i);
          if (code < 128) {
            output += BYTE_HEX[code];
          } else if (code < 55296 || code > 57343) {
            output += percentEncodeNonAscii(code);
          } else if (code <= 56319 && i + 1 < input.length) {
            const low = input.charCodeAt(i + 1);
            if (low >= 56320 && low <= 57343) {
              output += percentEncodeNonAscii(65536 + (code - 55296 << 10) + (low - 56320));
              i++;
            } else {
              output += percentEncodeNonAscii(65533);
            }
          } else {
            output += percentEncodeNonAscii(65533);
          }
        }
      }
      return output;
    }
    function encodeComponent(input, isAllowed) {
      let output = "";
      for (let i = 0; i < input.length; i++) {
        const ch = input[i];
        if (ch === "%" && i + 2 < input.length) {
          const hex = input.slice(i + 1, i + 3);
          if (isHexPair(hex)) {
            output += "%" + hex.toUpperCase();
            i += 2;
            continue;
          }
        }
        if (isAllowed(ch)) {
          output += ch;
        } else {
          const code = input.charCodeAt(i);
          if (code < 128) {
            output += BYTE_HEX[code];
          } else if (code < 55296 || code > 57343) {
            output += percentEncodeNonAscii(code);
          } else if (code <= 56319 && i + 1 < input.length) {
            const low = input.charCodeAt(i + 1);
            if (low >= 56320 && low <= 57343) {
              output += percentEncodeNonAscii(65536 + (code - 55296 << 10) + (low - 56320));
              i++;
            } else {
              output += percentEncodeNonAscii(65533);
            }
          } else {
            output += percentEncodeNonAscii(65533);
          }
        }
      }
      return output;
    }
    function encodeUserinfo(input) {
      return encodeComponent(input, isUserinfoCharacter);
    }
    function encodeQuery(input) {
      return encodeComponent(input, isQueryFragmentCharacter);
    }
    function encodeFragment(input) {
      return encodeComponent(input, isQueryFragmentCharacter);
    }
    function isEscapeSafe(cp) {
      return cp >= 48 && cp <= 57 || cp >= 65 && cp <= 90 || cp >= 97 && cp <= 122 || cp === 42 || cp === 43 || cp === 45 || cp === 46 || cp === 47 || cp === 64 || cp === 95;
    }
    function normalizeQueryFragmentEncoding(input) {
      let output = "";
      for (let i = 0; i < input.length; i++) {
        const ch = input[i];
        if (ch === "%" && i + 2 < input.length) {
          const hex = input.slice(i + 1, i + 3);
          if (isHexPair(hex)) {
            const normalizedHex = hex.toUpperCase();
            const decoded = String.fromCharCode(parseInt(normalizedHex, 16));
            if (isUnreserved(decoded)) {
              output += decoded;
            } else {
              output += "%" + normalizedHex;
            }
            i += 2;
            continue;
          }
        }
        if (isQueryFragmentCharacter(ch)) {
          output += ch;
        } else {
          const code = input.charCodeAt(i);
          if (code < 128) {
            output += isEscapeSafe(code) ? ch : BYTE_HEX[code];
          } else if (code < 55296 || code > 57343) {
            output += percentEncodeNonAscii(code);
          } else if (code <= 56319 && i + 1 < input.length) {
            const low = input.charCodeAt(i + 1);
            if (low >= 56320 && low <= 57343) {
              output += percentEncodeNonAscii(65536 + (code - 55296 << 10) + (low - 56320));
              i++;
            } else {
              output += percentEncodeNonAscii(65533);
            }
          } else {
            output += percentEncodeNonAscii(65533);
          }
        }
      }
      return output;
    }
    function escapePreservingEscapes(input) {
      let output = "";
      for (let i = 0; i < input.length; i++) {
        if (input[i] === "%" && i + 2 < input.length) {
          const hex = input.slice(i + 1, i + 3);
          if (isHexPair(hex)) {
            output += "%" + hex.toUpperCase();
            i += 2;
            continue;
          }
        }
        output += escape(input[i]);
      }
      return output;
    }
    function recomposeAuthority(component) {
      const uriTokens = [];
      if (component.userinfo !== void 0) {
        uriTokens.push(encodeUserinfo(component.userinfo));
        uriTokens.push("@");
      }
      if (component.host !== void 0) {
        let host = component.host;
        if (!isIPv4(host)) {
          let ipV6res = normalizeIPv6(host);
          if (ipV6res.isIPV6 !== true && ipV6res.isIPVFuture !== true) {
            host = normalizePercentEncoding(host, true);
            ipV6res = normalizeIPv6(host);
          }
          if (ipV6res.isIPV6 === true || ipV6res.isIPVFuture === true) {
            host = `[${ipV6res.escapedHost}]`;
          } else {
            host = reescapeHostDelimiters(host, false);
          }
        }
        uriTokens.push(host);
      }
      if (typeof component.port === "number" || typeof component.port === "string") {
        const port = String(component.port);
        if (!isPort(port)) {
          throw new TypeError("URI port is malformed.");
        }
        uriTokens.push(":");
        uriTokens.push(port);
      }
      return uriTokens.length ? uriTokens.join("") : void 0;
    }
    module.exports = {
      nonSimpleDomain,
      recomposeAuthority,
      reescapeHostDelimiters,
      normalizePercentEncoding,
      normalizePathEncoding,
      serializePathEncoding,
      normalizeQueryFragmentEncoding,
      encodeUserinfo,
      encodeQuery,
      encodeFragment,
      escapePreservingEscapes,
      removeDotSegments,
      removeDotSegmentsRelative,
      isIPv4,
      isUUID,
      normalizeIPv6,
      stringArrayToHexStripped
    };
  }
});

// node_modules/ajv/node_modules/fast-uri/lib/schemes.js
var require_schemes = __commonJS({
  "node_modules/ajv/node_modules/fast-uri/lib/schemes.js"(exports, module) {
    "use strict";
    var { isUUID } = require_utils();
    var URN_REG = /^([\da-z][\d\-a-z]{0,31}):((?:[\w!$'()*+,\-./:;=@]|%[\da-f]{2})+)$/iu;
    var supportedSchemeNames = (
      /** @type {const} */
      [
        "http",
        "https",
        "ws",
        "wss",
        "urn",
        "urn:uuid"
      ]
    );
    function isValidSchemeName(name) {
      return supportedSchemeNames.indexOf(
        /** @type {*} */
        name
      ) !== -1;
    }
    function wsIsSecure(wsComponent) {
      if (wsComponent.secure === true) {
        return true;
      } else if (wsComponent.secure === false) {
        return false;
      } else if (wsComponent.scheme) {
        return wsComponent.scheme.length === 3 && (wsComponent.scheme[0] === "w" || wsComponent.scheme[0] === "W") && (wsComponent.scheme[1] === "s" || wsComponent.scheme[1] === "S") && (wsComponent.scheme[2] === "s" || wsComponent.scheme[2] === "S");
      } else {
        return false;
      }
    }
    function httpParse(component) {
      if (!component.host) {
        component.error = component.error || "HTTP URIs must have a host.";
      }
      return component;
    }
    function httpSerialize(component) {
      const secure = String(component.scheme).toLowerCase() === "https";
      if (component.port === (secure ? 443 : 80) || component.port === "") {
        component.port = void 0;
      }
      if (!component.path) {
        component.path = "/";
      }
      return component;
    }
    function wsParse(wsComponent) {
      wsComponent.secure = wsIsSecure(wsComponent);
      wsComponent.resourceName = (wsComponent.path || "/") + (wsComponent.query ? "?" + wsComponent.query : "");
      wsComponent.path = void 0;
      wsComponent.query = void 0;
      return wsComponent;
    }
    function wsSerialize(wsComponent) {
      if (wsComponent.port === (wsIsSecure(wsComponent) ? 443 : 80) || wsComponent.port === "") {
        wsComponent.port = void 0;
      }
      if (typeof wsComponent.secure === "boolean") {
        wsComponent.scheme = wsComponent.secure ? "wss" : "ws";
        wsComponent.secure = void 0;
      }
      if (wsComponent.resourceName) {
        const queryIndex = wsComponent.resourceName.indexOf("?");
        const path = queryIndex === -1 ? wsComponent.resourceName : wsComponent.resourceName.slice(0, queryIndex);
        wsComponent.path = path && path !== "/" ? path : void 0;
        wsComponent.query = queryIndex === -1 ? void 0 : wsComponent.resourceName.slice(queryIndex + 1);
        wsComponent.resourceName = void 0;
      }
      wsComponent.fragment = void 0;
      return wsComponent;
    }
    function urnParse(urnComponent, options) {
      if (!urnComponent.path) {
        urnComponent.error = "URN can not be parsed";
        return urnComponent;
      }
      const matches = urnComponent.path.match(URN_REG);
      if (matches && matches[0] === urnComponent.path) {
        const scheme = options.scheme || urnComponent.scheme || "urn";
        urnComponent.nid = matches[1].toLowerCase();
        urnComponent.nss = matches[2];
        const urnScheme = `${scheme}:${options.nid || urnComponent.nid}`;
        const schemeHandler = getSchemeHandler(urnScheme);
        urnComponent.path = void 0;
        if (schemeHandler) {
          urnComponent = schemeHandler.parse(urnComponent, options);
        }
      } else {
        urnComponent.error = urnComponent.error || "URN can not be parsed.";
      }
      return urnComponent;
    }
    function urnSerialize(urnComponent, options) {
      if (urnComponent.nid === void 0) {
        throw new Error("URN without nid cannot be serialized");
      }
      const scheme = options.scheme || urnComponent.scheme || "urn";
      const nid = urnComponent.nid.toLowerCase();
      const urnScheme = `${scheme}:${options.nid || nid}`;
      const schemeHandler = getSchemeHandler(urnScheme);
      if (schemeHandler) {
        urnComponent = schemeHandler.serialize(urnComponent, options);
      }
      const uriComponent = urnComponent;
      const nss = urnComponent.nss;
      uriComponent.path = `${nid || options.nid}:${nss}`;
      options.skipEscape = true;
      return uriComponent;
    }
    function urnuuidParse(urnComponent, options) {
      const uuidComponent = urnComponent;
      uuidComponent.uuid = uuidComponent.nss;
      uuidComponent.nss = void 0;
      if (!options.tolerant && (!uuidComponent.uuid || !isUUID(uuidComponent.uuid))) {
        uuidComponent.error = uuidComponent.error || "UUID is not valid.";
      }
      return uuidComponent;
    }
    function urnuuidSerialize(uuidComponent) {
      const urnComponent = uuidComponent;
      urnComponent.nss = (uuidComponent.uuid || "").toLowerCase();
      return urnComponent;
    }
    var http = (
      /** @type {SchemeHandler} */
      {
        scheme: "http",
        domainHost: true,
        parse: httpParse,
        serialize: httpSerialize
      }
    );
    var https = (
      /** @type {SchemeHandler} */
      {
        scheme: "https",
        domainHost: http.domainHost,
        parse: httpParse,
        serialize: httpSerialize
      }
    );
    var ws = (
      /** @type {SchemeHandler} */
      {
        scheme: "ws",
        domainHost: true,
        parse: wsParse,
        serialize: wsSerialize
      }
    );
    var wss = (
      /** @type {SchemeHandler} */
      {
        scheme: "wss",
        domainHost: ws.domainHost,
        parse: ws.parse,
        serialize: ws.serialize
      }
    );
    var urn = (
      /** @type {SchemeHandler} */
      {
        scheme: "urn",
        parse: urnParse,
        serialize: urnSerialize,
        skipNormalize: true
      }
    );
    var urnuuid = (
      /** @type {SchemeHandler} */
      {
        scheme: "urn:uuid",
        parse: urnuuidParse,
        serialize: urnuuidSerialize,
        skipNormalize: true
      }
    );
    var SCHEMES = (
      /** @type {Record<SchemeName, SchemeHandler>} */
      {
        http,
        https,
        ws,
        wss,
        urn,
        "urn:uuid": urnuuid
      }
    );
    Object.setPrototypeOf(SCHEMES, null);
    function getSchemeHandler(scheme) {
      return scheme && (SCHEMES[
        /** @type {SchemeName} */
        scheme
      ] || SCHEMES[
        /** @type {SchemeName} */
        scheme.toLowerCase()
      ]) || void 0;
    }
    module.exports = {
      wsIsSecure,
      SCHEMES,
      isValidSchemeName,
      getSchemeHandler
    };
  }
});

// node_modules/ajv/node_modules/fast-uri/index.js
var require_fast_uri = __commonJS({
  "node_modules/ajv/node_modules/fast-uri/index.js"(exports, module) {
    "use strict";
    var { normalizeIPv6, removeDotSegments, removeDotSegmentsRelative, recomposeAuthority, normalizePercentEncoding, normalizePathEncoding, serializePathEncoding, normalizeQueryFragmentEncoding, encodeQuery, encodeFragment, reescapeHostDelimiters, isIPv4, nonSimpleDomain } = require_utils();
    var { SCHEMES, getSchemeHandler } = require_schemes();
    var VALID_SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/u;
    var MALFORMED_SCHEME_ERROR = "URI scheme is malformed.";
    var MALFORMED_HOST_ERROR = "URI host is malformed.";
    var FORBIDDEN_DOMAIN_HOST_CHARACTER = /[\0-\x20"#/:<>?@[\\\]^`{|}\x7F]/u;
    function validateScheme(scheme) {
      const stringScheme = String(scheme);
      if (!VALID_SCHEME.test(stringScheme)) {
        throw new TypeError(MALFORMED_SCHEME_ERROR);
      }
      return stringScheme;
    }
    function normalize(uri, options) {
      if (typeof uri === "string") {
        uri = /** @type {T} */
        normalizeString(uri, options);
      } else if (typeof uri === "object") {
        uri = /** @type {T} */
        parse2(serialize(uri, options), options);
      }
      return uri;
    }
    function resolve(baseURI, relativeURI, options) {
      const schemelessOptions = options ? Object.assign({ scheme: "null" }, options) : { scheme: "null" };
      const {
        parsed: baseParsed,
        malformedAuthorityOrPort: baseMalformed,
        malformedPercentEncoding: baseMalformedPercentEncoding,
        malformedSchemeSpecific: baseMalformedSchemeSpecific,
        malformedHost: baseMalformedHost,
        malformedScheme: baseMalformedScheme
      } = parseWithStatus(baseURI, schemelessOptions);
      const {
        parsed: relativeParsed,
        malformedAuthorityOrPort: relativeMalformed,
        malformedPercentEncoding: relativeMalformedPercentEncoding,
        malformedSchemeSpecific: relativeMalformedSchemeSpecific,
        malformedHost: relativeMalformedHost,
        malformedScheme: relativeMalformedScheme
      } = parseWithStatus(relativeURI, schemelessOptions);
      if (baseMalformed || relativeMalformed || baseMalformedPercentEncoding || relativeMalformedPercentEncoding || baseMalformedSchemeSpecific || relativeMalformedSchemeSpecific || baseMalformedHost || relativeMalformedHost || baseMalformedScheme || relativeMalformedScheme) {
        throw new Error(baseParsed.error || relativeParsed.error || "URI is malformed.");
      }
      const resolved = resolveComponent(baseParsed, relativeParsed, schemelessOptions, true);
      const resolvedSchemeHandler = getSchemeHandler(options && options.scheme || resolved.scheme);
      const resolvedHost = resolved.host;
      const resolvedHostIsIP = resolvedHost !== void 0 && resolvedHost !== "" && (isIPv4(resolvedHost) || normalizeIPv6(resolvedHost).isIPV6);
      if (hasForbiddenDomainHost(resolved, options || {}, resolvedSchemeHandler, resolvedHostIsIP)) {
        throw new Error(MALFORMED_HOST_ERROR);
      }
      canonicalizeHost(resolved, options || {}, resolvedSchemeHandler, resolvedHostIsIP);
      const encodedASCIIHost = resolvedHost && resolvedHost.indexOf("%") !== -1 && !/\P{ASCII}/u.test(resolvedHost);
      if (resolved.error && !encodedASCIIHost) {
        throw new Error(resolved.error);
      }
      schemelessOptions.skipEscape = true;
      return serialize(resolved, schemelessOptions);
    }
    function resolveComponent(base, relative, options, skipNormalization) {
      const target = {};
      if (!skipNormalization) {
        base = parse2(serialize(base, options), options);
        relative = parse2(serialize(relative, options), options);
      }
      options = options || {};
      if (!options.tolerant && relative.scheme) {
        target.scheme = relative.scheme;
        target.userinfo = relative.userinfo;
        target.host = relative.host;
        target.port = relative.port;
        target.path = removeDotSegments(relative.path || "");
        target.query = relative.query;
      } else {
        if (relative.userinfo !== void 0 || relative.host !== void 0 || relative.port !== void 0) {
          target.userinfo = relative.userinfo;
          target.host = relative.host;
          target.port = relative.port;
          target.path = removeDotSegments(relative.path || "");
          target.query = relative.query;
        } else {
          if (!relative.path) {
            target.path = base.path;
            if (relative.query !== void 0) {
              target.query = relative.query;
            } else {
              target.query = base.query;
            }
          } else {
            if (relative.path[0] === "/") {
              target.path = removeDotSegments(relative.path);
            } else {
              const baseHasAuthority = base.userinfo !== void 0 || base.host !== void 0 || base.port !== void 0;
              if (baseHasAuthority && !base.path) {
                target.path = "/" + relative.path;
              } else if (!base.path) {
                target.path = relative.path;
              } else {
                target.path = base.path.slice(0, base.path.lastIndexOf("/") + 1) + relative.path;
              }
              target.path = base.scheme === void 0 && !baseHasAuthority && target.path[0] !== "/" ? removeDotSegmentsRelative(target.path) : removeDotSegments(target.path);
            }
            target.query = relative.query;
          }
          target.userinfo = base.userinfo;
          target.host = base.host;
          target.port = base.port;
        }
        target.scheme = base.scheme;
      }
      target.fragment = relative.fragment;
      return target;
    }
    function equal(uriA, uriB, options) {
      const normalizedA = normalizeComparableURI(uriA, options);
      const normalizedB = normalizeComparableURI(uriB, options);
      return normalizedA !== void 0 && normalizedB !== void 0 && normalizedA === normalizedB;
    }
    function serialize(cmpts, opts) {
      const component = {
        host: cmpts.host,
        scheme: cmpts.scheme,
        userinfo: cmpts.userinfo,
        port: cmpts.port,
        path: cmpts.path,
        query: cmpts.query,
        nid: cmpts.nid,
        nss: cmpts.nss,
        uuid: cmpts.uuid,
        fragment: cmpts.fragment,
        reference: cmpts.reference,
        resourceName: cmpts.resourceName,
        secure: cmpts.secure,
        error: ""
      };
      const options = Object.assign({}, opts);
      const uriTokens = [];
      if (component.scheme) {
        component.scheme = validateScheme(component.scheme);
      }
      const schemeHandler = getSchemeHandler(options.scheme || component.scheme);
      if (schemeHandler && schemeHandler.serialize) schemeHandler.serialize(component, options);
      const hasAuthority = component.userinfo !== void 0 || component.host !== void 0 || component.port !== void 0;
      const schemelessReference = (component.scheme === void 0 || options.reference === "suffix") && !hasAuthority;
      const pathNoScheme = !options.skipEscape && schemelessReference;
      if (component.path !== void 0) {
        if (!options.skipEscape) {
          component.path = serializePathEncoding(component.path, pathNoScheme);
        } else {
          component.path = normalizePercentEncoding(component.path);
        }
      }
      if (options.reference !== "suffix" && component.scheme) {
        component.scheme = validateScheme(component.scheme);
        uriTokens.push(component.scheme, ":");
      }
      const authority = recomposeAuthority(component);
      if (authority !== void 0) {
        if (options.reference !== "suffix") {
          uriTokens.push("//");
        }
        uriTokens.push(authority);
        if (component.path && component.path[0] !== "/") {
          uriTokens.push("/");
        }
      }
      if (component.path !== void 0) {
        let s = component.path;
        if (!options.absolutePath && (!schemeHandler || !schemeHandler.absolutePath)) {
          s = schemelessReference && s[0] !== "/" ? removeDotSegmentsRelative(s) : removeDotSegments(s);
        }
        if (schemelessReference) {
          s = serializePathEncoding(s, true);
        }
        if (authority === void 0 && s[0] === "/" && s[1] === "/") {
          s = "/%2F" + s.slice(2);
        }
        uriTokens.push(s);
      }
      if (component.query !== void 0) {
        uriTokens.push("?", encodeQuery(component.query));
      }
      if (component.fragment !== void 0) {
        uriTokens.push("#", encodeFragment(component.fragment));
      }
      return uriTokens.join("");
    }
    var URI_PARSE = /^(?:([^#/:?]+):)?(?:\/\/((?:([^#/?@]*)@)?(\[[^#/?\]]+\]|[^#/:?]*)(?::(\d*))?))?([^#?]*)(?:\?([^#]*))?(?:#((?:.|[\n\r])*))?/u;
    var AUTHORITY_PREFIX = /^(?:[^#/:?]+:)?\/\/([^/?#]*)/;
    var AUTHORITY_INTRODUCER_REGION = /^(?:[^#/:?]+:)?([/\\\t\n\r]*)/;
    function getParseError(parsed, matches) {
      if (matches[2] !== void 0 && parsed.path && parsed.path[0] !== "/") {
        return 'URI path must start with "/" when authority is present.';
      }
      if (typeof parsed.port === "number" && (parsed.port < 0 || parsed.port > 65535)) {
        return "URI port is malformed.";
      }
      return void 0;
    }
    function hasMalformedPercentEncoding(component) {
      if (component === void 0) return false;
      let percent = component.indexOf("%");
      while (percent !== -1) {
        if (percent + 2 >= component.length || !/^[\da-f]{2}$/iu.test(component.slice(percent + 1, percent + 3))) {
          return true;
        }
        percent = component.indexOf("%", percent + 3);
      }
      return false;
    }
    function isIPLiteral(host) {
      return host[0] === "[" && host[host.length - 1] === "]";
    }
    function hasMalformedComponentPercentEncoding(matches) {
      const host = matches[4];
      return hasMalformedPercentEncoding(matches[3]) || host !== void 0 && !isIPLiteral(host) && hasMalformedPercentEncoding(host) || hasMalformedPercentEncoding(matches[6]) || hasMalformedPercentEncoding(matches[7]) || hasMalformedPercentEncoding(matches[8]);
    }
    function canonicalizeHost(parsed, options, schemeHandler, isIP) {
      if (hasForbiddenDomainHost(parsed, options, schemeHandler, isIP)) {
        parsed.error = parsed.error || MALFORMED_HOST_ERROR;
        return true;
      }
      if (!options.unicodeSupport && (!schemeHandler || !schemeHandler.unicodeSupport) && parsed.host && !isIPLiteral(parsed.host) && (options.domainHost || schemeHandler && schemeHandler.domainHost) && isIP === false && nonSimpleDomain(parsed.host)) {
        let url;
        try {
          url = new URL("http://" + parsed.host);
        } catch (e) {
          parsed.error = parsed.error || "Host's domain name can not be converted to ASCII: " + e;
          return true;
        }
        if (!isHostOnlyURL(url)) {
          parsed.error = parsed.error || MALFORMED_HOST_ERROR;
          return true;
        }
        parsed.host = url.hostname;
      }
      return false;
    }
    function hasForbiddenDomainHost(parsed, options, schemeHandler, isIP) {
      return Boolean(
        parsed.host && isIP === false && !isIPLiteral(parsed.host) && (options.domainHost || schemeHandler && schemeHandler.domainHost) && FORBIDDEN_DOMAIN_HOST_CHARACTER.test(parsed.host)
      );
    }
    function isHostOnlyURL(url) {
      return url.username === "" && url.password === "" && url.port === "" && url.pathname === "/" && url.search === "" && url.hash === "" && url.hostname !== "";
    }
    function parseWithStatus(uri, opts) {
      const options = Object.assign({}, opts);
      const parsed = {
        scheme: void 0,
        userinfo: void 0,
        host: "",
        port: void 0,
        path: "",
        query: void 0,
        fragment: void 0
      };
      let malformedAuthorityOrPort = false;
      let malformedPercentEncoding = false;
      let malformedSchemeSpecific = false;
      let malformedHost = false;
      let malformedIPLiteral = false;
      let malformedScheme = false;
      let isIP = false;
      if (options.reference === "suffix") {
        if (options.scheme) {
          uri = options.scheme + ":" + uri;
        } else {
          uri = "//" + uri;
        }
      }
      const authorityMatch = uri.match(AUTHORITY_PREFIX);
      if (authorityMatch !== null && authorityMatch[1].indexOf("\\") !== -1) {
        parsed.error = "URI authority must not contain a literal backslash.";
        malformedAuthorityOrPort = true;
      }
      const introducerMatch = uri.match(AUTHORITY_INTRODUCER_REGION);
      if (introducerMatch !== null) {
        const region = introducerMatch[1];
        const normalizedRegion = region.replace(/[\t\n\r]/g, "");
        if (normalizedRegion.length >= 2) {
          if (normalizedRegion.slice(0, 2) !== "//") {
            parsed.error = parsed.error || "URI authority must not contain a literal backslash.";
            malformedAuthorityOrPort = true;
          } else if (region.length !== normalizedRegion.length) {
            parsed.error = parsed.error || "URI authority introducer must not contain whitespace.";
            malformedAuthorityOrPort = true;
          }
        }
      }
      const matches = uri.match(URI_PARSE);
      if (matches) {
        parsed.scheme = matches[1];
        parsed.userinfo = matches[3];
        parsed.host = matches[4];
        parsed.port = parseInt(matches[5], 10);
        parsed.path = matches[6] || "";
        parsed.query = matches[7];
        parsed.fragment = matches[8];
        if (parsed.scheme !== void 0) {
          if (VALID_SCHEME.test(parsed.scheme)) {
            parsed.scheme = parsed.scheme.toLowerCase();
          } else {
            parsed.error = parsed.error || MALFORMED_SCHEME_ERROR;
            malformedScheme = true;
          }
        }
        malformedPercentEncoding = hasMalformedComponentPercentEncoding(matches);
        if (malformedPercentEncoding) {
          parsed.error = parsed.error || "URI contains malformed percent-encoding.";
        }
        if (isNaN(parsed.port)) {
          parsed.port = matches[5];
        }
        const parseError = getParseError(parsed, matches);
        if (parseError !== void 0) {
          parsed.error = parsed.error || parseError;
          malformedAuthorityOrPort = true;
        }
        if (parsed.host) {
          const ipv4result = isIPv4(parsed.host);
          if (ipv4result === false) {
            const bracketedIPLiteral = isIPLiteral(parsed.host);
            const hasIPLiteralBracket = parsed.host.indexOf("[") !== -1 || parsed.host.indexOf("]") !== -1;
            const ipv6result = normalizeIPv6(parsed.host);
            isIP = ipv6result.isIPV6 || ipv6result.isIPVFuture === true;
            malformedIPLiteral = hasIPLiteralBracket && (!bracketedIPLiteral || ipv6result.error === true);
            parsed.host = isIP ? ipv6result.host : ipv6result.host.toLowerCase();
            if (malformedIPLiteral) {
              parsed.error = parsed.error || MALFORMED_HOST_ERROR;
              malformedAuthorityOrPort = true;
            }
          } else {
            isIP = true;
          }
        }
        if (parsed.scheme === void 0 && parsed.userinfo === void 0 && parsed.host === void 0 && parsed.port === void 0 && parsed.query === void 0 && !parsed.path) {
          parsed.reference = "same-document";
        } else if (parsed.scheme === void 0) {
          parsed.reference = "relative";
        } else if (parsed.fragment === void 0) {
          parsed.reference = "absolute";
        } else {
          parsed.reference = "uri";
        }
        if (options.reference && options.reference !== "suffix" && options.reference !== parsed.reference) {
          parsed.error = parsed.error || "URI is not a " + options.reference + " reference.";
        }
        const schemeHandler = getSchemeHandler(options.scheme || parsed.scheme);
        if (!malformedIPLiteral) {
          malformedHost = canonicalizeHost(parsed, options, schemeHandler, isIP);
        }
        if (uri.indexOf("%") !== -1 && parsed.host !== void 0 && !malformedIPLiteral) {
          let host = isIP ? parsed.host : normalizePercentEncoding(parsed.host, true);
          if (!isIP) {
            host = normalizePercentEncoding(host.toLowerCase());
          }
          parsed.host = isIP || options.scheme !== "null" ? reescapeHostDelimiters(host, isIP) : host;
        }
        if (!schemeHandler || schemeHandler && !schemeHandler.skipNormalize) {
          if (parsed.path) {
            parsed.path = normalizePathEncoding(parsed.path);
          }
          if (parsed.query) {
            parsed.query = normalizeQueryFragmentEncoding(parsed.query);
          }
          if (parsed.fragment) {
            parsed.fragment = normalizeQueryFragmentEncoding(parsed.fragment);
          }
        }
        if (schemeHandler && schemeHandler.parse) {
          schemeHandler.parse(parsed, options);
          if (schemeHandler === SCHEMES.urn && parsed.nid === void 0) {
            malformedSchemeSpecific = true;
          }
        }
      } else {
        parsed.error = parsed.error || "URI can not be parsed.";
      }
      return { parsed, malformedAuthorityOrPort, malformedPercentEncoding, malformedSchemeSpecific, malformedHost, malformedScheme };
    }
    function parse2(uri, opts) {
      return parseWithStatus(uri, opts).parsed;
    }
    function normalizeString(uri, opts) {
      return normalizeStringWithStatus(uri, opts).normalized;
    }
    function normalizeStringWithStatus(uri, opts) {
      const { parsed, malformedAuthorityOrPort, malformedPercentEncoding, malformedSchemeSpecific, malformedHost, malformedScheme } = parseWithStatus(uri, opts);
      return {
        normalized: malformedAuthorityOrPort || malformedPercentEncoding || malformedSchemeSpecific || malformedHost || malformedScheme ? uri : serialize(parsed, opts),
        malformedAuthorityOrPort,
        malformedPercentEncoding,
        malformedSchemeSpecific,
        malformedHost,
        malformedScheme
      };
    }
    function normalizeComparableURI(uri, opts) {
      if (typeof uri !== "string" && typeof uri !== "object") {
        return void 0;
      }
      let value;
      try {
        value = typeof uri === "string" ? uri : serialize(uri, opts);
      } catch {
        return void 0;
      }
      const { normalized, malformedAuthorityOrPort, malformedPercentEncoding, malformedSchemeSpecific, malformedHost, malformedScheme } = normalizeStringWithStatus(value, opts);
      return malformedAuthorityOrPort || malformedPercentEncoding || malformedSchemeSpecific || malformedHost || malformedScheme ? void 0 : normalized;
    }
    var fastUri = {
      SCHEMES,
      normalize,
      resolve,
      resolveComponent,
      equal,
      serialize,
      parse: parse2
    };
    module.exports = fastUri;
    module.exports.default = fastUri;
    module.exports.fastUri = fastUri;
  }
});

// node_modules/ajv/dist/runtime/uri.js
var require_uri = __commonJS({
  "node_modules/ajv/dist/runtime/uri.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var uri = require_fast_uri();
    uri.code = 'require("ajv/dist/runtime/uri").default';
    exports.default = uri;
  }
});

// node_modules/ajv/dist/core.js
var require_core = __commonJS({
  "node_modules/ajv/dist/core.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.CodeGen = exports.Name = exports.nil = exports.stringify = exports.str = exports._ = exports.KeywordCxt = void 0;
    var validate_1 = require_validate();
    Object.defineProperty(exports, "KeywordCxt", { enumerable: true, get: function() {
      return validate_1.KeywordCxt;
    } });
    var codegen_1 = require_codegen();
    Object.defineProperty(exports, "_", { enumerable: true, get: function() {
      return codegen_1._;
    } });
    Object.defineProperty(exports, "str", { enumerable: true, get: function() {
      return codegen_1.str;
    } });
    Object.defineProperty(exports, "stringify", { enumerable: true, get: function() {
      return codegen_1.stringify;
    } });
    Object.defineProperty(exports, "nil", { enumerable: true, get: function() {
      return codegen_1.nil;
    } });
    Object.defineProperty(exports, "Name", { enumerable: true, get: function() {
      return codegen_1.Name;
    } });
    Object.defineProperty(exports, "CodeGen", { enumerable: true, get: function() {
      return codegen_1.CodeGen;
    } });
    var validation_error_1 = require_validation_error();
    var ref_error_1 = require_ref_error();
    var rules_1 = require_rules();
    var compile_1 = require_compile();
    var codegen_2 = require_codegen();
    var resolve_1 = require_resolve();
    var dataType_1 = require_dataType();
    var util_1 = require_util();
    var $dataRefSchema = require_data();
    var uri_1 = require_uri();
    var defaultRegExp = (str, flags) => new RegExp(str, flags);
    defaultRegExp.code = "new RegExp";
    var META_IGNORE_OPTIONS = ["removeAdditional", "useDefaults", "coerceTypes"];
    var EXT_SCOPE_NAMES = /* @__PURE__ */ new Set([
      "validate",
      "serialize",
      "parse",
      "wrapper",
      "root",
      "schema",
      "keyword",
      "pattern",
      "formats",
      "validate$data",
      "func",
      "obj",
      "Error"
    ]);
    var removedOptions = {
      errorDataPath: "",
      format: "`validateFormats: false` can be used instead.",
      nullable: '"nullable" keyword is supported by default.',
      jsonPointers: "Deprecated jsPropertySyntax can be used instead.",
      extendRefs: "Deprecated ignoreKeywordsWithRef can be used instead.",
      missingRefs: "Pass empty schema with $id that should be ignored to ajv.addSchema.",
      processCode: "Use option `code: {process: (code, schemaEnv: object) => string}`",
      sourceCode: "Use option `code: {source: true}`",
      strictDefaults: "It is default now, see option `strict`.",
      strictKeywords: "It is default now, see option `strict`.",
      uniqueItems: '"uniqueItems" keyword is always validated.',
      unknownFormats: "Disable strict mode or pass `true` to `ajv.addFormat` (or `formats` option).",
      cache: "Map is used as cache, schema object as key.",
      serialize: "Map is used as cache, schema object as key.",
      ajvErrors: "It is default now."
    };
    var deprecatedOptions = {
      ignoreKeywordsWithRef: "",
      jsPropertySyntax: "",
      unicode: '"minLength"/"maxLength" account for unicode characters by default.'
    };
    var MAX_EXPRESSION = 200;
    function requiredOptions(o) {
      var _a, _b, _c, _d, _e, _f, _g, _h, _j, _k, _l, _m, _o, _p, _q, _r, _s, _t, _u, _v, _w, _x, _y, _z, _0;
      const s = o.strict;
      const _optz = (_a = o.code) === null || _a === void 0 ? void 0 : _a.optimize;
      const optimize = _optz === true || _optz === void 0 ? 1 : _optz || 0;
      const regExp = (_c = (_b = o.code) === null || _b === void 0 ? void 0 : _b.regExp) !== null && _c !== void 0 ? _c : defaultRegExp;
      const uriResolver = (_d = o.uriResolver) !== null && _d !== void 0 ? _d : uri_1.default;
      return {
        strictSchema: (_f = (_e = o.strictSchema) !== null && _e !== void 0 ? _e : s) !== null && _f !== void 0 ? _f : true,
        strictNumbers: (_h = (_g = o.strictNumbers) !== null && _g !== void 0 ? _g : s) !== null && _h !== void 0 ? _h : true,
        strictTypes: (_k = (_j = o.strictTypes) !== null && _j !== void 0 ? _j : s) !== null && _k !== void 0 ? _k : "log",
        strictTuples: (_m = (_l = o.strictTuples) !== null && _l !== void 0 ? _l : s) !== null && _m !== void 0 ? _m : "log",
        strictRequired: (_p = (_o = o.strictRequired) !== null && _o !== void 0 ? _o : s) !== null && _p !== void 0 ? _p : false,
        code: o.code ? { ...o.code, optimize, regExp } : { optimize, regExp },
        loopRequired: (_q = o.loopRequired) !== null && _q !== void 0 ? _q : MAX_EXPRESSION,
        loopEnum: (_r = o.loopEnum) !== null && _r !== void 0 ? _r : MAX_EXPRESSION,
        meta: (_s = o.meta) !== null && _s !== void 0 ? _s : true,
        messages: (_t = o.messages) !== null && _t !== void 0 ? _t : true,
        inlineRefs: (_u = o.inlineRefs) !== null && _u !== void 0 ? _u : true,
        schemaId: (_v = o.schemaId) !== null && _v !== void 0 ? _v : "$id",
        addUsedSchema: (_w = o.addUsedSchema) !== null && _w !== void 0 ? _w : true,
        validateSchema: (_x = o.validateSchema) !== null && _x !== void 0 ? _x : true,
        validateFormats: (_y = o.validateFormats) !== null && _y !== void 0 ? _y : true,
        unicodeRegExp: (_z = o.unicodeRegExp) !== null && _z !== void 0 ? _z : true,
        int32range: (_0 = o.int32range) !== null && _0 !== void 0 ? _0 : true,
        uriResolver
      };
    }
    var Ajv = class {
      constructor(opts = {}) {
        this.schemas = {};
        this.refs = {};
        this.formats = /* @__PURE__ */ Object.create(null);
        this._compilations = /* @__PURE__ */ new Set();
        this._loading = {};
        this._cache = /* @__PURE__ */ new Map();
        opts = this.opts = { ...opts, ...requiredOptions(opts) };
        const { es5, lines } = this.opts.code;
        this.scope = new codegen_2.ValueScope({ scope: {}, prefixes: EXT_SCOPE_NAMES, es5, lines });
        this.logger = getLogger(opts.logger);
        const formatOpt = opts.validateFormats;
        opts.validateFormats = false;
        this.RULES = (0, rules_1.getRules)();
        checkOptions.call(this, removedOptions, opts, "NOT SUPPORTED");
        checkOptions.call(this, deprecatedOptions, opts, "DEPRECATED", "warn");
        this._metaOpts = getMetaSchemaOptions.call(this);
        if (opts.formats)
          addInitialFormats.call(this);
        this._addVocabularies();
        this._addDefaultMetaSchema();
        if (opts.keywords)
          addInitialKeywords.call(this, opts.keywords);
        if (typeof opts.meta == "object")
          this.addMetaSchema(opts.meta);
        addInitialSchemas.call(this);
        opts.validateFormats = formatOpt;
      }
      _addVocabularies() {
        this.addKeyword("$async");
      }
      _addDefaultMetaSchema() {
        const { $data, meta, schemaId } = this.opts;
        let _dataRefSchema = $dataRefSchema;
        if (schemaId === "id") {
          _dataRefSchema = { ...$dataRefSchema };
          _dataRefSchema.id = _dataRefSchema.$id;
          delete _dataRefSchema.$id;
        }
        if (meta && $data)
          this.addMetaSchema(_dataRefSchema, _dataRefSchema[schemaId], false);
      }
      defaultMeta() {
        const { meta, schemaId } = this.opts;
        return this.opts.defaultMeta = typeof meta == "object" ? meta[schemaId] || meta : void 0;
      }
      validate(schemaKeyRef, data) {
        let v;
        if (typeof schemaKeyRef == "string") {
          v = this.getSchema(schemaKeyRef);
          if (!v)
            throw new Error(`no schema with key or ref "${schemaKeyRef}"`);
        } else {
          v = this.compile(schemaKeyRef);
        }
        const valid = v(data);
        if (!("$async" in v))
          this.errors = v.errors;
        return valid;
      }
      compile(schema2, _meta) {
        const sch = this._addSchema(schema2, _meta);
        return sch.validate || this._compileSchemaEnv(sch);
      }
      compileAsync(schema2, meta) {
        if (typeof this.opts.loadSchema != "function") {
          throw new Error("options.loadSchema should be a function");
        }
        const { loadSchema } = this.opts;
        return runCompileAsync.call(this, schema2, meta);
        async function runCompileAsync(_schema, _meta) {
          await loadMetaSchema.call(this, _schema.$schema);
          const sch = this._addSchema(_schema, _meta);
          return sch.validate || _compileAsync.call(this, sch);
        }
        async function loadMetaSchema($ref) {
          if ($ref && !this.getSchema($ref)) {
            await runCompileAsync.call(this, { $ref }, true);
          }
        }
        async function _compileAsync(sch) {
          try {
            return this._compileSchemaEnv(sch);
          } catch (e) {
            if (!(e instanceof ref_error_1.default))
              throw e;
            checkLoaded.call(this, e);
            await loadMissingSchema.call(this, e.missingSchema);
            return _compileAsync.call(this, sch);
          }
        }
        function checkLoaded({ missingSchema: ref, missingRef }) {
          if (this.refs[ref]) {
            throw new Error(`AnySchema ${ref} is loaded but ${missingRef} cannot be resolved`);
          }
        }
        async function loadMissingSchema(ref) {
          const _schema = await _loadSchema.call(this, ref);
          if (!this.refs[ref])
            await loadMetaSchema.call(this, _schema.$schema);
          if (!this.refs[ref])
            this.addSchema(_schema, ref, meta);
        }
        async function _loadSchema(ref) {
          const p = this._loading[ref];
          if (p)
            return p;
          try {
            return await (this._loading[ref] = loadSchema(ref));
          } finally {
            delete this._loading[ref];
          }
        }
      }
      // Adds schema to the instance
      addSchema(schema2, key, _meta, _validateSchema = this.opts.validateSchema) {
        if (Array.isArray(schema2)) {
          for (const sch of schema2)
            this.addSchema(sch, void 0, _meta, _validateSchema);
          return this;
        }
        let id;
        if (typeof schema2 === "object") {
          const { schemaId } = this.opts;
          id = schema2[schemaId];
          if (id !== void 0 && typeof id != "string") {
            throw new Error(`schema ${schemaId} must be string`);
          }
        }
        key = (0, resolve_1.normalizeId)(key || id);
        this._checkUnique(key);
        this.schemas[key] = this._addSchema(schema2, _meta, key, _validateSchema, true);
        return this;
      }
      // Add schema that will be used to validate other schemas
      // options in META_IGNORE_OPTIONS are alway set to false
      addMetaSchema(schema2, key, _validateSchema = this.opts.validateSchema) {
        this.addSchema(schema2, key, true, _validateSchema);
        return this;
      }
      //  Validate schema against its meta-schema
      validateSchema(schema2, throwOrLogError) {
        if (typeof schema2 == "boolean")
          return true;
        let $schema;
        $schema = schema2.$schema;
        if ($schema !== void 0 && typeof $schema != "string") {
          throw new Error("$schema must be a string");
        }
        $schema = $schema || this.opts.defaultMeta || this.defaultMeta();
        if (!$schema) {
          this.logger.warn("meta-schema not available");
          this.errors = null;
          return true;
        }
        const valid = this.validate($schema, schema2);
        if (!valid && throwOrLogError) {
          const message = "schema is invalid: " + this.errorsText();
          if (this.opts.validateSchema === "log")
            this.logger.error(message);
          else
            throw new Error(message);
        }
        return valid;
      }
      // Get compiled schema by `key` or `ref`.
      // (`key` that was passed to `addSchema` or full schema reference - `schema.$id` or resolved id)
      getSchema(keyRef) {
        let sch;
        while (typeof (sch = getSchEnv.call(this, keyRef)) == "string")
          keyRef = sch;
        if (sch === void 0) {
          const { schemaId } = this.opts;
          const root = new compile_1.SchemaEnv({ schema: {}, schemaId });
          sch = compile_1.resolveSchema.call(this, root, keyRef);
          if (!sch)
            return;
          this.refs[keyRef] = sch;
        }
        return sch.validate || this._compileSchemaEnv(sch);
      }
      // Remove cached schema(s).
      // If no parameter is passed all schemas but meta-schemas are removed.
      // If RegExp is passed all schemas with key/id matching pattern but meta-schemas are removed.
      // Even if schema is referenced by other schemas it still can be removed as other schemas have local references.
      removeSchema(schemaKeyRef) {
        if (schemaKeyRef instanceof RegExp) {
          this._removeAllSchemas(this.schemas, schemaKeyRef);
          this._removeAllSchemas(this.refs, schemaKeyRef);
          return this;
        }
        switch (typeof schemaKeyRef) {
          case "undefined":
            this._removeAllSchemas(this.schemas);
            this._removeAllSchemas(this.refs);
            this._cache.clear();
            return this;
          case "string": {
            const sch = getSchEnv.call(this, schemaKeyRef);
            if (typeof sch == "object")
              this._cache.delete(sch.schema);
            delete this.schemas[schemaKeyRef];
            delete this.refs[schemaKeyRef];
            return this;
          }
          case "object": {
            const cacheKey = schemaKeyRef;
            this._cache.delete(cacheKey);
            let id = schemaKeyRef[this.opts.schemaId];
            if (id) {
              id = (0, resolve_1.normalizeId)(id);
              delete this.schemas[id];
              delete this.refs[id];
            }
            return this;
          }
          default:
            throw new Error("ajv.removeSchema: invalid parameter");
        }
      }
      // add "vocabulary" - a collection of keywords
      addVocabulary(definitions) {
        for (const def of definitions)
          this.addKeyword(def);
        return this;
      }
      addKeyword(kwdOrDef, def) {
        let keyword;
        if (typeof kwdOrDef == "string") {
          keyword = kwdOrDef;
          if (typeof def == "object") {
            this.logger.warn("these parameters are deprecated, see docs for addKeyword");
            def.keyword = keyword;
          }
        } else if (typeof kwdOrDef == "object" && def === void 0) {
          def = kwdOrDef;
          keyword = def.keyword;
          if (Array.isArray(keyword) && !keyword.length) {
            throw new Error("addKeywords: keyword must be string or non-empty array");
          }
        } else {
          throw new Error("invalid addKeywords parameters");
        }
        checkKeyword.call(this, keyword, def);
        if (!def) {
          (0, util_1.eachItem)(keyword, (kwd) => addRule.call(this, kwd));
          return this;
        }
        keywordMetaschema.call(this, def);
        const definition = {
          ...def,
          type: (0, dataType_1.getJSONTypes)(def.type),
          schemaType: (0, dataType_1.getJSONTypes)(def.schemaType)
        };
        (0, util_1.eachItem)(keyword, definition.type.length === 0 ? (k) => addRule.call(this, k, definition) : (k) => definition.type.forEach((t2) => addRule.call(this, k, definition, t2)));
        return this;
      }
      getKeyword(keyword) {
        const rule = this.RULES.all[keyword];
        return typeof rule == "object" ? rule.definition : !!rule;
      }
      // Remove keyword
      removeKeyword(keyword) {
        const { RULES } = this;
        delete RULES.keywords[keyword];
        delete RULES.all[keyword];
        for (const group of RULES.rules) {
          const i = group.rules.findIndex((rule) => rule.keyword === keyword);
          if (i >= 0)
            group.rules.splice(i, 1);
        }
        return this;
      }
      // Add format
      addFormat(name, format) {
        if (typeof format == "string")
          format = new RegExp(format);
        this.formats[name] = format;
        return this;
      }
      errorsText(errors = this.errors, { separator = ", ", dataVar = "data" } = {}) {
        if (!errors || errors.length === 0)
          return "No errors";
        return errors.map((e) => `${dataVar}${e.instancePath} ${e.message}`).reduce((text, msg) => text + separator + msg);
      }
      $dataMetaSchema(metaSchema, keywordsJsonPointers) {
        const rules2 = this.RULES.all;
        metaSchema = JSON.parse(JSON.stringify(metaSchema));
        for (const jsonPointer of keywordsJsonPointers) {
          const segments = jsonPointer.split("/").slice(1);
          let keywords = metaSchema;
          for (const seg of segments)
            keywords = keywords[seg];
          for (const key in rules2) {
            const rule = rules2[key];
            if (typeof rule != "object")
              continue;
            const { $data } = rule.definition;
            const schema2 = keywords[key];
            if ($data && schema2)
              keywords[key] = schemaOrData(schema2);
          }
        }
        return metaSchema;
      }
      _removeAllSchemas(schemas, regex) {
        for (const keyRef in schemas) {
          const sch = schemas[keyRef];
          if (!regex || regex.test(keyRef)) {
            if (typeof sch == "string") {
              delete schemas[keyRef];
            } else if (sch && !sch.meta) {
              this._cache.delete(sch.schema);
              delete schemas[keyRef];
            }
          }
        }
      }
      _addSchema(schema2, meta, baseId, validateSchema = this.opts.validateSchema, addSchema = this.opts.addUsedSchema) {
        let id;
        const { schemaId } = this.opts;
        if (typeof schema2 == "object") {
          id = schema2[schemaId];
        } else {
          if (this.opts.jtd)
            throw new Error("schema must be object");
          else if (typeof schema2 != "boolean")
            throw new Error("schema must be object or boolean");
        }
        let sch = this._cache.get(schema2);
        if (sch !== void 0)
          return sch;
        baseId = (0, resolve_1.normalizeId)(id || baseId);
        const localRefs = resolve_1.getSchemaRefs.call(this, schema2, baseId);
        sch = new compile_1.SchemaEnv({ schema: schema2, schemaId, meta, baseId, localRefs });
        this._cache.set(sch.schema, sch);
        if (addSchema && !baseId.startsWith("#")) {
          if (baseId)
            this._checkUnique(baseId);
          this.refs[baseId] = sch;
        }
        if (validateSchema)
          this.validateSchema(schema2, true);
        return sch;
      }
      _checkUnique(id) {
        if (this.schemas[id] || this.refs[id]) {
          throw new Error(`schema with key or id "${id}" already exists`);
        }
      }
      _compileSchemaEnv(sch) {
        if (sch.meta)
          this._compileMetaSchema(sch);
        else
          compile_1.compileSchema.call(this, sch);
        if (!sch.validate)
          throw new Error("ajv implementation error");
        return sch.validate;
      }
      _compileMetaSchema(sch) {
        const currentOpts = this.opts;
        this.opts = this._metaOpts;
        try {
          compile_1.compileSchema.call(this, sch);
        } finally {
          this.opts = currentOpts;
        }
      }
    };
    Ajv.ValidationError = validation_error_1.default;
    Ajv.MissingRefError = ref_error_1.default;
    exports.default = Ajv;
    function checkOptions(checkOpts, options, msg, log = "error") {
      for (const key in checkOpts) {
        const opt = key;
        if (opt in options)
          this.logger[log](`${msg}: option ${key}. ${checkOpts[opt]}`);
      }
    }
    function getSchEnv(keyRef) {
      keyRef = (0, resolve_1.normalizeId)(keyRef);
      return this.schemas[keyRef] || this.refs[keyRef];
    }
    function addInitialSchemas() {
      const optsSchemas = this.opts.schemas;
      if (!optsSchemas)
        return;
      if (Array.isArray(optsSchemas))
        this.addSchema(optsSchemas);
      else
        for (const key in optsSchemas)
          this.addSchema(optsSchemas[key], key);
    }
    function addInitialFormats() {
      for (const name in this.opts.formats) {
        const format = this.opts.formats[name];
        if (format)
          this.addFormat(name, format);
      }
    }
    function addInitialKeywords(defs) {
      if (Array.isArray(defs)) {
        this.addVocabulary(defs);
        return;
      }
      this.logger.warn("keywords option as map is deprecated, pass array");
      for (const keyword in defs) {
        const def = defs[keyword];
        if (!def.keyword)
          def.keyword = keyword;
        this.addKeyword(def);
      }
    }
    function getMetaSchemaOptions() {
      const metaOpts = { ...this.opts };
      for (const opt of META_IGNORE_OPTIONS)
        delete metaOpts[opt];
      return metaOpts;
    }
    var noLogs = { log() {
    }, warn() {
    }, error() {
    } };
    function getLogger(logger) {
      if (logger === false)
        return noLogs;
      if (logger === void 0)
        return console;
      if (logger.log && logger.warn && logger.error)
        return logger;
      throw new Error("logger must implement log, warn and error methods");
    }
    var KEYWORD_NAME = /^[a-z_$][a-z0-9_$:-]*$/i;
    function checkKeyword(keyword, def) {
      const { RULES } = this;
      (0, util_1.eachItem)(keyword, (kwd) => {
        if (RULES.keywords[kwd])
          throw new Error(`Keyword ${kwd} is already defined`);
        if (!KEYWORD_NAME.test(kwd))
          throw new Error(`Keyword ${kwd} has invalid name`);
      });
      if (!def)
        return;
      if (def.$data && !("code" in def || "validate" in def)) {
        throw new Error('$data keyword must have "code" or "validate" function');
      }
    }
    function addRule(keyword, definition, dataType) {
      var _a;
      const post = definition === null || definition === void 0 ? void 0 : definition.post;
      if (dataType && post)
        throw new Error('keyword with "post" flag cannot have "type"');
      const { RULES } = this;
      let ruleGroup = post ? RULES.post : RULES.rules.find(({ type: t2 }) => t2 === dataType);
      if (!ruleGroup) {
        ruleGroup = { type: dataType, rules: [] };
        RULES.rules.push(ruleGroup);
      }
      RULES.keywords[keyword] = true;
      if (!definition)
        return;
      const rule = {
        keyword,
        definition: {
          ...definition,
          type: (0, dataType_1.getJSONTypes)(definition.type),
          schemaType: (0, dataType_1.getJSONTypes)(definition.schemaType)
        }
      };
      if (definition.before)
        addBeforeRule.call(this, ruleGroup, rule, definition.before);
      else
        ruleGroup.rules.push(rule);
      RULES.all[keyword] = rule;
      (_a = definition.implements) === null || _a === void 0 ? void 0 : _a.forEach((kwd) => this.addKeyword(kwd));
    }
    function addBeforeRule(ruleGroup, rule, before) {
      const i = ruleGroup.rules.findIndex((_rule) => _rule.keyword === before);
      if (i >= 0) {
        ruleGroup.rules.splice(i, 0, rule);
      } else {
        ruleGroup.rules.push(rule);
        this.logger.warn(`rule ${before} is not defined`);
      }
    }
    function keywordMetaschema(def) {
      let { metaSchema } = def;
      if (metaSchema === void 0)
        return;
      if (def.$data && this.opts.$data)
        metaSchema = schemaOrData(metaSchema);
      def.validateSchema = this.compile(metaSchema, true);
    }
    var $dataRef = {
      $ref: "https://raw.githubusercontent.com/ajv-validator/ajv/master/lib/refs/data.json#"
    };
    function schemaOrData(schema2) {
      return { anyOf: [schema2, $dataRef] };
    }
  }
});

// node_modules/ajv/dist/vocabularies/core/id.js
var require_id = __commonJS({
  "node_modules/ajv/dist/vocabularies/core/id.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var def = {
      keyword: "id",
      code() {
        throw new Error('NOT SUPPORTED: keyword "id", use "$id" for schema ID');
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/core/ref.js
var require_ref = __commonJS({
  "node_modules/ajv/dist/vocabularies/core/ref.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.callRef = exports.getValidate = void 0;
    var ref_error_1 = require_ref_error();
    var code_1 = require_code2();
    var codegen_1 = require_codegen();
    var names_1 = require_names();
    var compile_1 = require_compile();
    var util_1 = require_util();
    var def = {
      keyword: "$ref",
      schemaType: "string",
      code(cxt) {
        const { gen, schema: $ref, it } = cxt;
        const { baseId, schemaEnv: env, validateName, opts, self } = it;
        const { root } = env;
        if (($ref === "#" || $ref === "#/") && baseId === root.baseId)
          return callRootRef();
        const schOrEnv = compile_1.resolveRef.call(self, root, baseId, $ref);
        if (schOrEnv === void 0)
          throw new ref_error_1.default(it.opts.uriResolver, baseId, $ref);
        if (schOrEnv instanceof compile_1.SchemaEnv)
          return callValidate(schOrEnv);
        return inlineRefSchema(schOrEnv);
        function callRootRef() {
          if (env === root)
            return callRef(cxt, validateName, env, env.$async);
          const rootName = gen.scopeValue("root", { ref: root });
          return callRef(cxt, (0, codegen_1._)`${rootName}.validate`, root, root.$async);
        }
        function callValidate(sch) {
          const v = getValidate(cxt, sch);
          callRef(cxt, v, sch, sch.$async);
        }
        function inlineRefSchema(sch) {
          const schName = gen.scopeValue("schema", opts.code.source === true ? { ref: sch, code: (0, codegen_1.stringify)(sch) } : { ref: sch });
          const valid = gen.name("valid");
          const schCxt = cxt.subschema({
            schema: sch,
            dataTypes: [],
            schemaPath: codegen_1.nil,
            topSchemaRef: schName,
            errSchemaPath: $ref
          }, valid);
          cxt.mergeEvaluated(schCxt);
          cxt.ok(valid);
        }
      }
    };
    function getValidate(cxt, sch) {
      const { gen } = cxt;
      return sch.validate ? gen.scopeValue("validate", { ref: sch.validate }) : (0, codegen_1._)`${gen.scopeValue("wrapper", { ref: sch })}.validate`;
    }
    exports.getValidate = getValidate;
    function callRef(cxt, v, sch, $async) {
      const { gen, it } = cxt;
      const { allErrors, schemaEnv: env, opts } = it;
      const passCxt = opts.passContext ? names_1.default.this : codegen_1.nil;
      if ($async)
        callAsyncRef();
      else
        callSyncRef();
      function callAsyncRef() {
        if (!env.$async)
          throw new Error("async schema referenced by sync schema");
        const valid = gen.let("valid");
        gen.try(() => {
          gen.code((0, codegen_1._)`await ${(0, code_1.callValidateCode)(cxt, v, passCxt)}`);
          addEvaluatedFrom(v);
          if (!allErrors)
            gen.assign(valid, true);
        }, (e) => {
          gen.if((0, codegen_1._)`!(${e} instanceof ${it.ValidationError})`, () => gen.throw(e));
          addErrorsFrom(e);
          if (!allErrors)
            gen.assign(valid, false);
        });
        cxt.ok(valid);
      }
      function callSyncRef() {
        cxt.result((0, code_1.callValidateCode)(cxt, v, passCxt), () => addEvaluatedFrom(v), () => addErrorsFrom(v));
      }
      function addErrorsFrom(source) {
        const errs = (0, codegen_1._)`${source}.errors`;
        gen.assign(names_1.default.vErrors, (0, codegen_1._)`${names_1.default.vErrors} === null ? ${errs} : ${names_1.default.vErrors}.concat(${errs})`);
        gen.assign(names_1.default.errors, (0, codegen_1._)`${names_1.default.vErrors}.length`);
      }
      function addEvaluatedFrom(source) {
        var _a;
        if (!it.opts.unevaluated)
          return;
        const schEvaluated = (_a = sch === null || sch === void 0 ? void 0 : sch.validate) === null || _a === void 0 ? void 0 : _a.evaluated;
        if (it.props !== true) {
          if (schEvaluated && !schEvaluated.dynamicProps) {
            if (schEvaluated.props !== void 0) {
              it.props = util_1.mergeEvaluated.props(gen, schEvaluated.props, it.props);
            }
          } else {
            const props = gen.var("props", (0, codegen_1._)`${source}.evaluated.props`);
            it.props = util_1.mergeEvaluated.props(gen, props, it.props, codegen_1.Name);
          }
        }
        if (it.items !== true) {
          if (schEvaluated && !schEvaluated.dynamicItems) {
            if (schEvaluated.items !== void 0) {
              it.items = util_1.mergeEvaluated.items(gen, schEvaluated.items, it.items);
            }
          } else {
            const items = gen.var("items", (0, codegen_1._)`${source}.evaluated.items`);
            it.items = util_1.mergeEvaluated.items(gen, items, it.items, codegen_1.Name);
          }
        }
      }
    }
    exports.callRef = callRef;
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/core/index.js
var require_core2 = __commonJS({
  "node_modules/ajv/dist/vocabularies/core/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var id_1 = require_id();
    var ref_1 = require_ref();
    var core = [
      "$schema",
      "$id",
      "$defs",
      "$vocabulary",
      { keyword: "$comment" },
      "definitions",
      id_1.default,
      ref_1.default
    ];
    exports.default = core;
  }
});

// node_modules/ajv/dist/vocabularies/validation/limitNumber.js
var require_limitNumber = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/limitNumber.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var ops = codegen_1.operators;
    var KWDs = {
      maximum: { okStr: "<=", ok: ops.LTE, fail: ops.GT },
      minimum: { okStr: ">=", ok: ops.GTE, fail: ops.LT },
      exclusiveMaximum: { okStr: "<", ok: ops.LT, fail: ops.GTE },
      exclusiveMinimum: { okStr: ">", ok: ops.GT, fail: ops.LTE }
    };
    var error = {
      message: ({ keyword, schemaCode }) => (0, codegen_1.str)`must be ${KWDs[keyword].okStr} ${schemaCode}`,
      params: ({ keyword, schemaCode }) => (0, codegen_1._)`{comparison: ${KWDs[keyword].okStr}, limit: ${schemaCode}}`
    };
    var def = {
      keyword: Object.keys(KWDs),
      type: "number",
      schemaType: "number",
      $data: true,
      error,
      code(cxt) {
        const { keyword, data, schemaCode } = cxt;
        cxt.fail$data((0, codegen_1._)`${data} ${KWDs[keyword].fail} ${schemaCode} || isNaN(${data})`);
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/validation/multipleOf.js
var require_multipleOf = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/multipleOf.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var error = {
      message: ({ schemaCode }) => (0, codegen_1.str)`must be multiple of ${schemaCode}`,
      params: ({ schemaCode }) => (0, codegen_1._)`{multipleOf: ${schemaCode}}`
    };
    var def = {
      keyword: "multipleOf",
      type: "number",
      schemaType: "number",
      $data: true,
      error,
      code(cxt) {
        const { gen, data, schemaCode, it } = cxt;
        const prec = it.opts.multipleOfPrecision;
        const res = gen.let("res");
        const invalid2 = prec ? (0, codegen_1._)`Math.abs(Math.round(${res}) - ${res}) > 1e-${prec}` : (0, codegen_1._)`${res} !== parseInt(${res})`;
        cxt.fail$data((0, codegen_1._)`(${schemaCode} === 0 || (${res} = ${data}/${schemaCode}, ${invalid2}))`);
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// node_modules/ajv/dist/vocabularies/validation/limitLength.js
var require_limitLength = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/limitLength.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var ucs2length_1 = require_ucs2length();
    var error = {
      message({ keyword, schemaCode }) {
        const comp = keyword === "maxLength" ? "more" : "fewer";
        return (0, codegen_1.str)`must NOT have ${comp} than ${schemaCode} characters`;
      },
      params: ({ schemaCode }) => (0, codegen_1._)`{limit: ${schemaCode}}`
    };
    var def = {
      keyword: ["maxLength", "minLength"],
      type: "string",
      schemaType: "number",
      $data: true,
      error,
      code(cxt) {
        const { keyword, data, schemaCode, it } = cxt;
        const op = keyword === "maxLength" ? codegen_1.operators.GT : codegen_1.operators.LT;
        const len = it.opts.unicode === false ? (0, codegen_1._)`${data}.length` : (0, codegen_1._)`${(0, util_1.useFunc)(cxt.gen, ucs2length_1.default)}(${data})`;
        cxt.fail$data((0, codegen_1._)`${len} ${op} ${schemaCode}`);
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/validation/pattern.js
var require_pattern = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/pattern.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var code_1 = require_code2();
    var util_1 = require_util();
    var codegen_1 = require_codegen();
    var error = {
      message: ({ schemaCode }) => (0, codegen_1.str)`must match pattern "${schemaCode}"`,
      params: ({ schemaCode }) => (0, codegen_1._)`{pattern: ${schemaCode}}`
    };
    var def = {
      keyword: "pattern",
      type: "string",
      schemaType: "string",
      $data: true,
      error,
      code(cxt) {
        const { gen, data, $data, schema: schema2, schemaCode, it } = cxt;
        const u = it.opts.unicodeRegExp ? "u" : "";
        if ($data) {
          const { regExp } = it.opts.code;
          const regExpCode = regExp.code === "new RegExp" ? (0, codegen_1._)`new RegExp` : (0, util_1.useFunc)(gen, regExp);
          const valid = gen.let("valid");
          gen.try(() => gen.assign(valid, (0, codegen_1._)`${regExpCode}(${schemaCode}, ${u}).test(${data})`), () => gen.assign(valid, false));
          cxt.fail$data((0, codegen_1._)`!${valid}`);
        } else {
          const regExp = (0, code_1.usePattern)(cxt, schema2);
          cxt.fail$data((0, codegen_1._)`!${regExp}.test(${data})`);
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/validation/limitProperties.js
var require_limitProperties = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/limitProperties.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var error = {
      message({ keyword, schemaCode }) {
        const comp = keyword === "maxProperties" ? "more" : "fewer";
        return (0, codegen_1.str)`must NOT have ${comp} than ${schemaCode} properties`;
      },
      params: ({ schemaCode }) => (0, codegen_1._)`{limit: ${schemaCode}}`
    };
    var def = {
      keyword: ["maxProperties", "minProperties"],
      type: "object",
      schemaType: "number",
      $data: true,
      error,
      code(cxt) {
        const { keyword, data, schemaCode } = cxt;
        const op = keyword === "maxProperties" ? codegen_1.operators.GT : codegen_1.operators.LT;
        cxt.fail$data((0, codegen_1._)`Object.keys(${data}).length ${op} ${schemaCode}`);
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/validation/required.js
var require_required = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/required.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var code_1 = require_code2();
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var error = {
      message: ({ params: { missingProperty } }) => (0, codegen_1.str)`must have required property '${missingProperty}'`,
      params: ({ params: { missingProperty } }) => (0, codegen_1._)`{missingProperty: ${missingProperty}}`
    };
    var def = {
      keyword: "required",
      type: "object",
      schemaType: "array",
      $data: true,
      error,
      code(cxt) {
        const { gen, schema: schema2, schemaCode, data, $data, it } = cxt;
        const { opts } = it;
        if (!$data && schema2.length === 0)
          return;
        const useLoop = schema2.length >= opts.loopRequired;
        if (it.allErrors)
          allErrorsMode();
        else
          exitOnErrorMode();
        if (opts.strictRequired) {
          const props = cxt.parentSchema.properties;
          const { definedProperties } = cxt.it;
          for (const requiredKey of schema2) {
            if ((props === null || props === void 0 ? void 0 : props[requiredKey]) === void 0 && !definedProperties.has(requiredKey)) {
              const schemaPath = it.schemaEnv.baseId + it.errSchemaPath;
              const msg = `required property "${requiredKey}" is not defined at "${schemaPath}" (strictRequired)`;
              (0, util_1.checkStrictMode)(it, msg, it.opts.strictRequired);
            }
          }
        }
        function allErrorsMode() {
          if (useLoop || $data) {
            cxt.block$data(codegen_1.nil, loopAllRequired);
          } else {
            for (const prop of schema2) {
              (0, code_1.checkReportMissingProp)(cxt, prop);
            }
          }
        }
        function exitOnErrorMode() {
          const missing = gen.let("missing");
          if (useLoop || $data) {
            const valid = gen.let("valid", true);
            cxt.block$data(valid, () => loopUntilMissing(missing, valid));
            cxt.ok(valid);
          } else {
            gen.if((0, code_1.checkMissingProp)(cxt, schema2, missing));
            (0, code_1.reportMissingProp)(cxt, missing);
            gen.else();
          }
        }
        function loopAllRequired() {
          gen.forOf("prop", schemaCode, (prop) => {
            cxt.setParams({ missingProperty: prop });
            gen.if((0, code_1.noPropertyInData)(gen, data, prop, opts.ownProperties), () => cxt.error());
          });
        }
        function loopUntilMissing(missing, valid) {
          cxt.setParams({ missingProperty: missing });
          gen.forOf(missing, schemaCode, () => {
            gen.assign(valid, (0, code_1.propertyInData)(gen, data, missing, opts.ownProperties));
            gen.if((0, codegen_1.not)(valid), () => {
              cxt.error();
              gen.break();
            });
          }, codegen_1.nil);
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/validation/limitItems.js
var require_limitItems = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/limitItems.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var error = {
      message({ keyword, schemaCode }) {
        const comp = keyword === "maxItems" ? "more" : "fewer";
        return (0, codegen_1.str)`must NOT have ${comp} than ${schemaCode} items`;
      },
      params: ({ schemaCode }) => (0, codegen_1._)`{limit: ${schemaCode}}`
    };
    var def = {
      keyword: ["maxItems", "minItems"],
      type: "array",
      schemaType: "number",
      $data: true,
      error,
      code(cxt) {
        const { keyword, data, schemaCode } = cxt;
        const op = keyword === "maxItems" ? codegen_1.operators.GT : codegen_1.operators.LT;
        cxt.fail$data((0, codegen_1._)`${data}.length ${op} ${schemaCode}`);
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/runtime/equal.js
var require_equal = __commonJS({
  "node_modules/ajv/dist/runtime/equal.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var equal = require_fast_deep_equal();
    equal.code = 'require("ajv/dist/runtime/equal").default';
    exports.default = equal;
  }
});

// node_modules/ajv/dist/vocabularies/validation/uniqueItems.js
var require_uniqueItems = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/uniqueItems.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var dataType_1 = require_dataType();
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var equal_1 = require_equal();
    var error = {
      message: ({ params: { i, j } }) => (0, codegen_1.str)`must NOT have duplicate items (items ## ${j} and ${i} are identical)`,
      params: ({ params: { i, j } }) => (0, codegen_1._)`{i: ${i}, j: ${j}}`
    };
    var def = {
      keyword: "uniqueItems",
      type: "array",
      schemaType: "boolean",
      $data: true,
      error,
      code(cxt) {
        const { gen, data, $data, schema: schema2, parentSchema, schemaCode, it } = cxt;
        if (!$data && !schema2)
          return;
        const valid = gen.let("valid");
        const itemTypes = parentSchema.items ? (0, dataType_1.getSchemaTypes)(parentSchema.items) : [];
        cxt.block$data(valid, validateUniqueItems, (0, codegen_1._)`${schemaCode} === false`);
        cxt.ok(valid);
        function validateUniqueItems() {
          const i = gen.let("i", (0, codegen_1._)`${data}.length`);
          const j = gen.let("j");
          cxt.setParams({ i, j });
          gen.assign(valid, true);
          gen.if((0, codegen_1._)`${i} > 1`, () => (canOptimize() ? loopN : loopN2)(i, j));
        }
        function canOptimize() {
          return itemTypes.length > 0 && !itemTypes.some((t2) => t2 === "object" || t2 === "array");
        }
        function loopN(i, j) {
          const item = gen.name("item");
          const wrongType = (0, dataType_1.checkDataTypes)(itemTypes, item, it.opts.strictNumbers, dataType_1.DataType.Wrong);
          const indices = gen.const("indices", (0, codegen_1._)`{}`);
          gen.for((0, codegen_1._)`;${i}--;`, () => {
            gen.let(item, (0, codegen_1._)`${data}[${i}]`);
            gen.if(wrongType, (0, codegen_1._)`continue`);
            if (itemTypes.length > 1)
              gen.if((0, codegen_1._)`typeof ${item} == "string"`, (0, codegen_1._)`${item} += "_"`);
            gen.if((0, codegen_1._)`typeof ${indices}[${item}] == "number"`, () => {
              gen.assign(j, (0, codegen_1._)`${indices}[${item}]`);
              cxt.error();
              gen.assign(valid, false).break();
            }).code((0, codegen_1._)`${indices}[${item}] = ${i}`);
          });
        }
        function loopN2(i, j) {
          const eql = (0, util_1.useFunc)(gen, equal_1.default);
          const outer = gen.name("outer");
          gen.label(outer).for((0, codegen_1._)`;${i}--;`, () => gen.for((0, codegen_1._)`${j} = ${i}; ${j}--;`, () => gen.if((0, codegen_1._)`${eql}(${data}[${i}], ${data}[${j}])`, () => {
            cxt.error();
            gen.assign(valid, false).break(outer);
          })));
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/validation/const.js
var require_const = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/const.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var equal_1 = require_equal();
    var error = {
      message: "must be equal to constant",
      params: ({ schemaCode }) => (0, codegen_1._)`{allowedValue: ${schemaCode}}`
    };
    var def = {
      keyword: "const",
      $data: true,
      error,
      code(cxt) {
        const { gen, data, $data, schemaCode, schema: schema2 } = cxt;
        if ($data || schema2 && typeof schema2 == "object") {
          cxt.fail$data((0, codegen_1._)`!${(0, util_1.useFunc)(gen, equal_1.default)}(${data}, ${schemaCode})`);
        } else {
          cxt.fail((0, codegen_1._)`${schema2} !== ${data}`);
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/validation/enum.js
var require_enum = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/enum.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var equal_1 = require_equal();
    var error = {
      message: "must be equal to one of the allowed values",
      params: ({ schemaCode }) => (0, codegen_1._)`{allowedValues: ${schemaCode}}`
    };
    var def = {
      keyword: "enum",
      schemaType: "array",
      $data: true,
      error,
      code(cxt) {
        const { gen, data, $data, schema: schema2, schemaCode, it } = cxt;
        if (!$data && schema2.length === 0)
          throw new Error("enum must have non-empty array");
        const useLoop = schema2.length >= it.opts.loopEnum;
        let eql;
        const getEql = () => eql !== null && eql !== void 0 ? eql : eql = (0, util_1.useFunc)(gen, equal_1.default);
        let valid;
        if (useLoop || $data) {
          valid = gen.let("valid");
          cxt.block$data(valid, loopEnum);
        } else {
          if (!Array.isArray(schema2))
            throw new Error("ajv implementation error");
          const vSchema = gen.const("vSchema", schemaCode);
          valid = (0, codegen_1.or)(...schema2.map((_x, i) => equalCode(vSchema, i)));
        }
        cxt.pass(valid);
        function loopEnum() {
          gen.assign(valid, false);
          gen.forOf("v", schemaCode, (v) => gen.if((0, codegen_1._)`${getEql()}(${data}, ${v})`, () => gen.assign(valid, true).break()));
        }
        function equalCode(vSchema, i) {
          const sch = schema2[i];
          return typeof sch === "object" && sch !== null ? (0, codegen_1._)`${getEql()}(${data}, ${vSchema}[${i}])` : (0, codegen_1._)`${data} === ${sch}`;
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/validation/index.js
var require_validation = __commonJS({
  "node_modules/ajv/dist/vocabularies/validation/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var limitNumber_1 = require_limitNumber();
    var multipleOf_1 = require_multipleOf();
    var limitLength_1 = require_limitLength();
    var pattern_1 = require_pattern();
    var limitProperties_1 = require_limitProperties();
    var required_1 = require_required();
    var limitItems_1 = require_limitItems();
    var uniqueItems_1 = require_uniqueItems();
    var const_1 = require_const();
    var enum_1 = require_enum();
    var validation = [
      // number
      limitNumber_1.default,
      multipleOf_1.default,
      // string
      limitLength_1.default,
      pattern_1.default,
      // object
      limitProperties_1.default,
      required_1.default,
      // array
      limitItems_1.default,
      uniqueItems_1.default,
      // any
      { keyword: "type", schemaType: ["string", "array"] },
      { keyword: "nullable", schemaType: "boolean" },
      const_1.default,
      enum_1.default
    ];
    exports.default = validation;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/additionalItems.js
var require_additionalItems = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/additionalItems.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.validateAdditionalItems = void 0;
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var error = {
      message: ({ params: { len } }) => (0, codegen_1.str)`must NOT have more than ${len} items`,
      params: ({ params: { len } }) => (0, codegen_1._)`{limit: ${len}}`
    };
    var def = {
      keyword: "additionalItems",
      type: "array",
      schemaType: ["boolean", "object"],
      before: "uniqueItems",
      error,
      code(cxt) {
        const { parentSchema, it } = cxt;
        const { items } = parentSchema;
        if (!Array.isArray(items)) {
          (0, util_1.checkStrictMode)(it, '"additionalItems" is ignored when "items" is not an array of schemas');
          return;
        }
        validateAdditionalItems(cxt, items);
      }
    };
    function validateAdditionalItems(cxt, items) {
      const { gen, schema: schema2, data, keyword, it } = cxt;
      it.items = true;
      const len = gen.const("len", (0, codegen_1._)`${data}.length`);
      if (schema2 === false) {
        cxt.setParams({ len: items.length });
        cxt.pass((0, codegen_1._)`${len} <= ${items.length}`);
      } else if (typeof schema2 == "object" && !(0, util_1.alwaysValidSchema)(it, schema2)) {
        const valid = gen.var("valid", (0, codegen_1._)`${len} <= ${items.length}`);
        gen.if((0, codegen_1.not)(valid), () => validateItems(valid));
        cxt.ok(valid);
      }
      function validateItems(valid) {
        gen.forRange("i", items.length, len, (i) => {
          cxt.subschema({ keyword, dataProp: i, dataPropType: util_1.Type.Num }, valid);
          if (!it.allErrors)
            gen.if((0, codegen_1.not)(valid), () => gen.break());
        });
      }
    }
    exports.validateAdditionalItems = validateAdditionalItems;
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/items.js
var require_items = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/items.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.validateTuple = void 0;
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var code_1 = require_code2();
    var def = {
      keyword: "items",
      type: "array",
      schemaType: ["object", "array", "boolean"],
      before: "uniqueItems",
      code(cxt) {
        const { schema: schema2, it } = cxt;
        if (Array.isArray(schema2))
          return validateTuple(cxt, "additionalItems", schema2);
        it.items = true;
        if ((0, util_1.alwaysValidSchema)(it, schema2))
          return;
        cxt.ok((0, code_1.validateArray)(cxt));
      }
    };
    function validateTuple(cxt, extraItems, schArr = cxt.schema) {
      const { gen, parentSchema, data, keyword, it } = cxt;
      checkStrictTuple(parentSchema);
      if (it.opts.unevaluated && schArr.length && it.items !== true) {
        it.items = util_1.mergeEvaluated.items(gen, schArr.length, it.items);
      }
      const valid = gen.name("valid");
      const len = gen.const("len", (0, codegen_1._)`${data}.length`);
      schArr.forEach((sch, i) => {
        if ((0, util_1.alwaysValidSchema)(it, sch))
          return;
        gen.if((0, codegen_1._)`${len} > ${i}`, () => cxt.subschema({
          keyword,
          schemaProp: i,
          dataProp: i
        }, valid));
        cxt.ok(valid);
      });
      function checkStrictTuple(sch) {
        const { opts, errSchemaPath } = it;
        const l = schArr.length;
        const fullTuple = l === sch.minItems && (l === sch.maxItems || sch[extraItems] === false);
        if (opts.strictTuples && !fullTuple) {
          const msg = `"${keyword}" is ${l}-tuple, but minItems or maxItems/${extraItems} are not specified or different at path "${errSchemaPath}"`;
          (0, util_1.checkStrictMode)(it, msg, opts.strictTuples);
        }
      }
    }
    exports.validateTuple = validateTuple;
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/prefixItems.js
var require_prefixItems = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/prefixItems.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var items_1 = require_items();
    var def = {
      keyword: "prefixItems",
      type: "array",
      schemaType: ["array"],
      before: "uniqueItems",
      code: (cxt) => (0, items_1.validateTuple)(cxt, "items")
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/items2020.js
var require_items2020 = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/items2020.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var code_1 = require_code2();
    var additionalItems_1 = require_additionalItems();
    var error = {
      message: ({ params: { len } }) => (0, codegen_1.str)`must NOT have more than ${len} items`,
      params: ({ params: { len } }) => (0, codegen_1._)`{limit: ${len}}`
    };
    var def = {
      keyword: "items",
      type: "array",
      schemaType: ["object", "boolean"],
      before: "uniqueItems",
      error,
      code(cxt) {
        const { schema: schema2, parentSchema, it } = cxt;
        const { prefixItems } = parentSchema;
        it.items = true;
        if ((0, util_1.alwaysValidSchema)(it, schema2))
          return;
        if (prefixItems)
          (0, additionalItems_1.validateAdditionalItems)(cxt, prefixItems);
        else
          cxt.ok((0, code_1.validateArray)(cxt));
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/contains.js
var require_contains = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/contains.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var error = {
      message: ({ params: { min, max } }) => max === void 0 ? (0, codegen_1.str)`must contain at least ${min} valid item(s)` : (0, codegen_1.str)`must contain at least ${min} and no more than ${max} valid item(s)`,
      params: ({ params: { min, max } }) => max === void 0 ? (0, codegen_1._)`{minContains: ${min}}` : (0, codegen_1._)`{minContains: ${min}, maxContains: ${max}}`
    };
    var def = {
      keyword: "contains",
      type: "array",
      schemaType: ["object", "boolean"],
      before: "uniqueItems",
      trackErrors: true,
      error,
      code(cxt) {
        const { gen, schema: schema2, parentSchema, data, it } = cxt;
        let min;
        let max;
        const { minContains, maxContains } = parentSchema;
        if (it.opts.next) {
          min = minContains === void 0 ? 1 : minContains;
          max = maxContains;
        } else {
          min = 1;
        }
        const len = gen.const("len", (0, codegen_1._)`${data}.length`);
        cxt.setParams({ min, max });
        if (max === void 0 && min === 0) {
          (0, util_1.checkStrictMode)(it, `"minContains" == 0 without "maxContains": "contains" keyword ignored`);
          return;
        }
        if (max !== void 0 && min > max) {
          (0, util_1.checkStrictMode)(it, `"minContains" > "maxContains" is always invalid`);
          cxt.fail();
          return;
        }
        if ((0, util_1.alwaysValidSchema)(it, schema2)) {
          let cond = (0, codegen_1._)`${len} >= ${min}`;
          if (max !== void 0)
            cond = (0, codegen_1._)`${cond} && ${len} <= ${max}`;
          cxt.pass(cond);
          return;
        }
        it.items = true;
        const valid = gen.name("valid");
        if (max === void 0 && min === 1) {
          validateItems(valid, () => gen.if(valid, () => gen.break()));
        } else if (min === 0) {
          gen.let(valid, true);
          if (max !== void 0)
            gen.if((0, codegen_1._)`${data}.length > 0`, validateItemsWithCount);
        } else {
          gen.let(valid, false);
          validateItemsWithCount();
        }
        cxt.result(valid, () => cxt.reset());
        function validateItemsWithCount() {
          const schValid = gen.name("_valid");
          const count = gen.let("count", 0);
          validateItems(schValid, () => gen.if(schValid, () => checkLimits(count)));
        }
        function validateItems(_valid, block) {
          gen.forRange("i", 0, len, (i) => {
            cxt.subschema({
              keyword: "contains",
              dataProp: i,
              dataPropType: util_1.Type.Num,
              compositeRule: true
            }, _valid);
            block();
          });
        }
        function checkLimits(count) {
          gen.code((0, codegen_1._)`${count}++`);
          if (max === void 0) {
            gen.if((0, codegen_1._)`${count} >= ${min}`, () => gen.assign(valid, true).break());
          } else {
            gen.if((0, codegen_1._)`${count} > ${max}`, () => gen.assign(valid, false).break());
            if (min === 1)
              gen.assign(valid, true);
            else
              gen.if((0, codegen_1._)`${count} >= ${min}`, () => gen.assign(valid, true));
          }
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/dependencies.js
var require_dependencies = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/dependencies.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.validateSchemaDeps = exports.validatePropertyDeps = exports.error = void 0;
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var code_1 = require_code2();
    exports.error = {
      message: ({ params: { property, depsCount, deps } }) => {
        const property_ies = depsCount === 1 ? "property" : "properties";
        return (0, codegen_1.str)`must have ${property_ies} ${deps} when property ${property} is present`;
      },
      params: ({ params: { property, depsCount, deps, missingProperty } }) => (0, codegen_1._)`{property: ${property},
    missingProperty: ${missingProperty},
    depsCount: ${depsCount},
    deps: ${deps}}`
      // TODO change to reference
    };
    var def = {
      keyword: "dependencies",
      type: "object",
      schemaType: "object",
      error: exports.error,
      code(cxt) {
        const [propDeps, schDeps] = splitDependencies(cxt);
        validatePropertyDeps(cxt, propDeps);
        validateSchemaDeps(cxt, schDeps);
      }
    };
    function splitDependencies({ schema: schema2 }) {
      const propertyDeps = {};
      const schemaDeps = {};
      for (const key in schema2) {
        if (key === "__proto__")
          continue;
        const deps = Array.isArray(schema2[key]) ? propertyDeps : schemaDeps;
        deps[key] = schema2[key];
      }
      return [propertyDeps, schemaDeps];
    }
    function validatePropertyDeps(cxt, propertyDeps = cxt.schema) {
      const { gen, data, it } = cxt;
      if (Object.keys(propertyDeps).length === 0)
        return;
      const missing = gen.let("missing");
      for (const prop in propertyDeps) {
        const deps = propertyDeps[prop];
        if (deps.length === 0)
          continue;
        const hasProperty = (0, code_1.propertyInData)(gen, data, prop, it.opts.ownProperties);
        cxt.setParams({
          property: prop,
          depsCount: deps.length,
          deps: deps.join(", ")
        });
        if (it.allErrors) {
          gen.if(hasProperty, () => {
            for (const depProp of deps) {
              (0, code_1.checkReportMissingProp)(cxt, depProp);
            }
          });
        } else {
          gen.if((0, codegen_1._)`${hasProperty} && (${(0, code_1.checkMissingProp)(cxt, deps, missing)})`);
          (0, code_1.reportMissingProp)(cxt, missing);
          gen.else();
        }
      }
    }
    exports.validatePropertyDeps = validatePropertyDeps;
    function validateSchemaDeps(cxt, schemaDeps = cxt.schema) {
      const { gen, data, keyword, it } = cxt;
      const valid = gen.name("valid");
      for (const prop in schemaDeps) {
        if ((0, util_1.alwaysValidSchema)(it, schemaDeps[prop]))
          continue;
        gen.if(
          (0, code_1.propertyInData)(gen, data, prop, it.opts.ownProperties),
          () => {
            const schCxt = cxt.subschema({ keyword, schemaProp: prop }, valid);
            cxt.mergeValidEvaluated(schCxt, valid);
          },
          () => gen.var(valid, true)
          // TODO var
        );
        cxt.ok(valid);
      }
    }
    exports.validateSchemaDeps = validateSchemaDeps;
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/propertyNames.js
var require_propertyNames = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/propertyNames.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var error = {
      message: "property name must be valid",
      params: ({ params }) => (0, codegen_1._)`{propertyName: ${params.propertyName}}`
    };
    var def = {
      keyword: "propertyNames",
      type: "object",
      schemaType: ["object", "boolean"],
      error,
      code(cxt) {
        const { gen, schema: schema2, data, it } = cxt;
        if ((0, util_1.alwaysValidSchema)(it, schema2))
          return;
        const valid = gen.name("valid");
        gen.forIn("key", data, (key) => {
          cxt.setParams({ propertyName: key });
          cxt.subschema({
            keyword: "propertyNames",
            data: key,
            dataTypes: ["string"],
            propertyName: key,
            compositeRule: true
          }, valid);
          gen.if((0, codegen_1.not)(valid), () => {
            cxt.error(true);
            if (!it.allErrors)
              gen.break();
          });
        });
        cxt.ok(valid);
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/additionalProperties.js
var require_additionalProperties = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/additionalProperties.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var code_1 = require_code2();
    var codegen_1 = require_codegen();
    var names_1 = require_names();
    var util_1 = require_util();
    var error = {
      message: "must NOT have additional properties",
      params: ({ params }) => (0, codegen_1._)`{additionalProperty: ${params.additionalProperty}}`
    };
    var def = {
      keyword: "additionalProperties",
      type: ["object"],
      schemaType: ["boolean", "object"],
      allowUndefined: true,
      trackErrors: true,
      error,
      code(cxt) {
        const { gen, schema: schema2, parentSchema, data, errsCount, it } = cxt;
        if (!errsCount)
          throw new Error("ajv implementation error");
        const { allErrors, opts } = it;
        it.props = true;
        if (opts.removeAdditional !== "all" && (0, util_1.alwaysValidSchema)(it, schema2))
          return;
        const props = (0, code_1.allSchemaProperties)(parentSchema.properties);
        const patProps = (0, code_1.allSchemaProperties)(parentSchema.patternProperties);
        checkAdditionalProperties();
        cxt.ok((0, codegen_1._)`${errsCount} === ${names_1.default.errors}`);
        function checkAdditionalProperties() {
          gen.forIn("key", data, (key) => {
            if (!props.length && !patProps.length)
              additionalPropertyCode(key);
            else
              gen.if(isAdditional(key), () => additionalPropertyCode(key));
          });
        }
        function isAdditional(key) {
          let definedProp;
          if (props.length > 8) {
            const propsSchema = (0, util_1.schemaRefOrVal)(it, parentSchema.properties, "properties");
            definedProp = (0, code_1.isOwnProperty)(gen, propsSchema, key);
          } else if (props.length) {
            definedProp = (0, codegen_1.or)(...props.map((p) => (0, codegen_1._)`${key} === ${p}`));
          } else {
            definedProp = codegen_1.nil;
          }
          if (patProps.length) {
            definedProp = (0, codegen_1.or)(definedProp, ...patProps.map((p) => (0, codegen_1._)`${(0, code_1.usePattern)(cxt, p)}.test(${key})`));
          }
          return (0, codegen_1.not)(definedProp);
        }
        function deleteAdditional(key) {
          gen.code((0, codegen_1._)`delete ${data}[${key}]`);
        }
        function additionalPropertyCode(key) {
          if (opts.removeAdditional === "all" || opts.removeAdditional && schema2 === false) {
            deleteAdditional(key);
            return;
          }
          if (schema2 === false) {
            cxt.setParams({ additionalProperty: key });
            cxt.error();
            if (!allErrors)
              gen.break();
            return;
          }
          if (typeof schema2 == "object" && !(0, util_1.alwaysValidSchema)(it, schema2)) {
            const valid = gen.name("valid");
            if (opts.removeAdditional === "failing") {
              applyAdditionalSchema(key, valid, false);
              gen.if((0, codegen_1.not)(valid), () => {
                cxt.reset();
                deleteAdditional(key);
              });
            } else {
              applyAdditionalSchema(key, valid);
              if (!allErrors)
                gen.if((0, codegen_1.not)(valid), () => gen.break());
            }
          }
        }
        function applyAdditionalSchema(key, valid, errors) {
          const subschema = {
            keyword: "additionalProperties",
            dataProp: key,
            dataPropType: util_1.Type.Str
          };
          if (errors === false) {
            Object.assign(subschema, {
              compositeRule: true,
              createErrors: false,
              allErrors: false
            });
          }
          cxt.subschema(subschema, valid);
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/properties.js
var require_properties = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/properties.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var validate_1 = require_validate();
    var code_1 = require_code2();
    var util_1 = require_util();
    var additionalProperties_1 = require_additionalProperties();
    var def = {
      keyword: "properties",
      type: "object",
      schemaType: "object",
      code(cxt) {
        const { gen, schema: schema2, parentSchema, data, it } = cxt;
        if (it.opts.removeAdditional === "all" && parentSchema.additionalProperties === void 0) {
          additionalProperties_1.default.code(new validate_1.KeywordCxt(it, additionalProperties_1.default, "additionalProperties"));
        }
        const allProps = (0, code_1.allSchemaProperties)(schema2);
        for (const prop of allProps) {
          it.definedProperties.add(prop);
        }
        if (it.opts.unevaluated && allProps.length && it.props !== true) {
          it.props = util_1.mergeEvaluated.props(gen, (0, util_1.toHash)(allProps), it.props);
        }
        const properties = allProps.filter((p) => !(0, util_1.alwaysValidSchema)(it, schema2[p]));
        if (properties.length === 0)
          return;
        const valid = gen.name("valid");
        for (const prop of properties) {
          if (hasDefault(prop)) {
            applyPropertySchema(prop);
          } else {
            gen.if((0, code_1.propertyInData)(gen, data, prop, it.opts.ownProperties));
            applyPropertySchema(prop);
            if (!it.allErrors)
              gen.else().var(valid, true);
            gen.endIf();
          }
          cxt.it.definedProperties.add(prop);
          cxt.ok(valid);
        }
        function hasDefault(prop) {
          return it.opts.useDefaults && !it.compositeRule && schema2[prop].default !== void 0;
        }
        function applyPropertySchema(prop) {
          cxt.subschema({
            keyword: "properties",
            schemaProp: prop,
            dataProp: prop
          }, valid);
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/patternProperties.js
var require_patternProperties = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/patternProperties.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var code_1 = require_code2();
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var util_2 = require_util();
    var def = {
      keyword: "patternProperties",
      type: "object",
      schemaType: "object",
      code(cxt) {
        const { gen, schema: schema2, data, parentSchema, it } = cxt;
        const { opts } = it;
        const patterns = (0, code_1.allSchemaProperties)(schema2);
        const alwaysValidPatterns = patterns.filter((p) => (0, util_1.alwaysValidSchema)(it, schema2[p]));
        if (patterns.length === 0 || alwaysValidPatterns.length === patterns.length && (!it.opts.unevaluated || it.props === true)) {
          return;
        }
        const checkProperties = opts.strictSchema && !opts.allowMatchingProperties && parentSchema.properties;
        const valid = gen.name("valid");
        if (it.props !== true && !(it.props instanceof codegen_1.Name)) {
          it.props = (0, util_2.evaluatedPropsToName)(gen, it.props);
        }
        const { props } = it;
        validatePatternProperties();
        function validatePatternProperties() {
          for (const pat of patterns) {
            if (checkProperties)
              checkMatchingProperties(pat);
            if (it.allErrors) {
              validateProperties(pat);
            } else {
              gen.var(valid, true);
              validateProperties(pat);
              gen.if(valid);
            }
          }
        }
        function checkMatchingProperties(pat) {
          for (const prop in checkProperties) {
            if (new RegExp(pat).test(prop)) {
              (0, util_1.checkStrictMode)(it, `property ${prop} matches pattern ${pat} (use allowMatchingProperties)`);
            }
          }
        }
        function validateProperties(pat) {
          gen.forIn("key", data, (key) => {
            gen.if((0, codegen_1._)`${(0, code_1.usePattern)(cxt, pat)}.test(${key})`, () => {
              const alwaysValid = alwaysValidPatterns.includes(pat);
              if (!alwaysValid) {
                cxt.subschema({
                  keyword: "patternProperties",
                  schemaProp: pat,
                  dataProp: key,
                  dataPropType: util_2.Type.Str
                }, valid);
              }
              if (it.opts.unevaluated && props !== true) {
                gen.assign((0, codegen_1._)`${props}[${key}]`, true);
              } else if (!alwaysValid && !it.allErrors) {
                gen.if((0, codegen_1.not)(valid), () => gen.break());
              }
            });
          });
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/not.js
var require_not = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/not.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var util_1 = require_util();
    var def = {
      keyword: "not",
      schemaType: ["object", "boolean"],
      trackErrors: true,
      code(cxt) {
        const { gen, schema: schema2, it } = cxt;
        if ((0, util_1.alwaysValidSchema)(it, schema2)) {
          cxt.fail();
          return;
        }
        const valid = gen.name("valid");
        cxt.subschema({
          keyword: "not",
          compositeRule: true,
          createErrors: false,
          allErrors: false
        }, valid);
        cxt.failResult(valid, () => cxt.reset(), () => cxt.error());
      },
      error: { message: "must NOT be valid" }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/anyOf.js
var require_anyOf = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/anyOf.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var code_1 = require_code2();
    var def = {
      keyword: "anyOf",
      schemaType: "array",
      trackErrors: true,
      code: code_1.validateUnion,
      error: { message: "must match a schema in anyOf" }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/oneOf.js
var require_oneOf = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/oneOf.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var error = {
      message: "must match exactly one schema in oneOf",
      params: ({ params }) => (0, codegen_1._)`{passingSchemas: ${params.passing}}`
    };
    var def = {
      keyword: "oneOf",
      schemaType: "array",
      trackErrors: true,
      error,
      code(cxt) {
        const { gen, schema: schema2, parentSchema, it } = cxt;
        if (!Array.isArray(schema2))
          throw new Error("ajv implementation error");
        if (it.opts.discriminator && parentSchema.discriminator)
          return;
        const schArr = schema2;
        const valid = gen.let("valid", false);
        const passing = gen.let("passing", null);
        const schValid = gen.name("_valid");
        cxt.setParams({ passing });
        gen.block(validateOneOf);
        cxt.result(valid, () => cxt.reset(), () => cxt.error(true));
        function validateOneOf() {
          schArr.forEach((sch, i) => {
            let schCxt;
            if ((0, util_1.alwaysValidSchema)(it, sch)) {
              gen.var(schValid, true);
            } else {
              schCxt = cxt.subschema({
                keyword: "oneOf",
                schemaProp: i,
                compositeRule: true
              }, schValid);
            }
            if (i > 0) {
              gen.if((0, codegen_1._)`${schValid} && ${valid}`).assign(valid, false).assign(passing, (0, codegen_1._)`[${passing}, ${i}]`).else();
            }
            gen.if(schValid, () => {
              gen.assign(valid, true);
              gen.assign(passing, i);
              if (schCxt)
                cxt.mergeEvaluated(schCxt, codegen_1.Name);
            });
          });
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/allOf.js
var require_allOf = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/allOf.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var util_1 = require_util();
    var def = {
      keyword: "allOf",
      schemaType: "array",
      code(cxt) {
        const { gen, schema: schema2, it } = cxt;
        if (!Array.isArray(schema2))
          throw new Error("ajv implementation error");
        const valid = gen.name("valid");
        schema2.forEach((sch, i) => {
          if ((0, util_1.alwaysValidSchema)(it, sch))
            return;
          const schCxt = cxt.subschema({ keyword: "allOf", schemaProp: i }, valid);
          cxt.ok(valid);
          cxt.mergeEvaluated(schCxt);
        });
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/if.js
var require_if = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/if.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var util_1 = require_util();
    var error = {
      message: ({ params }) => (0, codegen_1.str)`must match "${params.ifClause}" schema`,
      params: ({ params }) => (0, codegen_1._)`{failingKeyword: ${params.ifClause}}`
    };
    var def = {
      keyword: "if",
      schemaType: ["object", "boolean"],
      trackErrors: true,
      error,
      code(cxt) {
        const { gen, parentSchema, it } = cxt;
        if (parentSchema.then === void 0 && parentSchema.else === void 0) {
          (0, util_1.checkStrictMode)(it, '"if" without "then" and "else" is ignored');
        }
        const hasThen = hasSchema(it, "then");
        const hasElse = hasSchema(it, "else");
        if (!hasThen && !hasElse)
          return;
        const valid = gen.let("valid", true);
        const schValid = gen.name("_valid");
        validateIf();
        cxt.reset();
        if (hasThen && hasElse) {
          const ifClause = gen.let("ifClause");
          cxt.setParams({ ifClause });
          gen.if(schValid, validateClause("then", ifClause), validateClause("else", ifClause));
        } else if (hasThen) {
          gen.if(schValid, validateClause("then"));
        } else {
          gen.if((0, codegen_1.not)(schValid), validateClause("else"));
        }
        cxt.pass(valid, () => cxt.error(true));
        function validateIf() {
          const schCxt = cxt.subschema({
            keyword: "if",
            compositeRule: true,
            createErrors: false,
            allErrors: false
          }, schValid);
          cxt.mergeEvaluated(schCxt);
        }
        function validateClause(keyword, ifClause) {
          return () => {
            const schCxt = cxt.subschema({ keyword }, schValid);
            gen.assign(valid, schValid);
            cxt.mergeValidEvaluated(schCxt, valid);
            if (ifClause)
              gen.assign(ifClause, (0, codegen_1._)`${keyword}`);
            else
              cxt.setParams({ ifClause: keyword });
          };
        }
      }
    };
    function hasSchema(it, keyword) {
      const schema2 = it.schema[keyword];
      return schema2 !== void 0 && !(0, util_1.alwaysValidSchema)(it, schema2);
    }
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/thenElse.js
var require_thenElse = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/thenElse.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var util_1 = require_util();
    var def = {
      keyword: ["then", "else"],
      schemaType: ["object", "boolean"],
      code({ keyword, parentSchema, it }) {
        if (parentSchema.if === void 0)
          (0, util_1.checkStrictMode)(it, `"${keyword}" without "if" is ignored`);
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/applicator/index.js
var require_applicator = __commonJS({
  "node_modules/ajv/dist/vocabularies/applicator/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var additionalItems_1 = require_additionalItems();
    var prefixItems_1 = require_prefixItems();
    var items_1 = require_items();
    var items2020_1 = require_items2020();
    var contains_1 = require_contains();
    var dependencies_1 = require_dependencies();
    var propertyNames_1 = require_propertyNames();
    var additionalProperties_1 = require_additionalProperties();
    var properties_1 = require_properties();
    var patternProperties_1 = require_patternProperties();
    var not_1 = require_not();
    var anyOf_1 = require_anyOf();
    var oneOf_1 = require_oneOf();
    var allOf_1 = require_allOf();
    var if_1 = require_if();
    var thenElse_1 = require_thenElse();
    function getApplicator(draft2020 = false) {
      const applicator = [
        // any
        not_1.default,
        anyOf_1.default,
        oneOf_1.default,
        allOf_1.default,
        if_1.default,
        thenElse_1.default,
        // object
        propertyNames_1.default,
        additionalProperties_1.default,
        dependencies_1.default,
        properties_1.default,
        patternProperties_1.default
      ];
      if (draft2020)
        applicator.push(prefixItems_1.default, items2020_1.default);
      else
        applicator.push(additionalItems_1.default, items_1.default);
      applicator.push(contains_1.default);
      return applicator;
    }
    exports.default = getApplicator;
  }
});

// node_modules/ajv/dist/vocabularies/format/format.js
var require_format = __commonJS({
  "node_modules/ajv/dist/vocabularies/format/format.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var error = {
      message: ({ schemaCode }) => (0, codegen_1.str)`must match format "${schemaCode}"`,
      params: ({ schemaCode }) => (0, codegen_1._)`{format: ${schemaCode}}`
    };
    var def = {
      keyword: "format",
      type: ["number", "string"],
      schemaType: "string",
      $data: true,
      error,
      code(cxt, ruleType) {
        const { gen, data, $data, schema: schema2, schemaCode, it } = cxt;
        const { opts, errSchemaPath, schemaEnv, self } = it;
        if (!opts.validateFormats)
          return;
        if ($data)
          validate$DataFormat();
        else
          validateFormat();
        function validate$DataFormat() {
          const fmts = gen.scopeValue("formats", {
            ref: self.formats,
            code: opts.code.formats
          });
          const fDef = gen.const("fDef", (0, codegen_1._)`${fmts}[${schemaCode}]`);
          const fType = gen.let("fType");
          const format = gen.let("format");
          gen.if((0, codegen_1._)`typeof ${fDef} == "object" && !(${fDef} instanceof RegExp)`, () => gen.assign(fType, (0, codegen_1._)`${fDef}.type || "string"`).assign(format, (0, codegen_1._)`${fDef}.validate`), () => gen.assign(fType, (0, codegen_1._)`"string"`).assign(format, fDef));
          cxt.fail$data((0, codegen_1.or)(unknownFmt(), invalidFmt()));
          function unknownFmt() {
            if (opts.strictSchema === false)
              return codegen_1.nil;
            return (0, codegen_1._)`${schemaCode} && !${format}`;
          }
          function invalidFmt() {
            const callFormat = schemaEnv.$async ? (0, codegen_1._)`(${fDef}.async ? await ${format}(${data}) : ${format}(${data}))` : (0, codegen_1._)`${format}(${data})`;
            const validData = (0, codegen_1._)`(typeof ${format} == "function" ? ${callFormat} : ${format}.test(${data}))`;
            return (0, codegen_1._)`${format} && ${format} !== true && ${fType} === ${ruleType} && !${validData}`;
          }
        }
        function validateFormat() {
          const formatDef = self.formats[schema2];
          if (!formatDef) {
            unknownFormat();
            return;
          }
          if (formatDef === true)
            return;
          const [fmtType, format, fmtRef] = getFormat(formatDef);
          if (fmtType === ruleType)
            cxt.pass(validCondition());
          function unknownFormat() {
            if (opts.strictSchema === false) {
              self.logger.warn(unknownMsg());
              return;
            }
            throw new Error(unknownMsg());
            function unknownMsg() {
              return `unknown format "${schema2}" ignored in schema at path "${errSchemaPath}"`;
            }
          }
          function getFormat(fmtDef) {
            const code = fmtDef instanceof RegExp ? (0, codegen_1.regexpCode)(fmtDef) : opts.code.formats ? (0, codegen_1._)`${opts.code.formats}${(0, codegen_1.getProperty)(schema2)}` : void 0;
            const fmt = gen.scopeValue("formats", { key: schema2, ref: fmtDef, code });
            if (typeof fmtDef == "object" && !(fmtDef instanceof RegExp)) {
              return [fmtDef.type || "string", fmtDef.validate, (0, codegen_1._)`${fmt}.validate`];
            }
            return ["string", fmtDef, fmt];
          }
          function validCondition() {
            if (typeof formatDef == "object" && !(formatDef instanceof RegExp) && formatDef.async) {
              if (!schemaEnv.$async)
                throw new Error("async format in sync schema");
              return (0, codegen_1._)`await ${fmtRef}(${data})`;
            }
            return typeof format == "function" ? (0, codegen_1._)`${fmtRef}(${data})` : (0, codegen_1._)`${fmtRef}.test(${data})`;
          }
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/vocabularies/format/index.js
var require_format2 = __commonJS({
  "node_modules/ajv/dist/vocabularies/format/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var format_1 = require_format();
    var format = [format_1.default];
    exports.default = format;
  }
});

// node_modules/ajv/dist/vocabularies/metadata.js
var require_metadata = __commonJS({
  "node_modules/ajv/dist/vocabularies/metadata.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.contentVocabulary = exports.metadataVocabulary = void 0;
    exports.metadataVocabulary = [
      "title",
      "description",
      "default",
      "deprecated",
      "readOnly",
      "writeOnly",
      "examples"
    ];
    exports.contentVocabulary = [
      "contentMediaType",
      "contentEncoding",
      "contentSchema"
    ];
  }
});

// node_modules/ajv/dist/vocabularies/draft7.js
var require_draft7 = __commonJS({
  "node_modules/ajv/dist/vocabularies/draft7.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var core_1 = require_core2();
    var validation_1 = require_validation();
    var applicator_1 = require_applicator();
    var format_1 = require_format2();
    var metadata_1 = require_metadata();
    var draft7Vocabularies = [
      core_1.default,
      validation_1.default,
      (0, applicator_1.default)(),
      format_1.default,
      metadata_1.metadataVocabulary,
      metadata_1.contentVocabulary
    ];
    exports.default = draft7Vocabularies;
  }
});

// node_modules/ajv/dist/vocabularies/discriminator/types.js
var require_types = __commonJS({
  "node_modules/ajv/dist/vocabularies/discriminator/types.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.DiscrError = void 0;
    var DiscrError;
    (function(DiscrError2) {
      DiscrError2["Tag"] = "tag";
      DiscrError2["Mapping"] = "mapping";
    })(DiscrError || (exports.DiscrError = DiscrError = {}));
  }
});

// node_modules/ajv/dist/vocabularies/discriminator/index.js
var require_discriminator = __commonJS({
  "node_modules/ajv/dist/vocabularies/discriminator/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var codegen_1 = require_codegen();
    var types_1 = require_types();
    var compile_1 = require_compile();
    var ref_error_1 = require_ref_error();
    var util_1 = require_util();
    var error = {
      message: ({ params: { discrError, tagName } }) => discrError === types_1.DiscrError.Tag ? `tag "${tagName}" must be string` : `value of tag "${tagName}" must be in oneOf`,
      params: ({ params: { discrError, tag, tagName } }) => (0, codegen_1._)`{error: ${discrError}, tag: ${tagName}, tagValue: ${tag}}`
    };
    var def = {
      keyword: "discriminator",
      type: "object",
      schemaType: "object",
      error,
      code(cxt) {
        const { gen, data, schema: schema2, parentSchema, it } = cxt;
        const { oneOf: oneOf2 } = parentSchema;
        if (!it.opts.discriminator) {
          throw new Error("discriminator: requires discriminator option");
        }
        const tagName = schema2.propertyName;
        if (typeof tagName != "string")
          throw new Error("discriminator: requires propertyName");
        if (schema2.mapping)
          throw new Error("discriminator: mapping is not supported");
        if (!oneOf2)
          throw new Error("discriminator: requires oneOf keyword");
        const valid = gen.let("valid", false);
        const tag = gen.const("tag", (0, codegen_1._)`${data}${(0, codegen_1.getProperty)(tagName)}`);
        gen.if((0, codegen_1._)`typeof ${tag} == "string"`, () => validateMapping(), () => cxt.error(false, { discrError: types_1.DiscrError.Tag, tag, tagName }));
        cxt.ok(valid);
        function validateMapping() {
          const mapping = getMapping();
          gen.if(false);
          for (const tagValue in mapping) {
            gen.elseIf((0, codegen_1._)`${tag} === ${tagValue}`);
            gen.assign(valid, applyTagSchema(mapping[tagValue]));
          }
          gen.else();
          cxt.error(false, { discrError: types_1.DiscrError.Mapping, tag, tagName });
          gen.endIf();
        }
        function applyTagSchema(schemaProp) {
          const _valid = gen.name("valid");
          const schCxt = cxt.subschema({ keyword: "oneOf", schemaProp }, _valid);
          cxt.mergeEvaluated(schCxt, codegen_1.Name);
          return _valid;
        }
        function getMapping() {
          var _a;
          const oneOfMapping = {};
          const topRequired = hasRequired(parentSchema);
          let tagRequired = true;
          for (let i = 0; i < oneOf2.length; i++) {
            let sch = oneOf2[i];
            if ((sch === null || sch === void 0 ? void 0 : sch.$ref) && !(0, util_1.schemaHasRulesButRef)(sch, it.self.RULES)) {
              const ref = sch.$ref;
              sch = compile_1.resolveRef.call(it.self, it.schemaEnv.root, it.baseId, ref);
              if (sch instanceof compile_1.SchemaEnv)
                sch = sch.schema;
              if (sch === void 0)
                throw new ref_error_1.default(it.opts.uriResolver, it.baseId, ref);
            }
            const propSch = (_a = sch === null || sch === void 0 ? void 0 : sch.properties) === null || _a === void 0 ? void 0 : _a[tagName];
            if (typeof propSch != "object") {
              throw new Error(`discriminator: oneOf subschemas (or referenced schemas) must have "properties/${tagName}"`);
            }
            tagRequired = tagRequired && (topRequired || hasRequired(sch));
            addMappings(propSch, i);
          }
          if (!tagRequired)
            throw new Error(`discriminator: "${tagName}" must be required`);
          return oneOfMapping;
          function hasRequired({ required: required2 }) {
            return Array.isArray(required2) && required2.includes(tagName);
          }
          function addMappings(sch, i) {
            if (sch.const) {
              addMapping(sch.const, i);
            } else if (sch.enum) {
              for (const tagValue of sch.enum) {
                addMapping(tagValue, i);
              }
            } else {
              throw new Error(`discriminator: "properties/${tagName}" must have "const" or "enum"`);
            }
          }
          function addMapping(tagValue, i) {
            if (typeof tagValue != "string" || tagValue in oneOfMapping) {
              throw new Error(`discriminator: "${tagName}" values must be unique strings`);
            }
            oneOfMapping[tagValue] = i;
          }
        }
      }
    };
    exports.default = def;
  }
});

// node_modules/ajv/dist/refs/json-schema-draft-07.json
var require_json_schema_draft_07 = __commonJS({
  "node_modules/ajv/dist/refs/json-schema-draft-07.json"(exports, module) {
    module.exports = {
      $schema: "http://json-schema.org/draft-07/schema#",
      $id: "http://json-schema.org/draft-07/schema#",
      title: "Core schema meta-schema",
      definitions: {
        schemaArray: {
          type: "array",
          minItems: 1,
          items: { $ref: "#" }
        },
        nonNegativeInteger: {
          type: "integer",
          minimum: 0
        },
        nonNegativeIntegerDefault0: {
          allOf: [{ $ref: "#/definitions/nonNegativeInteger" }, { default: 0 }]
        },
        simpleTypes: {
          enum: ["array", "boolean", "integer", "null", "number", "object", "string"]
        },
        stringArray: {
          type: "array",
          items: { type: "string" },
          uniqueItems: true,
          default: []
        }
      },
      type: ["object", "boolean"],
      properties: {
        $id: {
          type: "string",
          format: "uri-reference"
        },
        $schema: {
          type: "string",
          format: "uri"
        },
        $ref: {
          type: "string",
          format: "uri-reference"
        },
        $comment: {
          type: "string"
        },
        title: {
          type: "string"
        },
        description: {
          type: "string"
        },
        default: true,
        readOnly: {
          type: "boolean",
          default: false
        },
        examples: {
          type: "array",
          items: true
        },
        multipleOf: {
          type: "number",
          exclusiveMinimum: 0
        },
        maximum: {
          type: "number"
        },
        exclusiveMaximum: {
          type: "number"
        },
        minimum: {
          type: "number"
        },
        exclusiveMinimum: {
          type: "number"
        },
        maxLength: { $ref: "#/definitions/nonNegativeInteger" },
        minLength: { $ref: "#/definitions/nonNegativeIntegerDefault0" },
        pattern: {
          type: "string",
          format: "regex"
        },
        additionalItems: { $ref: "#" },
        items: {
          anyOf: [{ $ref: "#" }, { $ref: "#/definitions/schemaArray" }],
          default: true
        },
        maxItems: { $ref: "#/definitions/nonNegativeInteger" },
        minItems: { $ref: "#/definitions/nonNegativeIntegerDefault0" },
        uniqueItems: {
          type: "boolean",
          default: false
        },
        contains: { $ref: "#" },
        maxProperties: { $ref: "#/definitions/nonNegativeInteger" },
        minProperties: { $ref: "#/definitions/nonNegativeIntegerDefault0" },
        required: { $ref: "#/definitions/stringArray" },
        additionalProperties: { $ref: "#" },
        definitions: {
          type: "object",
          additionalProperties: { $ref: "#" },
          default: {}
        },
        properties: {
          type: "object",
          additionalProperties: { $ref: "#" },
          default: {}
        },
        patternProperties: {
          type: "object",
          additionalProperties: { $ref: "#" },
          propertyNames: { format: "regex" },
          default: {}
        },
        dependencies: {
          type: "object",
          additionalProperties: {
            anyOf: [{ $ref: "#" }, { $ref: "#/definitions/stringArray" }]
          }
        },
        propertyNames: { $ref: "#" },
        const: true,
        enum: {
          type: "array",
          items: true,
          minItems: 1,
          uniqueItems: true
        },
        type: {
          anyOf: [
            { $ref: "#/definitions/simpleTypes" },
            {
              type: "array",
              items: { $ref: "#/definitions/simpleTypes" },
              minItems: 1,
              uniqueItems: true
            }
          ]
        },
        format: { type: "string" },
        contentMediaType: { type: "string" },
        contentEncoding: { type: "string" },
        if: { $ref: "#" },
        then: { $ref: "#" },
        else: { $ref: "#" },
        allOf: { $ref: "#/definitions/schemaArray" },
        anyOf: { $ref: "#/definitions/schemaArray" },
        oneOf: { $ref: "#/definitions/schemaArray" },
        not: { $ref: "#" }
      },
      default: true
    };
  }
});

// node_modules/ajv/dist/ajv.js
var require_ajv = __commonJS({
  "node_modules/ajv/dist/ajv.js"(exports, module) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.MissingRefError = exports.ValidationError = exports.CodeGen = exports.Name = exports.nil = exports.stringify = exports.str = exports._ = exports.KeywordCxt = exports.Ajv = void 0;
    var core_1 = require_core();
    var draft7_1 = require_draft7();
    var discriminator_1 = require_discriminator();
    var draft7MetaSchema = require_json_schema_draft_07();
    var META_SUPPORT_DATA = ["/properties"];
    var META_SCHEMA_ID = "http://json-schema.org/draft-07/schema";
    var Ajv = class extends core_1.default {
      _addVocabularies() {
        super._addVocabularies();
        draft7_1.default.forEach((v) => this.addVocabulary(v));
        if (this.opts.discriminator)
          this.addKeyword(discriminator_1.default);
      }
      _addDefaultMetaSchema() {
        super._addDefaultMetaSchema();
        if (!this.opts.meta)
          return;
        const metaSchema = this.opts.$data ? this.$dataMetaSchema(draft7MetaSchema, META_SUPPORT_DATA) : draft7MetaSchema;
        this.addMetaSchema(metaSchema, META_SCHEMA_ID, false);
        this.refs["http://json-schema.org/schema"] = META_SCHEMA_ID;
      }
      defaultMeta() {
        return this.opts.defaultMeta = super.defaultMeta() || (this.getSchema(META_SCHEMA_ID) ? META_SCHEMA_ID : void 0);
      }
    };
    exports.Ajv = Ajv;
    module.exports = exports = Ajv;
    module.exports.Ajv = Ajv;
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.default = Ajv;
    var validate_1 = require_validate();
    Object.defineProperty(exports, "KeywordCxt", { enumerable: true, get: function() {
      return validate_1.KeywordCxt;
    } });
    var codegen_1 = require_codegen();
    Object.defineProperty(exports, "_", { enumerable: true, get: function() {
      return codegen_1._;
    } });
    Object.defineProperty(exports, "str", { enumerable: true, get: function() {
      return codegen_1.str;
    } });
    Object.defineProperty(exports, "stringify", { enumerable: true, get: function() {
      return codegen_1.stringify;
    } });
    Object.defineProperty(exports, "nil", { enumerable: true, get: function() {
      return codegen_1.nil;
    } });
    Object.defineProperty(exports, "Name", { enumerable: true, get: function() {
      return codegen_1.Name;
    } });
    Object.defineProperty(exports, "CodeGen", { enumerable: true, get: function() {
      return codegen_1.CodeGen;
    } });
    var validation_error_1 = require_validation_error();
    Object.defineProperty(exports, "ValidationError", { enumerable: true, get: function() {
      return validation_error_1.default;
    } });
    var ref_error_1 = require_ref_error();
    Object.defineProperty(exports, "MissingRefError", { enumerable: true, get: function() {
      return ref_error_1.default;
    } });
  }
});

// node_modules/ajv-formats/dist/formats.js
var require_formats = __commonJS({
  "node_modules/ajv-formats/dist/formats.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.formatNames = exports.fastFormats = exports.fullFormats = void 0;
    function fmtDef(validate2, compare) {
      return { validate: validate2, compare };
    }
    exports.fullFormats = {
      // date: http://tools.ietf.org/html/rfc3339#section-5.6
      date: fmtDef(date, compareDate),
      // date-time: http://tools.ietf.org/html/rfc3339#section-5.6
      time: fmtDef(getTime(true), compareTime),
      "date-time": fmtDef(getDateTime(true), compareDateTime),
      "iso-time": fmtDef(getTime(), compareIsoTime),
      "iso-date-time": fmtDef(getDateTime(), compareIsoDateTime),
      // duration: https://tools.ietf.org/html/rfc3339#appendix-A
      duration: /^P(?!$)((\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?|(\d+W)?)$/,
      uri,
      "uri-reference": /^(?:[a-z][a-z0-9+\-.]*:)?(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'"()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?(?:\?(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i,
      // uri-template: https://tools.ietf.org/html/rfc6570
      "uri-template": /^(?:(?:[^\x00-\x20"'<>%\\^`{|}]|%[0-9a-f]{2})|\{[+#./;?&=,!@|]?(?:[a-z0-9_]|%[0-9a-f]{2})+(?::[1-9][0-9]{0,3}|\*)?(?:,(?:[a-z0-9_]|%[0-9a-f]{2})+(?::[1-9][0-9]{0,3}|\*)?)*\})*$/i,
      // For the source: https://gist.github.com/dperini/729294
      // For test cases: https://mathiasbynens.be/demo/url-regex
      url: /^(?:https?|ftp):\/\/(?:\S+(?::\S*)?@)?(?:(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[a-z0-9\u{00a1}-\u{ffff}]+-)*[a-z0-9\u{00a1}-\u{ffff}]+)(?:\.(?:[a-z0-9\u{00a1}-\u{ffff}]+-)*[a-z0-9\u{00a1}-\u{ffff}]+)*(?:\.(?:[a-z\u{00a1}-\u{ffff}]{2,})))(?::\d{2,5})?(?:\/[^\s]*)?$/iu,
      email: /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i,
      hostname: /^(?=.{1,253}\.?$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-0-9a-z]{0,61}[0-9a-z])?)*\.?$/i,
      // optimized https://www.safaribooksonline.com/library/view/regular-expressions-cookbook/9780596802837/ch07s16.html
      ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/,
      ipv6: /^((([0-9a-f]{1,4}:){7}([0-9a-f]{1,4}|:))|(([0-9a-f]{1,4}:){6}(:[0-9a-f]{1,4}|((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){5}(((:[0-9a-f]{1,4}){1,2})|:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){4}(((:[0-9a-f]{1,4}){1,3})|((:[0-9a-f]{1,4})?:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){3}(((:[0-9a-f]{1,4}){1,4})|((:[0-9a-f]{1,4}){0,2}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){2}(((:[0-9a-f]{1,4}){1,5})|((:[0-9a-f]{1,4}){0,3}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){1}(((:[0-9a-f]{1,4}){1,6})|((:[0-9a-f]{1,4}){0,4}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(:(((:[0-9a-f]{1,4}){1,7})|((:[0-9a-f]{1,4}){0,5}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:)))$/i,
      regex,
      // uuid: http://tools.ietf.org/html/rfc4122
      uuid: /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
      // JSON-pointer: https://tools.ietf.org/html/rfc6901
      // uri fragment: https://tools.ietf.org/html/rfc3986#appendix-A
      "json-pointer": /^(?:\/(?:[^~/]|~0|~1)*)*$/,
      "json-pointer-uri-fragment": /^#(?:\/(?:[a-z0-9_\-.!$&'()*+,;:=@]|%[0-9a-f]{2}|~0|~1)*)*$/i,
      // relative JSON-pointer: http://tools.ietf.org/html/draft-luff-relative-json-pointer-00
      "relative-json-pointer": /^(?:0|[1-9][0-9]*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/,
      // the following formats are used by the openapi specification: https://spec.openapis.org/oas/v3.0.0#data-types
      // byte: https://github.com/miguelmota/is-base64
      byte,
      // signed 32 bit integer
      int32: { type: "number", validate: validateInt32 },
      // signed 64 bit integer
      int64: { type: "number", validate: validateInt64 },
      // C-type float
      float: { type: "number", validate: validateNumber },
      // C-type double
      double: { type: "number", validate: validateNumber },
      // hint to the UI to hide input strings
      password: true,
      // unchecked string payload
      binary: true
    };
    exports.fastFormats = {
      ...exports.fullFormats,
      date: fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\d$/, compareDate),
      time: fmtDef(/^(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)$/i, compareTime),
      "date-time": fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\dt(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)$/i, compareDateTime),
      "iso-time": fmtDef(/^(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)?$/i, compareIsoTime),
      "iso-date-time": fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\d[t\s](?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)?$/i, compareIsoDateTime),
      // uri: https://github.com/mafintosh/is-my-json-valid/blob/master/formats.js
      uri: /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/)?[^\s]*$/i,
      "uri-reference": /^(?:(?:[a-z][a-z0-9+\-.]*:)?\/?\/)?(?:[^\\\s#][^\s#]*)?(?:#[^\\\s]*)?$/i,
      // email (sources from jsen validator):
      // http://stackoverflow.com/questions/201323/using-a-regular-expression-to-validate-an-email-address#answer-8829363
      // http://www.w3.org/TR/html5/forms.html#valid-e-mail-address (search for 'wilful violation')
      email: /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i
    };
    exports.formatNames = Object.keys(exports.fullFormats);
    function isLeapYear(year) {
      return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    }
    var DATE = /^(\d\d\d\d)-(\d\d)-(\d\d)$/;
    var DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    function date(str) {
      const matches = DATE.exec(str);
      if (!matches)
        return false;
      const year = +matches[1];
      const month = +matches[2];
      const day = +matches[3];
      return month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 && isLeapYear(year) ? 29 : DAYS[month]);
    }
    function compareDate(d1, d2) {
      if (!(d1 && d2))
        return void 0;
      if (d1 > d2)
        return 1;
      if (d1 < d2)
        return -1;
      return 0;
    }
    var TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(z|([+-])(\d\d)(?::?(\d\d))?)?$/i;
    function getTime(strictTimeZone) {
      return function time2(str) {
        const matches = TIME.exec(str);
        if (!matches)
          return false;
        const hr = +matches[1];
        const min = +matches[2];
        const sec = +matches[3];
        const tz = matches[4];
        const tzSign = matches[5] === "-" ? -1 : 1;
        const tzH = +(matches[6] || 0);
        const tzM = +(matches[7] || 0);
        if (tzH > 23 || tzM > 59 || strictTimeZone && !tz)
          return false;
        if (hr <= 23 && min <= 59 && sec < 60)
          return true;
        const utcMin = min - tzM * tzSign;
        const utcHr = hr - tzH * tzSign - (utcMin < 0 ? 1 : 0);
        return (utcHr === 23 || utcHr === -1) && (utcMin === 59 || utcMin === -1) && sec < 61;
      };
    }
    function compareTime(s1, s2) {
      if (!(s1 && s2))
        return void 0;
      const t1 = (/* @__PURE__ */ new Date("2020-01-01T" + s1)).valueOf();
      const t2 = (/* @__PURE__ */ new Date("2020-01-01T" + s2)).valueOf();
      if (!(t1 && t2))
        return void 0;
      return t1 - t2;
    }
    function compareIsoTime(t1, t2) {
      if (!(t1 && t2))
        return void 0;
      const a1 = TIME.exec(t1);
      const a2 = TIME.exec(t2);
      if (!(a1 && a2))
        return void 0;
      t1 = a1[1] + a1[2] + a1[3];
      t2 = a2[1] + a2[2] + a2[3];
      if (t1 > t2)
        return 1;
      if (t1 < t2)
        return -1;
      return 0;
    }
    var DATE_TIME_SEPARATOR = /t|\s/i;
    function getDateTime(strictTimeZone) {
      const time2 = getTime(strictTimeZone);
      return function date_time(str) {
        const dateTime = str.split(DATE_TIME_SEPARATOR);
        return dateTime.length === 2 && date(dateTime[0]) && time2(dateTime[1]);
      };
    }
    function compareDateTime(dt1, dt2) {
      if (!(dt1 && dt2))
        return void 0;
      const d1 = new Date(dt1).valueOf();
      const d2 = new Date(dt2).valueOf();
      if (!(d1 && d2))
        return void 0;
      return d1 - d2;
    }
    function compareIsoDateTime(dt1, dt2) {
      if (!(dt1 && dt2))
        return void 0;
      const [d1, t1] = dt1.split(DATE_TIME_SEPARATOR);
      const [d2, t2] = dt2.split(DATE_TIME_SEPARATOR);
      const res = compareDate(d1, d2);
      if (res === void 0)
        return void 0;
      return res || compareTime(t1, t2);
    }
    var NOT_URI_FRAGMENT = /\/|:/;
    var URI = /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)(?:\?(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;
    function uri(str) {
      return NOT_URI_FRAGMENT.test(str) && URI.test(str);
    }
    var BYTE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/gm;
    function byte(str) {
      BYTE.lastIndex = 0;
      return BYTE.test(str);
    }
    var MIN_INT32 = -(2 ** 31);
    var MAX_INT32 = 2 ** 31 - 1;
    function validateInt32(value) {
      return Number.isInteger(value) && value <= MAX_INT32 && value >= MIN_INT32;
    }
    function validateInt64(value) {
      return Number.isInteger(value);
    }
    function validateNumber() {
      return true;
    }
    var Z_ANCHOR = /[^\\]\\Z/;
    function regex(str) {
      if (Z_ANCHOR.test(str))
        return false;
      try {
        new RegExp(str);
        return true;
      } catch (e) {
        return false;
      }
    }
  }
});

// node_modules/ajv-formats/dist/limit.js
var require_limit = __commonJS({
  "node_modules/ajv-formats/dist/limit.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.formatLimitDefinition = void 0;
    var ajv_1 = require_ajv();
    var codegen_1 = require_codegen();
    var ops = codegen_1.operators;
    var KWDs = {
      formatMaximum: { okStr: "<=", ok: ops.LTE, fail: ops.GT },
      formatMinimum: { okStr: ">=", ok: ops.GTE, fail: ops.LT },
      formatExclusiveMaximum: { okStr: "<", ok: ops.LT, fail: ops.GTE },
      formatExclusiveMinimum: { okStr: ">", ok: ops.GT, fail: ops.LTE }
    };
    var error = {
      message: ({ keyword, schemaCode }) => (0, codegen_1.str)`should be ${KWDs[keyword].okStr} ${schemaCode}`,
      params: ({ keyword, schemaCode }) => (0, codegen_1._)`{comparison: ${KWDs[keyword].okStr}, limit: ${schemaCode}}`
    };
    exports.formatLimitDefinition = {
      keyword: Object.keys(KWDs),
      type: "string",
      schemaType: "string",
      $data: true,
      error,
      code(cxt) {
        const { gen, data, schemaCode, keyword, it } = cxt;
        const { opts, self } = it;
        if (!opts.validateFormats)
          return;
        const fCxt = new ajv_1.KeywordCxt(it, self.RULES.all.format.definition, "format");
        if (fCxt.$data)
          validate$DataFormat();
        else
          validateFormat();
        function validate$DataFormat() {
          const fmts = gen.scopeValue("formats", {
            ref: self.formats,
            code: opts.code.formats
          });
          const fmt = gen.const("fmt", (0, codegen_1._)`${fmts}[${fCxt.schemaCode}]`);
          cxt.fail$data((0, codegen_1.or)((0, codegen_1._)`typeof ${fmt} != "object"`, (0, codegen_1._)`${fmt} instanceof RegExp`, (0, codegen_1._)`typeof ${fmt}.compare != "function"`, compareCode(fmt)));
        }
        function validateFormat() {
          const format = fCxt.schema;
          const fmtDef = self.formats[format];
          if (!fmtDef || fmtDef === true)
            return;
          if (typeof fmtDef != "object" || fmtDef instanceof RegExp || typeof fmtDef.compare != "function") {
            throw new Error(`"${keyword}": format "${format}" does not define "compare" function`);
          }
          const fmt = gen.scopeValue("formats", {
            key: format,
            ref: fmtDef,
            code: opts.code.formats ? (0, codegen_1._)`${opts.code.formats}${(0, codegen_1.getProperty)(format)}` : void 0
          });
          cxt.fail$data(compareCode(fmt));
        }
        function compareCode(fmt) {
          return (0, codegen_1._)`${fmt}.compare(${data}, ${schemaCode}) ${KWDs[keyword].fail} 0`;
        }
      },
      dependencies: ["format"]
    };
    var formatLimitPlugin = (ajv) => {
      ajv.addKeyword(exports.formatLimitDefinition);
      return ajv;
    };
    exports.default = formatLimitPlugin;
  }
});

// node_modules/ajv-formats/dist/index.js
var require_dist = __commonJS({
  "node_modules/ajv-formats/dist/index.js"(exports, module) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var formats_1 = require_formats();
    var limit_1 = require_limit();
    var codegen_1 = require_codegen();
    var fullName = new codegen_1.Name("fullFormats");
    var fastName = new codegen_1.Name("fastFormats");
    var formatsPlugin = (ajv, opts = { keywords: true }) => {
      if (Array.isArray(opts)) {
        addFormats2(ajv, opts, formats_1.fullFormats, fullName);
        return ajv;
      }
      const [formats, exportName] = opts.mode === "fast" ? [formats_1.fastFormats, fastName] : [formats_1.fullFormats, fullName];
      const list = opts.formats || formats_1.formatNames;
      addFormats2(ajv, list, formats, exportName);
      if (opts.keywords)
        (0, limit_1.default)(ajv);
      return ajv;
    };
    formatsPlugin.get = (name, mode = "full") => {
      const formats = mode === "fast" ? formats_1.fastFormats : formats_1.fullFormats;
      const f = formats[name];
      if (!f)
        throw new Error(`Unknown format "${name}"`);
      return f;
    };
    function addFormats2(ajv, list, fs, exportName) {
      var _a;
      var _b;
      (_a = (_b = ajv.opts.code).formats) !== null && _a !== void 0 ? _a : _b.formats = (0, codegen_1._)`require("ajv-formats/dist/formats").${exportName}`;
      for (const f of list)
        ajv.addFormat(f, fs[f]);
    }
    module.exports = exports = formatsPlugin;
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.default = formatsPlugin;
  }
});

// test/engine/zz-hunt.ts
import t from "tap";

// server/domain/refusal.ts
var Refusal = class extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
  code;
  name = "Refusal";
};
function required(value, code, message) {
  if (value === void 0 || value === null) throw new Refusal(code, message);
  return value;
}
function require2(condition, code, message) {
  if (!condition) throw new Refusal(code, message());
}

// server/domain/lookup.ts
function own(record, key) {
  const value = record[key];
  return typeof value === "function" || value === Object.prototype ? void 0 : value;
}
function clusterOf(world, name) {
  return required(own(world.clusters, name), "cluster/not-found", `There is no cluster ${name}`);
}
function domainOf(cluster2, name) {
  return required(
    own(cluster2.protectionDomains, name),
    "protection-domain/not-found",
    `Protection domain ${name} does not exist`
  );
}
function remoteSiteOf(cluster2, name) {
  return required(own(cluster2.remoteSites, name), "remote-site/not-found", `Remote site ${name} does not exist`);
}
function vmOf(cluster2, uuid) {
  return required(own(cluster2.vms, uuid), "vm/not-found", `VM with UUID ${uuid} does not exist on ${cluster2.name}`);
}
function vmsNamed(cluster2, name) {
  return Object.values(cluster2.vms).filter((vm2) => vm2.name === name);
}
function containerNamed(cluster2, name) {
  return cluster2.containers.find((container) => container.name === name);
}
function networkNamed(cluster2, name) {
  return cluster2.networks.find((network) => network.name === name);
}
function snapshotName(snapshot2) {
  return snapshot2.prefix === null ? String(snapshot2.id) : `${snapshot2.prefix}:${snapshot2.id}`;
}
function snapshotNamed(domain2, name) {
  return required(
    domain2.snapshots.find((snapshot2) => snapshotName(snapshot2) === name),
    "snapshot/not-found",
    `Snapshot ${name} of protection domain ${domain2.name} does not exist`
  );
}
function snapshotOf(domain2, origin, id) {
  return domain2.snapshots.find((snapshot2) => snapshot2.id === id && snapshot2.origin === origin);
}
function linkKey(a, b) {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}
function linkBetween(world, a, b) {
  return own(world.links, linkKey(a, b));
}
function laneBetween(world, from, to) {
  const link2 = linkBetween(world, from, to);
  return link2 === void 0 ? void 0 : own(link2.lanes, from);
}
function clusterAt(world, address) {
  for (const name in world.clusters) {
    const cluster2 = world.clusters[name];
    if (cluster2 !== void 0 && (cluster2.vip === address || name === address || cluster2.addresses.includes(address))) return cluster2;
  }
  return void 0;
}
function refuseIfBusy(cluster2, domain2) {
  if (domain2.removedAt !== null) {
    throw new Refusal("protection-domain/busy", `Protection domain ${domain2.name} is marked for removal`);
  }
  if (domain2.change !== null) {
    throw new Refusal(
      "protection-domain/busy",
      `Mode change for protection domain ${domain2.name} failed with error: kAlreadyInProgress: a change of mode is in progress on ${cluster2.name}`
    );
  }
}
function containerHere(snapshot2, here, container) {
  if (snapshot2.containers === null || snapshot2.origin === here.name) return container;
  return own(snapshot2.containers, container) ?? container;
}

// server/domain/time.ts
var USECS_PER_SECOND = 1e6;
var USECS_PER_DAY = 86400 * USECS_PER_SECOND;
var NEVER = Number.MAX_SAFE_INTEGER;
function instant(usecs) {
  return Math.round(usecs);
}
function seconds(count) {
  return Math.round(count * USECS_PER_SECOND);
}
function after(at, usecs) {
  return at + usecs;
}
function later(a, b) {
  return a > b ? a : b;
}

// server/domain/alerts.ts
var alertTypes = {
  "replication-failed": {
    uuid: "A901079",
    title: "Protection Domain Replication Failure",
    message: "Protection domain {protection_domain_name} replication to remote site {remote_name} failed. {reason}.",
    severity: "kWarning",
    cause: "The remote site could not be reached, or did not accept the snapshot.",
    resolvesItself: true
  },
  "replication-expired": {
    uuid: "A901123",
    title: "Protection Domain Replication Expired",
    message: "Protection domain {protection_domain_name} replication to the remote site {remote_name} has expired before it is started.",
    severity: "kWarning",
    cause: "The snapshot expired while others were being replicated.",
    resolvesItself: false
  },
  "replication-skipped": {
    uuid: "A901095",
    title: "Skipped Replication Of Snapshot For Protection Domain",
    message: "Replication was skipped for protection domain {protection_domain_name} of the latest snapshot {snapshot_id} to remote site {remote_name}. {reason}.",
    severity: "kWarning",
    cause: "A newer snapshot was replicated first.",
    resolvesItself: false
  },
  "replication-full": {
    uuid: "A901118",
    title: "Protection Domain Full Replication",
    message: "The replication for protection domain {protection_domain_name} to remote site {remote_name} was a full replication.",
    severity: "kInfo",
    cause: "The sites had no snapshot in common.",
    resolvesItself: false
  },
  "receive-failed": {
    uuid: "A901084",
    title: "Failed to Receive Snapshot for the Protection Domain",
    message: "Failed to receive snapshot for the protection domain '{protection_domain_name}' from the remote site {remote_name}. {reason}.",
    severity: "kWarning",
    cause: "The site is configured incorrectly, or the network failed.",
    resolvesItself: true
  },
  "change-mode-failed": {
    uuid: "A901126",
    title: "Protection Domain Activation or Migration Failure",
    message: "Protection domain {protection_domain_name} activate/deactivate failed with the error : {reason}.",
    severity: "kCritical",
    cause: "A step of the activation, deactivation or migration could not be done.",
    resolvesItself: false
  },
  "entities-missing": {
    uuid: "A110265",
    title: "Latest snapshot of protection domain is missing entities",
    message: "Latest snapshot of protection domain {protection_domain_name} is missing entities {entities}.",
    severity: "kWarning",
    cause: "A protected VM was deleted without being unprotected first.",
    resolvesItself: false
  },
  "vms-not-found": {
    uuid: "A901111",
    title: "Protected VM(s) Not Found",
    message: "Unable to locate VM(s) {vm_names} protected by protection domain '{protection_domain_name}'.",
    severity: "kWarning",
    cause: "A protected VM was deleted from the cluster.",
    resolvesItself: false
  },
  "vm-name-restricted": {
    uuid: "A110267",
    title: "Protected VM Name Too Long or Contains Restricted Characters.",
    message: "Restore of the protected VM {vm_name} will fail due to its name.",
    severity: "kWarning",
    cause: `The name is longer than 80 characters or contains one of [ ] ? * " ' ,`,
    resolvesItself: false
  },
  "network-mapping-invalid": {
    uuid: "A901108",
    title: "Remote Site Network Mapping Invalid",
    message: "Invalid network mapping specified for remote site {remote_name}: {reason}.",
    severity: "kWarning",
    cause: "A VM was recovered without a network adapter, since its network has no counterpart here.",
    resolvesItself: false
  },
  "entity-skipped": {
    uuid: "A901125",
    title: "Entities Skipped During Restore",
    message: "Some entities skipped during restore of {protection_domain_name}. Count: {count}. {reason}.",
    severity: "kCritical",
    cause: "Entities of the snapshot exist on the cluster already.",
    resolvesItself: false
  },
  "vm-renamed": {
    uuid: "A901120",
    title: "Protected VM Renamed During Clone",
    message: "VM {vm_name} of protection domain {protection_domain_name} was restored as {new_name}.",
    severity: "kInfo",
    cause: "A VM of that name exists on the cluster already.",
    resolvesItself: false
  },
  "remote-site-unreachable": {
    uuid: "A901251",
    title: "Remote site connectivity not normal.",
    message: "Connectivity to remote site {remote_name} is not normal.",
    severity: "kWarning",
    cause: "The link or the remote site is down, or the remote site does not have this cluster configured.",
    resolvesItself: true
  },
  "licence-exceeded": {
    uuid: "A910001",
    title: "Feature not covered by the licence",
    message: "Protection domain {protection_domain_name} uses a schedule that pack {pack} does not cover.",
    severity: "kWarning",
    cause: "NearSync needs the pack pro or ultimate.",
    resolvesItself: false
  }
};

// server/domain/rules/notices.ts
function aboutDomain(name) {
  return { type: "protection_domain", name, uuid: null };
}
function aboutSite(site3) {
  return { type: "remote_site", name: site3.name, uuid: site3.uuid };
}
function aboutVm(vm2) {
  return { type: "vm", name: vm2.name, uuid: vm2.uuid };
}
function raise(world, cluster2, type, entity, values, ids) {
  if (alertTypes[type].resolvesItself) {
    const open = cluster2.alerts.findLast(
      (alert2) => alert2.type === type && alert2.resolvedAt === null && sameSubject(alert2, entity, values)
    );
    if (open !== void 0) return { type: "alert-repeated", cluster: cluster2.name, id: open.id };
  }
  const alert = {
    id: ids.uuid(),
    type,
    raisedAt: world.now,
    lastAt: world.now,
    values,
    entity,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    autoResolved: false
  };
  return { type: "alert-raised", cluster: cluster2.name, alert };
}
function settle(cluster2, type, entity, values) {
  return cluster2.alerts.filter((alert) => alert.type === type && alert.resolvedAt === null && sameSubject(alert, entity, values)).map((alert) => ({ type: "alert-resolved", cluster: cluster2.name, id: alert.id, user: null }));
}
function sameSubject(alert, entity, values) {
  return alert.entity.type === entity.type && alert.entity.name === entity.name && alert.values["remote_name"] === values["remote_name"];
}
function audit(world, cluster2, type, entity, values, user, ids) {
  const record = { id: String(ids.number()), type, at: world.now, values, entity, user };
  return { type: "audit-recorded", cluster: cluster2, audit: record };
}

// server/domain/sites.ts
function peerOf(world, here, site3) {
  for (const address in site3.addresses) {
    const cluster2 = clusterAt(world, address);
    if (cluster2 !== void 0 && cluster2.name !== here.name) return cluster2;
  }
  return void 0;
}
function reachable(world, from, to) {
  return own(world.clusters, from)?.power === "on" && own(world.clusters, to)?.power === "on" && laneBetween(world, from, to)?.up === true && laneBetween(world, to, from)?.up === true;
}
function siteFor(world, here, peer) {
  for (const name in here.remoteSites) {
    const site3 = here.remoteSites[name];
    if (site3 !== void 0 && peerOf(world, here, site3)?.name === peer) return site3;
  }
  return void 0;
}
function remoteSiteStatus(world, here, site3) {
  const peer = peerOf(world, here, site3);
  if (peer === void 0) return "HANDSHAKING";
  if (!reachable(world, here.name, peer.name)) return "UNREACHABLE";
  if (siteFor(world, peer, here.name) === void 0) return "RELATIONSHIP_NOT_ESTABLISHED";
  return "RELATIONSHIP_ESTABLISHED";
}
function obstacleTo(world, here, site3) {
  switch (remoteSiteStatus(world, here, site3)) {
    case "HANDSHAKING":
      return `No cluster answers at the addresses of remote site ${site3.name}`;
    case "UNREACHABLE":
      return `Remote site ${site3.name} is unreachable`;
    case "RELATIONSHIP_NOT_ESTABLISHED":
      return `Remote site ${site3.name} does not have ${here.name} configured as a remote site`;
    case "RELATIONSHIP_ESTABLISHED":
      return null;
  }
}

// server/domain/rules/recover.ts
function recoverVms(world, here, domain2, snapshot2, from, ids) {
  const members = [];
  const events = [];
  const skipped = [];
  for (const held of snapshot2.vms) {
    const present = own(here.vms, held.uuid);
    if (present !== void 0) {
      skipped.push(held.name);
      continue;
    }
    const as = { uuid: held.uuid, name: held.name, protectionDomain: domain2, contested: registeredElsewhere(world, here, held.uuid, from) };
    const { vm: vm2, notices } = revive(world, here, snapshot2, held, as, ids);
    events.push({ type: "vm-registered", cluster: here.name, vm: vm2 }, ...notices);
    events.push(audit(world, here.name, "vm-registered", aboutVm(vm2), [vm2.name], "system", ids));
    members.push({ uuid: vm2.uuid, name: vm2.name, handle: vm2.handle, consistencyGroup: held.consistencyGroup, appConsistent: held.appConsistent });
  }
  if (skipped.length > 0) {
    const reason = `Entities exist on ${here.name} already: ${skipped.join(", ")}`;
    const values = { protection_domain_name: domain2, count: String(skipped.length), reason };
    events.push(raise(world, here, "entity-skipped", aboutDomain(domain2), values, ids));
  }
  return { members, events };
}
function contested(world, here, domain2, snapshot2, from) {
  return Object.values(world.clusters).some(
    (cluster2) => cluster2.name !== here.name && cluster2.name !== from && own(cluster2.protectionDomains, domain2)?.active === true
  ) || snapshot2.vms.some((vm2) => registeredElsewhere(world, here, vm2.uuid, from));
}
function registeredElsewhere(world, here, uuid, from) {
  return Object.values(world.clusters).some(
    (cluster2) => cluster2.name !== here.name && cluster2.name !== from && own(cluster2.vms, uuid) !== void 0
  );
}
function revive(world, here, snapshot2, held, as, ids) {
  const { spec, notices } = localSpec(world, here, snapshot2, held, ids);
  const vm2 = {
    uuid: as.uuid,
    name: as.name,
    handle: as.handle ?? ids.number(),
    spec,
    powerState: "off",
    hostUuid: null,
    changeBytesPerSecond: held.changeBytesPerSecond,
    content: { writtenBytes: held.writtenBytes, asOf: world.now, bytesPerSecond: 0, marks: held.marks },
    protectionDomain: as.protectionDomain,
    logicalTimestamp: 1,
    pendingTask: null,
    ...as.contested === true && { contested: true }
  };
  return { vm: vm2, notices };
}
function localSpec(world, here, snapshot2, held, ids) {
  if (snapshot2.origin === here.name) return { spec: held.spec, notices: [] };
  const disks = held.spec.disks.map((disk) => ({ ...disk, container: containerHere(snapshot2, here, disk.container) }));
  const nics = [];
  const lost = [];
  for (const nic of held.spec.nics) {
    const network = localNetwork(world, here, snapshot2.origin, nic.network);
    if (network === void 0) lost.push(nic.network);
    else nics.push({ ...nic, network, ip: null });
  }
  const site3 = siteFor(world, here, snapshot2.origin)?.name ?? snapshot2.origin;
  const notices = lost.map(
    (network) => raise(world, here, "network-mapping-invalid", aboutVm(held), { remote_name: site3, reason: `VM ${held.name} lost its adapter on network ${network}` }, ids)
  );
  return { spec: { ...held.spec, disks, nics }, notices };
}
function localNetwork(world, here, origin, network) {
  const row = siteFor(world, here, origin)?.networkMap.find((mapping) => mapping.destination === network);
  const name = row?.source ?? network;
  return networkNamed(here, name)?.name;
}

// server/domain/calendar.ts
var DAYS_PER_ERA = 146097;
function daysFromCivil({ year, month, day }) {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - 719468;
}
function civilFromDays(days) {
  const shifted = days + 719468;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}
function weekdayOf(days) {
  return ((days + 4) % 7 + 7) % 7;
}
function daysInMonth(year, month) {
  const next = month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
  return daysFromCivil(next) - daysFromCivil({ year, month, day: 1 });
}

// server/domain/schedule.ts
var UNIT_USECS = {
  SECONDLY: seconds(1),
  MINUTELY: seconds(60),
  HOURLY: seconds(3600),
  DAILY: USECS_PER_DAY,
  WEEKLY: 7 * USECS_PER_DAY,
  MONTHLY: 30 * USECS_PER_DAY
};
var START_GRACE_USECS = seconds(60);
var START_DELAY_USECS = seconds(1);
var PERIODS_MAX = 60;
function intervalUsecs(recurrence) {
  const period = UNIT_USECS[recurrence.type] * recurrence.everyNth;
  const perPeriod = recurrence.type === "WEEKLY" || recurrence.type === "MONTHLY" ? Math.max(1, recurrence.values.length) : 1;
  return Math.floor(period / perPeriod);
}
function firstFiring(recurrence, now) {
  const meantNow = recurrence.startAt <= now && now - recurrence.startAt <= START_GRACE_USECS;
  const first = meantNow ? instant(now + START_DELAY_USECS) : nextFiring(recurrence, now);
  return first === null || recurrence.endAt !== null && first > recurrence.endAt ? null : first;
}
function nextFiring(recurrence, now) {
  const next = nextOnGrid(recurrence, now);
  return next === null || recurrence.endAt !== null && next > recurrence.endAt ? null : next;
}
function nextOnGrid(recurrence, now) {
  const { type, startAt, values } = recurrence;
  if (now < startAt && !(type === "MONTHLY" || type === "WEEKLY" && values.length > 0)) return startAt;
  if (type === "MONTHLY") return nextDay(recurrence, now, monthDays);
  if (type === "WEEKLY" && values.length > 0) return nextDay(recurrence, now, weekDays);
  const step = UNIT_USECS[type] * recurrence.everyNth;
  return instant(startAt + (Math.floor((now - startAt) / step) + 1) * step);
}
var weekDays = (recurrence, startDay, period) => {
  const sunday = startDay - weekdayOf(startDay) + period * 7 * recurrence.everyNth;
  return recurrence.values.map((value) => sunday + (value + 6) % 7).sort((a, b) => a - b);
};
var monthDays = (recurrence, startDay, period) => {
  const start = civilFromDays(startDay);
  const months = start.year * 12 + start.month - 1 + period * recurrence.everyNth;
  const year = Math.floor(months / 12);
  const month = months % 12 + 1;
  const days = recurrence.values.length > 0 ? [...recurrence.values] : [start.day];
  return days.filter((day) => day <= daysInMonth(year, month)).sort((a, b) => a - b).map((day) => daysFromCivil({ year, month, day }));
};
function nextDay(recurrence, now, daysOfPeriod) {
  const offset = recurrence.timezoneOffsetSeconds * USECS_PER_SECOND;
  const localStart = recurrence.startAt + offset;
  const startDay = Math.floor(localStart / USECS_PER_DAY);
  const timeOfDay = localStart - startDay * USECS_PER_DAY;
  const elapsed = Math.max(0, now - recurrence.startAt);
  const first = Math.max(0, Math.floor(elapsed / (UNIT_USECS[recurrence.type] * 1.05 * recurrence.everyNth)) - 1);
  for (let period = first; period < first + PERIODS_MAX; period++) {
    for (const day of daysOfPeriod(recurrence, startDay, period)) {
      const at = day * USECS_PER_DAY + timeOfDay - offset;
      if (at > now && at >= recurrence.startAt) return instant(at);
    }
  }
  return null;
}

// server/domain/retention.ts
var DAYS_PER_MONTH = 30;
function expiryOf(keep2, recurrence, createdAt) {
  switch (keep2.unit) {
    case "NUM_SNAPSHOTS":
      return after(createdAt, keep2.count * intervalUsecs(recurrence));
    case "DAYS":
      return after(createdAt, keep2.count * USECS_PER_DAY);
    case "WEEKS":
      return after(createdAt, keep2.count * 7 * USECS_PER_DAY);
    case "MONTHS":
      return after(createdAt, keep2.count * DAYS_PER_MONTH * USECS_PER_DAY);
  }
}
function keptCount(domain2) {
  return Math.max(1, domain2.minSnapshotsToRetain ?? 1);
}
function inUse(domain2, snapshot2) {
  const { change: change2 } = domain2;
  if (change2 !== null && change2.kind !== "deactivate" && change2.snapshotId === snapshot2.id) return true;
  for (const site3 in domain2.outgoing) {
    const current2 = domain2.outgoing[site3]?.current;
    if (current2 != null && current2.snapshotId === snapshot2.id && current2.origin === snapshot2.origin) return true;
  }
  return false;
}
function forEachExpiring(domain2, visit) {
  let spared = keptCount(domain2);
  for (let i = domain2.snapshots.length - 1; i >= 0; i--) {
    const snapshot2 = domain2.snapshots[i];
    if (snapshot2 === void 0) continue;
    if (snapshot2.kind !== "one-time" && spared > 0) {
      spared -= 1;
      continue;
    }
    if (snapshot2.expiresAt !== null) visit(snapshot2, snapshot2.expiresAt);
  }
}
function nextCollectionAt(domain2, collectionSeconds) {
  let next = NEVER;
  forEachExpiring(domain2, (snapshot2, expiresAt) => {
    if (expiresAt < next && !inUse(domain2, snapshot2)) next = expiresAt;
  });
  return next === NEVER ? NEVER : instant(next + seconds(collectionSeconds));
}
function collectable(domain2, collectionSeconds, now) {
  const found = [];
  forEachExpiring(domain2, (snapshot2, expiresAt) => {
    if (expiresAt + seconds(collectionSeconds) <= now && !inUse(domain2, snapshot2)) found.push(snapshot2);
  });
  return found;
}
function expired(domain2, snapshot2, now) {
  if (snapshot2.expiresAt === null || snapshot2.expiresAt > now) return false;
  let found = false;
  forEachExpiring(domain2, (candidate) => {
    if (candidate === snapshot2) found = true;
  });
  return found;
}

// server/domain/content.ts
function writtenAt(content, at) {
  if (at <= content.asOf) return content.writtenBytes;
  return content.writtenBytes + Math.floor((at - content.asOf) / USECS_PER_SECOND * content.bytesPerSecond);
}
function usedBytesOf(spec) {
  let bytes = 0;
  for (const disk of spec.disks) bytes += disk.usedBytes;
  return bytes;
}
function captureVm(vm2, member, powerState, at) {
  return {
    uuid: vm2.uuid,
    name: vm2.name,
    handle: vm2.handle,
    consistencyGroup: member.consistencyGroup,
    appConsistent: member.appConsistent,
    powerState,
    changeBytesPerSecond: vm2.changeBytesPerSecond,
    spec: vm2.spec,
    usedBytes: usedBytesOf(vm2.spec),
    writtenBytes: writtenAt(vm2.content, at),
    marks: vm2.content.marks
  };
}
function referenceSnapshot(source, target, except) {
  if (target === void 0) return void 0;
  for (let i = source.snapshots.length - 1; i >= 0; i--) {
    const snapshot2 = source.snapshots[i];
    if (snapshot2 === void 0 || snapshot2.id === except.id && snapshot2.origin === except.origin) continue;
    if (snapshotOf(target, snapshot2.origin, snapshot2.id) !== void 0) return snapshot2;
  }
  return void 0;
}
function bytesSince(snapshot2, reference) {
  let bytes = 0;
  for (const vm2 of snapshot2.vms) {
    const before = reference?.vms.find((candidate) => candidate.uuid === vm2.uuid);
    bytes += before === void 0 ? vm2.usedBytes : Math.min(vm2.usedBytes, Math.abs(vm2.writtenBytes - before.writtenBytes));
  }
  return bytes;
}

// server/domain/empty-domain.ts
function emptyDomain(world, name, active, annotations, ids) {
  return {
    name,
    serial: ids.number(),
    createdAt: world.now,
    active,
    forced: false,
    annotations,
    members: [],
    schedules: [],
    schedulesSuspended: false,
    oneTimeSchedules: [],
    snapshots: [],
    outgoing: {},
    minSnapshotsToRetain: null,
    change: null,
    removedAt: null
  };
}

// server/domain/rules/transfer.ts
function requestReplication(world, here, domain2, snapshot2, site3, expiresAt, ids) {
  const queued = { origin: snapshot2.origin, snapshotId: snapshot2.id, expiresAt, queuedAt: world.now };
  const outgoing2 = own(domain2.outgoing, site3);
  if (outgoing2?.current != null) {
    return [{ type: "replication-queued", cluster: here.name, domain: domain2.name, site: site3, queued }];
  }
  return startReplication(world, here, domain2, snapshot2, site3, queued, void 0, ids);
}
function startReplication(world, here, domain2, snapshot2, siteName2, queued, received, ids) {
  const site3 = own(here.remoteSites, siteName2);
  const peer = site3 === void 0 ? void 0 : peerOf(world, here, site3);
  const obstacle = site3 === void 0 ? `Remote site ${siteName2} does not exist` : obstacleTo(world, here, site3);
  if (site3 === void 0 || peer === void 0 || obstacle !== null) {
    return replicationFailed(world, here, domain2, siteName2, obstacle ?? `Remote site ${siteName2} is unknown`, ids);
  }
  const refusal = receiverObstacle(here, domain2, snapshot2, site3, peer);
  if (refusal !== null) {
    const back = siteFor(world, peer, here.name);
    return [
      ...replicationFailed(world, here, domain2, siteName2, refusal, ids),
      raise(world, peer, "receive-failed", aboutDomain(domain2.name), { protection_domain_name: domain2.name, remote_name: back?.name ?? here.name, reason: refusal }, ids)
    ];
  }
  const events = [];
  const target = own(peer.protectionDomains, domain2.name);
  if (target === void 0) {
    events.push({ type: "protection-domain-created", cluster: peer.name, domain: emptyDomain(world, domain2.name, false, domain2.annotations, ids) });
  }
  const reference = received ?? referenceSnapshot(domain2, target, snapshot2);
  const totalBytes = bytesSince(snapshot2, reference);
  const wireBytes = site3.compression ? Math.ceil(totalBytes * world.settings.compressionRatio) : totalBytes;
  const replication2 = {
    origin: queued.origin,
    snapshotId: queued.snapshotId,
    expiresAt: queued.expiresAt,
    queuedAt: queued.queuedAt,
    id: ids.number(),
    target: peer.name,
    startedAt: world.now,
    phase: "handshake",
    admittedAt: after(world.now, linkBetween(world, here.name, peer.name)?.latencyUsecs ?? 0),
    full: reference === void 0,
    totalBytes,
    wireBytes,
    tag: 0,
    remainingWireBytes: wireBytes
  };
  events.push({ type: "replication-started", cluster: here.name, domain: domain2.name, site: siteName2, replication: replication2 });
  if (replication2.full) {
    const values = { protection_domain_name: domain2.name, remote_name: siteName2 };
    events.push(raise(world, here, "replication-full", aboutDomain(domain2.name), values, ids));
  }
  return events;
}
function receiverObstacle(here, domain2, snapshot2, site3, peer) {
  const target = own(peer.protectionDomains, domain2.name);
  if (target?.active === true) return `Protection domain with same name might be active on remote site ${site3.name}`;
  if (target !== void 0 && (target.change !== null || target.removedAt !== null)) {
    return `Protection domain ${domain2.name} is busy on remote site ${site3.name}`;
  }
  for (const vm2 of snapshot2.vms) {
    for (const disk of vm2.spec.disks) {
      const source = containerHere(snapshot2, here, disk.container);
      if (containerNamed(peer, own(site3.containerMap, source) ?? source) === void 0) {
        return `Storage container ${source} has no counterpart on remote site ${site3.name}: map it, or make one of that name`;
      }
    }
  }
  return null;
}
function replicationFailed(world, here, domain2, site3, reason, ids) {
  const values = { protection_domain_name: domain2.name, remote_name: site3, reason };
  const events = [raise(world, here, "replication-failed", aboutDomain(domain2.name), values, ids)];
  if (own(domain2.outgoing, site3)?.failingSince == null) {
    events.push({ type: "replication-failing", cluster: here.name, domain: domain2.name, site: site3, since: world.now });
  }
  return events;
}
function receivedCopy(world, here, peer, site3, snapshot2, expiresAt) {
  const returned = snapshot2.origin === peer.name;
  return {
    id: snapshot2.id,
    origin: snapshot2.origin,
    prefix: returned ? null : siteFor(world, peer, here.name)?.name ?? here.name,
    createdAt: snapshot2.createdAt,
    receivedAt: world.now,
    expiresAt,
    kind: snapshot2.kind,
    scheduleId: snapshot2.scheduleId,
    oneTimeId: snapshot2.oneTimeId,
    appConsistent: snapshot2.appConsistent,
    remoteSites: [],
    containers: returned ? null : own(here.remoteSites, site3)?.containerMap ?? {},
    vms: snapshot2.vms,
    missing: snapshot2.missing
  };
}

// server/domain/rules/capture.ts
function takeSnapshot(world, here, domain2, order, ids) {
  const vms = [];
  const missing = [];
  for (const member of domain2.members) {
    const vm2 = own(here.vms, member.uuid);
    if (vm2 === void 0) missing.push({ name: member.name, consistencyGroup: member.consistencyGroup });
    else vms.push(captureVm(vm2, member, order.poweredOff === true ? "off" : vm2.powerState, world.now));
  }
  const snapshot2 = {
    id: ids.number(),
    origin: here.name,
    prefix: null,
    createdAt: world.now,
    receivedAt: world.now,
    expiresAt: order.expiresAt,
    kind: order.kind,
    scheduleId: order.scheduleId,
    oneTimeId: order.oneTimeId,
    appConsistent: order.appConsistent,
    remoteSites: order.remotes.map((remote) => remote.site),
    containers: null,
    vms,
    missing
  };
  const events = [
    { type: "snapshot-taken", cluster: here.name, domain: domain2.name, snapshot: snapshot2 },
    audit(world, here.name, "snapshot-ready", aboutDomain(domain2.name), [domain2.name, String(snapshot2.id)], "system", ids)
  ];
  if (missing.length > 0) events.push(...missingEntities(world, here, domain2, missing, ids));
  for (const { site: site3, expiresAt } of order.remotes) {
    events.push(...requestReplication(world, here, domain2, snapshot2, site3, expiresAt, ids));
  }
  return { snapshot: snapshot2, events };
}
function missingEntities(world, here, domain2, missing, ids) {
  const names = missing.map((entity) => entity.name).join(", ");
  const values = { protection_domain_name: domain2.name };
  return [
    raise(world, here, "vms-not-found", aboutDomain(domain2.name), { ...values, vm_names: names }, ids),
    raise(world, here, "entities-missing", aboutDomain(domain2.name), { ...values, entities: names }, ids)
  ];
}

// server/domain/rules/migrate.ts
function migrateProtectionDomain(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  require2(domain2.active, "protection-domain/not-active", () => `Mode change for protection domain ${domain2.name} failed with error: it is not active on ${here.name}`);
  const site3 = remoteSiteOf(here, command.remoteSite);
  const peer = targetOf(world, here, site3);
  const target = own(peer.protectionDomains, domain2.name);
  require2(target?.active !== true, "protection-domain/active", () => `Mode change for protection domain ${domain2.name} failed with error: it is active on remote site ${site3.name} as well`);
  require2(target?.change == null && target?.removedAt == null, "protection-domain/busy", () => `Protection domain ${domain2.name} is busy on remote site ${site3.name}`);
  const stale = domain2.members.filter((member) => own(here.vms, member.uuid) === void 0).map((member) => member.name);
  require2(stale.length === 0, "protection-domain/stale-entities", () => `Protection domain ${domain2.name} has one or more missing VMs: ${stale.join(", ")}`);
  const { snapshot: snapshot2, events } = takeSnapshot(world, here, domain2, migrationSnapshot(world, site3.name, false), ids);
  const monitorId = ids.uuid();
  const change2 = {
    kind: "migrate",
    site: site3.name,
    target: peer.name,
    step: "first-replication",
    startedAt: world.now,
    endsAt: null,
    snapshotId: snapshot2.id,
    monitorId,
    user: command.user
  };
  return [
    audit(world, here.name, "change-mode-requested", aboutDomain(domain2.name), modeValues(domain2, `migrate to ${site3.name}`), command.user, ids),
    { type: "mode-change-started", cluster: here.name, domain: domain2.name, change: change2 },
    { type: "monitor-started", cluster: here.name, monitor: { id: monitorId, operation: "deactivate", domain: domain2.name, startedAt: world.now, endedAt: null, status: "running", errorCode: 0, expectedEnd: null } },
    ...events,
    ...failedToStart(world, here, domain2, change2, events, ids)
  ];
}
function targetOf(world, here, site3) {
  require2(site3.capabilities.includes("DISASTER_RECOVERY"), "remote-site/backup-only", () => `Remote site ${site3.name} is for backup only: protection domains cannot be migrated to it`);
  const peer = peerOf(world, here, site3);
  const status = remoteSiteStatus(world, here, site3);
  if (peer === void 0 || status === "HANDSHAKING" || status === "UNREACHABLE") {
    throw new Refusal("remote-site/unreachable", `Remote site ${site3.name} is unreachable from ${here.name}`);
  }
  require2(status === "RELATIONSHIP_ESTABLISHED", "remote-site/not-established", () => `Remote site ${site3.name} does not have ${here.name} configured as a remote site`);
  return peer;
}
function migrationSnapshot(world, site3, poweredOff) {
  const expiresAt = after(world.now, seconds(world.settings.migrationSnapshotSeconds));
  return { kind: "migration", scheduleId: null, oneTimeId: null, appConsistent: false, expiresAt, remotes: [{ site: site3, expiresAt }], poweredOff };
}
function failedToStart(world, here, domain2, change2, events, ids) {
  const onItsWay = events.some((event) => event.type === "replication-started" || event.type === "replication-queued");
  return onItsWay ? [] : failMigration(world, here, domain2, change2, `the snapshot could not be replicated to remote site ${change2.site}`, ids);
}
function advanceMigration(world, here, domain2, change2, snapshot2, ids) {
  if (change2.step === "second-replication") return cutOver(world, here, domain2, change2, snapshot2, ids);
  const next = { ...change2, step: "guest-shutdown", endsAt: guestsDownAt(world, here, domain2) };
  return [{ type: "mode-change-advanced", cluster: here.name, domain: domain2.name, change: next }];
}
function guestsDownAt(world, here, domain2) {
  const running = domain2.members.some((member) => own(here.vms, member.uuid)?.powerState === "on");
  const { guestShutdownSeconds, guestShutdownLimitSeconds } = world.settings;
  return running ? after(world.now, seconds(Math.min(guestShutdownSeconds, guestShutdownLimitSeconds))) : world.now;
}
function finishGuestShutdown(world, here, domain2, change2, ids) {
  const events = [];
  for (const member of domain2.members) {
    const vm2 = own(here.vms, member.uuid);
    if (vm2 === void 0 || vm2.powerState === "off") continue;
    events.push({ type: "vm-power-changed", cluster: here.name, uuid: vm2.uuid, powerState: "off", hostUuid: null });
  }
  const taken = takeSnapshot(world, here, domain2, migrationSnapshot(world, change2.site, true), ids);
  const next = { ...change2, step: "second-replication", endsAt: null, snapshotId: taken.snapshot.id };
  events.push({ type: "mode-change-advanced", cluster: here.name, domain: domain2.name, change: next });
  events.push(...taken.events);
  events.push(...failedToStart(world, here, domain2, next, taken.events, ids));
  return events;
}
function cutOver(world, here, domain2, change2, snapshot2, ids) {
  const peer = clusterOf(world, change2.target);
  const events = [];
  for (const member of domain2.members) {
    if (own(here.vms, member.uuid) !== void 0) events.push({ type: "vm-unregistered", cluster: here.name, uuid: member.uuid });
  }
  events.push({ type: "mode-change-ended", cluster: here.name, domain: domain2.name, outcome: "succeeded" });
  events.push({ type: "protection-domain-deactivated", cluster: here.name, domain: domain2.name });
  events.push({ type: "monitor-ended", cluster: here.name, id: change2.monitorId, status: "succeeded", errorCode: 0 });
  events.push(audit(world, here.name, "change-mode-completed", aboutDomain(domain2.name), modeValues(domain2, "inactive"), change2.user, ids));
  const held = receivedCopy(world, here, peer, change2.site, snapshot2, snapshot2.expiresAt);
  const { members, events: recovered } = recoverVms(world, peer, domain2.name, held, here.name, ids);
  const monitorId = ids.uuid();
  events.push({ type: "monitor-started", cluster: peer.name, monitor: { id: monitorId, operation: "activate", domain: domain2.name, startedAt: world.now, endedAt: null, status: "running", errorCode: 0, expectedEnd: null } });
  events.push(...recovered);
  events.push({ type: "protection-domain-activated", cluster: peer.name, domain: domain2.name, members, forced: contested(world, peer, domain2.name, held, here.name) });
  events.push({ type: "monitor-ended", cluster: peer.name, id: monitorId, status: "succeeded", errorCode: 0 });
  events.push(audit(world, peer.name, "change-mode-completed", aboutDomain(domain2.name), modeValues(domain2, "active"), change2.user, ids));
  if (world.settings.carrySchedules) events.push(...carriedSchedules(world, here, peer, domain2, ids));
  return events;
}
function carriedSchedules(world, here, peer, domain2, ids) {
  const back = siteFor(world, peer, here.name)?.name;
  return domain2.schedules.map((schedule3) => {
    const keeps = Object.values(schedule3.retention.remote);
    const first = keeps[0];
    const remote = back === void 0 || first === void 0 ? {} : { [back]: first };
    return {
      type: "schedule-added",
      cluster: peer.name,
      domain: domain2.name,
      schedule: { ...schedule3, id: `${schedule3.recurrence.type.toLowerCase()}-${ids.number()}`, retention: { ...schedule3.retention, remote } }
    };
  });
}
function failMigration(world, here, domain2, change2, reason, ids) {
  return [
    { type: "mode-change-ended", cluster: here.name, domain: domain2.name, outcome: "failed" },
    { type: "monitor-ended", cluster: here.name, id: change2.monitorId, status: "failed", errorCode: 1 },
    raise(world, here, "change-mode-failed", aboutDomain(domain2.name), { protection_domain_name: domain2.name, reason }, ids),
    audit(world, here.name, "change-mode-failed", aboutDomain(domain2.name), modeValues(domain2, `migrate to ${change2.site}`), change2.user, ids)
  ];
}
function modeValues(domain2, desired) {
  return [domain2.name, "change mode", desired];
}

// server/domain/rules/replicate.ts
function admitReplication(world, command) {
  const { outgoing: outgoing2, current: current2 } = currentOf(world, command);
  return [{ type: "replication-admitted", cluster: command.cluster, domain: command.name, site: outgoing2.site, target: current2.target }];
}
function finishReplication(world, command, ids) {
  const { here, domain: domain2, outgoing: outgoing2, current: current2 } = currentOf(world, command);
  const peer = clusterOf(world, current2.target);
  const target = domainOf(peer, domain2.name);
  const snapshot2 = snapshotOf(domain2, current2.origin, current2.snapshotId);
  if (snapshot2 === void 0) throw new Error(`Snapshot ${current2.snapshotId} of ${domain2.name} was removed while it was sent`);
  const events = [ended(here, domain2, outgoing2, current2, snapshot2, "succeeded")];
  if (snapshotOf(target, snapshot2.origin, snapshot2.id) === void 0) {
    events.push({ type: "snapshot-received", cluster: peer.name, domain: domain2.name, snapshot: receivedCopy(world, here, peer, outgoing2.site, snapshot2, current2.expiresAt) });
  }
  events.push(replicationAudit(world, here, domain2, outgoing2, snapshot2, current2, "replication-completed", ids));
  if (outgoing2.failingSince !== null) {
    events.push({ type: "replication-failing", cluster: here.name, domain: domain2.name, site: outgoing2.site, since: null });
    events.push(...settle(here, "replication-failed", aboutDomain(domain2.name), { remote_name: outgoing2.site }));
  }
  events.push(...nextInQueue(world, here, domain2, outgoing2, snapshot2, ids));
  const change2 = domain2.change;
  if (change2?.kind === "migrate" && change2.site === outgoing2.site && change2.snapshotId === snapshot2.id) {
    if (change2.target !== current2.target) {
      events.push(...failMigration(world, here, domain2, change2, `remote site ${change2.site} does not lead to ${change2.target} any more`, ids));
      return events;
    }
    if (change2.step === "second-replication") events.push(...clearTheWay(world, here, peer, domain2, outgoing2, ids));
    events.push(...advanceMigration(world, here, domain2, change2, snapshot2, ids));
  }
  return events;
}
function clearTheWay(world, here, peer, domain2, finished, ids) {
  const others = Object.values(domain2.outgoing).filter((outgoing2) => outgoing2 !== finished);
  return [
    ...others.flatMap((outgoing2) => [
      ...endReplication(world, here, domain2, outgoing2, "aborted", ids),
      ...dropQueue(here, domain2, outgoing2, outgoing2.queue)
    ]),
    ...dropIncoming(world, peer, domain2.name, here.name, ids)
  ];
}
function nextInQueue(world, here, domain2, outgoing2, finished, ids) {
  const events = [];
  const left = [];
  for (const queued of outgoing2.queue) {
    const snapshot2 = snapshotOf(domain2, queued.origin, queued.snapshotId);
    const isExpired = snapshot2 === void 0 || expired(domain2, snapshot2, world.now);
    const overtaken = snapshot2 !== void 0 && snapshot2.createdAt < finished.createdAt;
    if (!isExpired && !overtaken) {
      left.push(queued);
      continue;
    }
    const values = { protection_domain_name: domain2.name, remote_name: outgoing2.site };
    events.push({ type: "replications-dropped", cluster: here.name, domain: domain2.name, site: outgoing2.site, snapshots: [{ origin: queued.origin, id: queued.snapshotId }] });
    events.push(
      isExpired ? raise(world, here, "replication-expired", aboutDomain(domain2.name), values, ids) : raise(world, here, "replication-skipped", aboutDomain(domain2.name), { ...values, snapshot_id: String(queued.snapshotId), reason: "A newer snapshot was replicated first" }, ids)
    );
  }
  return [...events, ...startWaiting(world, here, domain2, outgoing2, left, finished, ids)];
}
function failStalledReplications(world, command, ids) {
  const here = clusterOf(world, command.from);
  return Object.values(here.protectionDomains).flatMap(
    (domain2) => Object.values(domain2.outgoing).filter(({ current: current2 }) => current2?.target === command.to && current2.phase !== "paused").flatMap((outgoing2) => failReplication(world, here, domain2, outgoing2, `Remote site ${outgoing2.site} is unreachable`, ids))
  );
}
function failReplication(world, here, domain2, outgoing2, reason, ids) {
  return [
    ...endReplication(world, here, domain2, outgoing2, "failed", ids, reason),
    ...dropQueue(here, domain2, outgoing2, outgoing2.queue),
    ...failWaitingMigration(world, here, domain2, outgoing2, outgoing2.queue, reason, ids),
    ...replicationFailed(world, here, domain2, outgoing2.site, reason, ids)
  ];
}
function endReplication(world, here, domain2, outgoing2, outcome, ids, reason = "The replication was aborted") {
  const current2 = outgoing2.current;
  if (current2 === null) return [];
  const snapshot2 = snapshotOf(domain2, current2.origin, current2.snapshotId);
  if (snapshot2 === void 0) throw new Error(`Snapshot ${current2.snapshotId} of ${domain2.name} was removed while it was sent`);
  const events = [ended(here, domain2, outgoing2, current2, snapshot2, outcome)];
  if (outcome === "aborted") {
    events.push(replicationAudit(world, here, domain2, outgoing2, snapshot2, current2, "replication-aborted", ids));
  }
  const change2 = domain2.change;
  if (change2?.kind === "migrate" && change2.site === outgoing2.site && change2.snapshotId === current2.snapshotId) {
    events.push(...failMigration(world, here, domain2, change2, reason, ids));
  }
  return events;
}
function abortReplications(world, here, domain2, ids) {
  return Object.values(domain2.outgoing).flatMap((outgoing2) => [
    ...endReplication(world, here, domain2, outgoing2, "aborted", ids),
    ...dropQueue(here, domain2, outgoing2, outgoing2.queue)
  ]);
}
function dropIncoming(world, here, name, from, ids) {
  return Object.values(world.clusters).flatMap((peer) => {
    const sender = own(peer.protectionDomains, name);
    if (sender === void 0 || peer.name === from) return [];
    return Object.values(sender.outgoing).filter((outgoing2) => outgoing2.current?.target === here.name).flatMap(
      (outgoing2) => failReplication(world, peer, sender, outgoing2, `Protection domain with same name might be active or removed on remote site ${outgoing2.site}`, ids)
    );
  });
}
function dropQueue(here, domain2, outgoing2, queue) {
  if (queue.length === 0) return [];
  const snapshots2 = queue.map((queued) => ({ origin: queued.origin, id: queued.snapshotId }));
  return [{ type: "replications-dropped", cluster: here.name, domain: domain2.name, site: outgoing2.site, snapshots: snapshots2 }];
}
function controlReplication(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  const outgoing2 = required(
    Object.values(domain2.outgoing).find(({ current: current3 }) => current3?.id === command.id),
    "replication/not-found",
    `Replication ${command.id} of protection domain ${domain2.name} does not exist on ${here.name}`
  );
  const current2 = outgoing2.current;
  if (current2 === null) throw new Error("A replication was found that is not there");
  const about = { cluster: here.name, domain: domain2.name, site: outgoing2.site, target: current2.target };
  switch (command.action.toLowerCase()) {
    case "pause":
      return current2.phase === "paused" ? [] : [{ type: "replication-paused", ...about }];
    case "resume":
      return current2.phase === "paused" ? [{ type: "replication-resumed", ...about }] : [];
    case "abort":
      return abortReplication(world, here, domain2, outgoing2, ids);
    default:
      throw new Refusal("replication/invalid-action", `${JSON.stringify(command.action)} is not one of pause, resume, abort`);
  }
}
function abortReplication(world, here, domain2, outgoing2, ids) {
  return [
    ...endReplication(world, here, domain2, outgoing2, "aborted", ids),
    ...startWaiting(world, here, domain2, outgoing2, outgoing2.queue, void 0, ids)
  ];
}
function startWaiting(world, here, domain2, outgoing2, queue, received, ids) {
  const next = queue.at(-1);
  const snapshot2 = next === void 0 ? void 0 : snapshotOf(domain2, next.origin, next.snapshotId);
  if (next === void 0 || snapshot2 === void 0) return [];
  const events = startReplication(world, here, domain2, snapshot2, outgoing2.site, next, received, ids);
  if (events.some((event) => event.type === "replication-started")) return [...dropQueue(here, domain2, outgoing2, [next]), ...events];
  const reason = `the snapshot could not be replicated to remote site ${outgoing2.site}`;
  return [...dropQueue(here, domain2, outgoing2, queue), ...events, ...failWaitingMigration(world, here, domain2, outgoing2, queue, reason, ids)];
}
function failWaitingMigration(world, here, domain2, outgoing2, dropped, reason, ids) {
  const change2 = domain2.change;
  if (change2?.kind !== "migrate" || change2.site !== outgoing2.site) return [];
  if (!dropped.some((queued) => queued.snapshotId === change2.snapshotId)) return [];
  return failMigration(world, here, domain2, change2, reason, ids);
}
function currentOf(world, command) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  const outgoing2 = own(domain2.outgoing, command.site);
  if (outgoing2 == null || outgoing2.current === null) throw new Error(`${domain2.name} sends nothing to ${command.site}`);
  return { here, domain: domain2, outgoing: outgoing2, current: outgoing2.current };
}
function ended(here, domain2, outgoing2, current2, snapshot2, outcome) {
  return { type: "replication-ended", cluster: here.name, domain: domain2.name, site: outgoing2.site, target: current2.target, outcome, snapshotId: snapshotName(snapshot2) };
}
function replicationAudit(world, here, domain2, outgoing2, snapshot2, current2, type, ids) {
  const values = [domain2.name, outgoing2.site, snapshotName(snapshot2), String(current2.startedAt)];
  return audit(world, here.name, type, aboutDomain(domain2.name), values, "system", ids);
}

// server/domain/rules/activate.ts
function activateProtectionDomain(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  require2(!domain2.active, "protection-domain/active", () => `Mode change for protection domain ${domain2.name} failed with error: it is active on ${here.name} already`);
  const snapshot2 = command.snapshotId === null ? newest(here, domain2) : snapshotNamed(domain2, command.snapshotId);
  const change2 = {
    kind: "activate",
    startedAt: world.now,
    endsAt: after(world.now, seconds(world.settings.activationSeconds)),
    origin: snapshot2.origin,
    snapshotId: snapshot2.id,
    monitorId: ids.uuid(),
    user: command.user
  };
  return [
    ...dropIncoming(world, here, domain2.name, null, ids),
    audit(world, here.name, "change-mode-requested", aboutDomain(domain2.name), [domain2.name, "change mode", "active"], command.user, ids),
    { type: "mode-change-started", cluster: here.name, domain: domain2.name, change: change2 },
    { type: "monitor-started", cluster: here.name, monitor: monitorOf(change2, "activate", domain2) }
  ];
}
function newest(here, domain2) {
  let found;
  for (const snapshot2 of domain2.snapshots) {
    if (found === void 0 || snapshot2.createdAt >= found.createdAt) found = snapshot2;
  }
  return required(found, "protection-domain/no-snapshot", `Protection domain ${domain2.name} has no snapshot on ${here.name} to activate from`);
}
function finishActivation(world, here, domain2, change2, ids) {
  const snapshot2 = snapshotOf(domain2, change2.origin, change2.snapshotId);
  if (snapshot2 === void 0) throw new Error(`The snapshot that ${domain2.name} is activated from was removed`);
  const { members, events } = recoverVms(world, here, domain2.name, snapshot2, null, ids);
  return [
    ...events,
    { type: "mode-change-ended", cluster: here.name, domain: domain2.name, outcome: "succeeded" },
    { type: "protection-domain-activated", cluster: here.name, domain: domain2.name, members, forced: contested(world, here, domain2.name, snapshot2, null) },
    { type: "monitor-ended", cluster: here.name, id: change2.monitorId, status: "succeeded", errorCode: 0 },
    audit(world, here.name, "change-mode-completed", aboutDomain(domain2.name), [domain2.name, "change mode", "active"], change2.user, ids)
  ];
}
function deactivateProtectionDomain(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  require2(domain2.active, "protection-domain/not-active", () => `Mode change for protection domain ${domain2.name} failed with error: it is not active on ${here.name}`);
  const change2 = {
    kind: "deactivate",
    startedAt: world.now,
    endsAt: after(world.now, seconds(world.settings.deactivationSeconds)),
    monitorId: ids.uuid(),
    user: command.user
  };
  return [
    ...abortReplications(world, here, domain2, ids),
    audit(world, here.name, "change-mode-requested", aboutDomain(domain2.name), [domain2.name, "change mode", "inactive"], command.user, ids),
    { type: "mode-change-started", cluster: here.name, domain: domain2.name, change: change2 },
    { type: "monitor-started", cluster: here.name, monitor: monitorOf(change2, "deactivate", domain2) }
  ];
}
function finishDeactivation(world, here, domain2, change2, ids) {
  const events = domain2.members.filter((member) => own(here.vms, member.uuid) !== void 0).map((member) => ({ type: "vm-unregistered", cluster: here.name, uuid: member.uuid }));
  return [
    ...events,
    { type: "mode-change-ended", cluster: here.name, domain: domain2.name, outcome: "succeeded" },
    { type: "protection-domain-deactivated", cluster: here.name, domain: domain2.name },
    { type: "monitor-ended", cluster: here.name, id: change2.monitorId, status: "succeeded", errorCode: 0 },
    audit(world, here.name, "change-mode-completed", aboutDomain(domain2.name), [domain2.name, "change mode", "inactive"], change2.user, ids)
  ];
}
function monitorOf(change2, operation, domain2) {
  return { id: change2.monitorId, operation, domain: domain2.name, startedAt: change2.startedAt, endedAt: null, status: "running", errorCode: 0, expectedEnd: change2.endsAt };
}

// server/domain/rules/housekeeping.ts
function alertsOf(here, ids) {
  return ids.map(
    (id) => required(
      here.alerts.find((alert) => alert.id === id),
      "alert/not-found",
      `Alert ${id} does not exist`
    )
  );
}
function acknowledgeAlerts(world, command) {
  const here = clusterOf(world, command.cluster);
  return alertsOf(here, command.ids).filter((alert) => alert.acknowledgedAt === null).map(({ id }) => ({ type: "alert-acknowledged", cluster: here.name, id, user: command.user }));
}
function resolveAlerts(world, command) {
  const here = clusterOf(world, command.cluster);
  return alertsOf(here, command.ids).filter((alert) => alert.resolvedAt === null).map(({ id }) => ({ type: "alert-resolved", cluster: here.name, id, user: command.user }));
}
function dismissProgressMonitor(world, command) {
  const here = clusterOf(world, command.cluster);
  const monitor = required(
    here.monitors.find(({ id }) => id === command.id),
    "progress-monitor/not-found",
    `Progress monitor ${command.id} does not exist`
  );
  return [{ type: "monitor-dismissed", cluster: here.name, id: monitor.id }];
}

// server/domain/rules/incidents.ts
function nameAddresses(world, command) {
  const here = clusterOf(world, command.cluster);
  return [{ type: "addresses-named", cluster: here.name, addresses: [...command.addresses] }];
}
function setPack(world, command) {
  const here = clusterOf(world, command.cluster);
  return here.pack === command.pack ? [] : [{ type: "pack-changed", cluster: here.name, pack: command.pack }];
}
function setPower(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  if (here.power === command.power) return [];
  if (command.power === "on") return [{ type: "power-restored", cluster: here.name }];
  return [...brokenOff(world, here, ids), { type: "power-lost", cluster: here.name }];
}
function brokenOff(world, here, ids) {
  const events = [];
  for (const cluster2 of Object.values(world.clusters)) {
    for (const domain2 of Object.values(cluster2.protectionDomains)) {
      let failedBySending = false;
      for (const outgoing2 of Object.values(domain2.outgoing)) {
        if (outgoing2.current === null || cluster2.name !== here.name && outgoing2.current.target !== here.name) continue;
        const failed = failReplication(world, cluster2, domain2, outgoing2, `Site ${here.name} lost power`, ids);
        failedBySending ||= failed.some((event) => event.type === "mode-change-ended");
        events.push(...failed);
      }
      const change2 = domain2.change;
      if (cluster2.name !== here.name || change2 === null || failedBySending) continue;
      events.push({ type: "mode-change-ended", cluster: here.name, domain: domain2.name, outcome: "failed" });
      events.push({ type: "monitor-ended", cluster: here.name, id: change2.monitorId, status: "aborted", errorCode: 1 });
      events.push(raise(world, here, "change-mode-failed", aboutDomain(domain2.name), { protection_domain_name: domain2.name, reason: `Site ${here.name} lost power` }, ids));
    }
  }
  return events;
}
function changeLink(world, command) {
  const { a, b, change: change2 } = command;
  clusterOf(world, a);
  clusterOf(world, b);
  const link2 = required(linkBetween(world, a, b), "link/not-found", `There is no link between ${a} and ${b}`);
  const { from, bandwidthBytesPerSecond, latencyUsecs, loss, up } = change2;
  require2(from === null || own(link2.lanes, from) !== void 0, "link/invalid", () => `${from} is not an end of the link between ${a} and ${b}`);
  require2(bandwidthBytesPerSecond === void 0 || bandwidthBytesPerSecond > 0, "link/invalid", () => "The bandwidth of a link is above zero: cut it instead");
  require2(loss === void 0 || loss >= 0 && loss < 1, "link/invalid", () => "The loss of a link is from 0 to below 1: cut it instead");
  require2(latencyUsecs === void 0 || Number.isInteger(latencyUsecs) && latencyUsecs >= 0, "link/invalid", () => "The latency of a link is zero or more");
  const events = [];
  if (latencyUsecs !== void 0) events.push({ type: "latency-changed", a: link2.a, b: link2.b, latencyUsecs });
  for (const lane2 of Object.values(link2.lanes)) {
    if (from !== null && lane2.from !== from) continue;
    if (up === void 0 && bandwidthBytesPerSecond === void 0 && loss === void 0) continue;
    events.push({
      type: "lane-changed",
      a: link2.a,
      b: link2.b,
      from: lane2.from,
      up: up ?? lane2.up,
      bandwidthBytesPerSecond: bandwidthBytesPerSecond ?? lane2.bandwidthBytesPerSecond,
      loss: loss ?? lane2.loss
    });
  }
  return events;
}

// server/domain/rules/mode-change.ts
function advanceModeChange(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  const change2 = domain2.change;
  switch (change2?.kind) {
    case "migrate":
      return finishGuestShutdown(world, here, domain2, change2, ids);
    case "activate":
      return finishActivation(world, here, domain2, change2, ids);
    case "deactivate":
      return finishDeactivation(world, here, domain2, change2, ids);
    case void 0:
      throw new Error(`No change of mode of ${domain2.name} is under way on ${here.name}`);
  }
}

// server/domain/rules/one-time-schedules.ts
function addOneTimeSchedule(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  require2(domain2.active, "protection-domain/not-active", () => `Protection domain ${domain2.name} is not active on ${here.name}`);
  for (const site3 of command.remoteSites) remoteSiteOf(here, site3);
  const retention2 = command.retentionSeconds;
  require2(retention2 === null || retention2 > 0, "retention/invalid", () => `A snapshot cannot be kept for ${retention2} seconds`);
  const schedule3 = {
    id: ids.number(),
    at: command.at !== null && command.at > world.now ? command.at : after(world.now, START_DELAY_USECS),
    appConsistent: command.appConsistent,
    remoteSites: [...new Set(command.remoteSites)],
    retentionSeconds: retention2
  };
  return [
    { type: "one-time-schedule-added", cluster: here.name, domain: domain2.name, schedule: schedule3 },
    audit(world, here.name, "one-time-schedule-added", aboutDomain(domain2.name), [domain2.name, String(schedule3.id)], command.user, ids)
  ];
}
function removeOneTimeSchedule(world, command) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  required(
    domain2.oneTimeSchedules.find((schedule3) => schedule3.id === command.id),
    "schedule/not-found",
    `One-time schedule ${command.id} of protection domain ${domain2.name} does not exist`
  );
  return [{ type: "one-time-schedule-removed", cluster: here.name, domain: domain2.name, id: command.id }];
}
function runOneTimeSchedule(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  const schedule3 = domain2.oneTimeSchedules.find(({ id }) => id === command.id);
  if (schedule3 === void 0) throw new Error(`One-time schedule ${command.id} of ${domain2.name} is gone`);
  const expiresAt = schedule3.retentionSeconds === null ? null : after(world.now, seconds(schedule3.retentionSeconds));
  const { events } = takeSnapshot(
    world,
    here,
    domain2,
    {
      kind: "one-time",
      scheduleId: null,
      oneTimeId: schedule3.id,
      appConsistent: schedule3.appConsistent,
      expiresAt,
      remotes: schedule3.remoteSites.map((site3) => ({ site: site3, expiresAt }))
    },
    ids
  );
  return [{ type: "one-time-schedule-removed", cluster: here.name, domain: domain2.name, id: schedule3.id }, ...events];
}

// server/domain/names.ts
var NAME_LENGTH_MAX = 75;
var ALLOWED = /^[A-Za-z0-9._-]+(?: +[A-Za-z0-9._-]+)*$/;
function nameFault(name) {
  if (name.length === 0) return "must not be empty";
  if (name.length > NAME_LENGTH_MAX) return `${name.slice(0, 20)}\u2026 is longer than ${NAME_LENGTH_MAX} characters`;
  if (!ALLOWED.test(name) || name === "__proto__") {
    return `${JSON.stringify(name)} is invalid: only letters, digits, '.', '-', '_' and inner blanks are allowed`;
  }
  return null;
}
function restoreRefusesName(name) {
  return name.length > 80 || /[[\]?*"',]/.test(name);
}

// server/domain/rules/protect.ts
function createProtectionDomain(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const fault = nameFault(command.name);
  if (fault !== null) throw new Refusal("protection-domain/invalid-name", `Protection domain name ${fault}`);
  const existing = own(here.protectionDomains, command.name);
  if (existing?.removedAt != null) throw tombstoned(here, command.name);
  require2(existing === void 0, "protection-domain/exists", () => `Protection domain ${command.name} already exists on ${here.name}`);
  if ((own(here.tombstones, command.name) ?? 0) > world.now) throw tombstoned(here, command.name);
  return [
    {
      type: "protection-domain-created",
      cluster: here.name,
      domain: emptyDomain(world, command.name, true, command.annotations, ids)
    },
    audit(world, here.name, "protection-domain-created", aboutDomain(command.name), [command.name], command.user, ids)
  ];
}
function tombstoned(here, name) {
  return new Refusal(
    "protection-domain/tombstoned",
    `Protection domain ${name} was recently deleted on ${here.name} and cannot be created again yet`
  );
}
function removeProtectionDomain(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  if (domain2.removedAt !== null) return [];
  refuseIfBusy(here, domain2);
  if (world.settings.deleteNeedsEmpty) {
    const left = domain2.members.length + domain2.schedules.length + domain2.snapshots.length;
    require2(left === 0, "protection-domain/in-use", () => `Protection domain ${domain2.name} still has entities, schedules or snapshots on ${here.name}`);
  }
  if (!domain2.active && !command.skipRemoteCheck) {
    const sender = senderTo(world, here, domain2);
    require2(sender === void 0, "protection-domain/in-use", () => `Protection domain ${domain2.name} is active on ${sender} and replicates to ${here.name}`);
  }
  return [
    ...abortReplications(world, here, domain2, ids),
    ...dropIncoming(world, here, domain2.name, null, ids),
    { type: "protection-domain-marked-for-removal", cluster: here.name, domain: domain2.name, at: after(world.now, seconds(world.settings.removalSeconds)) },
    audit(world, here.name, "protection-domain-removed", aboutDomain(domain2.name), [domain2.name], command.user, ids)
  ];
}
function senderTo(world, here, domain2) {
  return Object.values(world.clusters).find((cluster2) => {
    if (cluster2.name === here.name || !reachable(world, here.name, cluster2.name)) return false;
    const other = own(cluster2.protectionDomains, domain2.name);
    if (other === void 0 || !other.active) return false;
    return other.schedules.some(
      (schedule3) => Object.keys(schedule3.retention.remote).some((name) => {
        const site3 = own(cluster2.remoteSites, name);
        return site3 !== void 0 && peerOf(world, cluster2, site3)?.name === here.name;
      })
    );
  })?.name;
}
function finishRemoval(world, command) {
  return [
    {
      type: "protection-domain-removed",
      cluster: command.cluster,
      domain: command.name,
      until: after(world.now, seconds(world.settings.tombstoneSeconds))
    }
  ];
}
function protectVms(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  require2(domain2.active, "protection-domain/not-active", () => `Protection domain ${domain2.name} is not active on ${here.name}`);
  require2(command.names.length + command.uuids.length > 0, "request/invalid", () => "No VMs were named: give names, ids or uuids");
  const vms = namedVms(here, command);
  checkConsistencyGroup(domain2, command, vms);
  const members = vms.map((vm2) => ({
    uuid: vm2.uuid,
    name: vm2.name,
    handle: vm2.handle,
    consistencyGroup: command.consistencyGroup ?? vm2.name,
    appConsistent: command.appConsistent
  }));
  if (members.length === 0) return [];
  const names = members.map((member) => member.name).join(", ");
  return [
    { type: "entities-protected", cluster: here.name, domain: domain2.name, members },
    audit(world, here.name, "entities-protected", aboutDomain(domain2.name), [domain2.name, names], command.user, ids),
    ...members.filter((member) => restoreRefusesName(member.name)).map((member) => raise(world, here, "vm-name-restricted", aboutVm(member), { vm_name: member.name }, ids))
  ];
}
function namedVms(here, command) {
  const found = /* @__PURE__ */ new Map();
  const take = (vm2, given) => {
    if (vm2 === void 0) {
      if (command.ignoreDuplicateOrMissing) return;
      throw new Refusal("vm/not-found", `Entity does not exist in the cluster: VM ${given} is not on ${here.name}`);
    }
    if (vm2.protectionDomain !== null) {
      if (command.ignoreDuplicateOrMissing) return;
      throw new Refusal("vm/already-protected", `VM ${vm2.name} is already protected by protection domain ${vm2.protectionDomain}`);
    }
    found.set(vm2.uuid, vm2);
  };
  for (const uuid of command.uuids) take(own(here.vms, uuid.slice(uuid.lastIndexOf(":") + 1)), uuid);
  for (const name of command.names) {
    const named = vmsNamed(here, name);
    if (named.length === 0) take(void 0, name);
    for (const vm2 of named) take(vm2, name);
  }
  return [...found.values()];
}
function checkConsistencyGroup(domain2, command, vms) {
  const group = command.consistencyGroup;
  if (group === null) return;
  const fault = group.length === 0 || group.length > 255;
  require2(!fault, "consistency-group/invalid", () => "The name of a consistency group has 1 to 255 characters");
  const present = domain2.members.filter((member) => member.consistencyGroup === group);
  const appConsistent = command.appConsistent || present.some((member) => member.appConsistent);
  require2(
    !appConsistent || present.length + vms.length <= 1,
    "consistency-group/invalid",
    () => `Consistency group ${group} cannot hold more than one VM with application consistent snapshots`
  );
}
function unprotectVms(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  require2(domain2.active, "protection-domain/not-active", () => `Protection domain ${domain2.name} is not active on ${here.name}`);
  const members = command.names === null ? domain2.members : command.names.flatMap((name) => membersNamed(domain2, name));
  if (members.length === 0) return [];
  return [
    { type: "entities-unprotected", cluster: here.name, domain: domain2.name, uuids: members.map((member) => member.uuid) },
    audit(world, here.name, "entities-unprotected", aboutDomain(domain2.name), [domain2.name, members.map((member) => member.name).join(", ")], command.user, ids)
  ];
}
function membersNamed(domain2, name) {
  const members = domain2.members.filter((member) => member.name === name);
  require2(members.length > 0, "vm/not-protected", () => `VM ${name} is not protected by protection domain ${domain2.name}`);
  return members;
}

// server/domain/rules/remote-sites.ts
function addRemoteSite(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const request = command.site;
  const fault = nameFault(request.name);
  if (fault !== null) throw new Refusal("remote-site/invalid", `Remote site name ${fault}`);
  require2(own(here.remoteSites, request.name) === void 0, "remote-site/exists", () => `Remote site ${request.name} already exists on ${here.name}`);
  const site3 = {
    name: request.name,
    uuid: ids.uuid(),
    addresses: request.addresses,
    capabilities: request.capabilities ?? ["BACKUP", "DISASTER_RECOVERY"],
    containerMap: request.containerMap ?? {},
    networkMap: request.networkMap ?? [],
    networkMapUuid: request.networkMap === null ? null : ids.uuid(),
    compression: request.compression ?? true,
    proxy: request.proxy ?? false,
    ssh: request.ssh ?? false,
    bandwidthPolicyEnabled: request.bandwidthPolicyEnabled ?? false,
    bandwidthPolicy: request.bandwidthPolicy,
    maxBytesPerSecond: request.maxBytesPerSecond,
    createdAt: world.now
  };
  checkSite(world, here, site3, request.containerMap);
  return [
    { type: "remote-site-added", cluster: here.name, site: site3 },
    audit(world, here.name, "remote-site-added", aboutSite(site3), [site3.name], command.user, ids)
  ];
}
function updateRemoteSite(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const before = remoteSiteOf(here, command.site.name);
  const request = command.site;
  const site3 = {
    ...before,
    addresses: request.addresses ?? before.addresses,
    capabilities: request.capabilities ?? before.capabilities,
    containerMap: request.containerMap ?? before.containerMap,
    networkMap: request.networkMap ?? before.networkMap,
    networkMapUuid: before.networkMapUuid ?? (request.networkMap === void 0 ? null : ids.uuid()),
    compression: request.compression ?? before.compression,
    proxy: request.proxy ?? before.proxy,
    ssh: request.ssh ?? before.ssh,
    bandwidthPolicyEnabled: request.bandwidthPolicyEnabled ?? before.bandwidthPolicyEnabled,
    bandwidthPolicy: request.bandwidthPolicy === void 0 ? before.bandwidthPolicy : request.bandwidthPolicy,
    maxBytesPerSecond: request.maxBytesPerSecond === void 0 ? before.maxBytesPerSecond : request.maxBytesPerSecond
  };
  checkSite(world, here, site3, request.containerMap);
  return [
    { type: "remote-site-changed", cluster: here.name, site: site3 },
    audit(world, here.name, "remote-site-changed", aboutSite(site3), [site3.name], command.user, ids)
  ];
}
function removeRemoteSite(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const site3 = remoteSiteOf(here, command.name);
  const users = Object.values(here.protectionDomains).filter(
    (domain2) => domain2.schedules.some((schedule3) => own(schedule3.retention.remote, site3.name) !== void 0) || own(domain2.outgoing, site3.name)?.current != null || domain2.change?.kind === "migrate" && domain2.change.site === site3.name
  ).map((domain2) => domain2.name);
  require2(users.length === 0, "remote-site/in-use", () => `Remote site ${site3.name} is in use by protection domains ${users.join(", ")}`);
  return [
    { type: "remote-site-removed", cluster: here.name, name: site3.name },
    audit(world, here.name, "remote-site-removed", aboutSite(site3), [site3.name], command.user, ids)
  ];
}
function checkSite(world, here, site3, newContainerMap) {
  require2(Object.keys(site3.addresses).length > 0, "remote-site/invalid", () => `Remote site ${site3.name} needs an address`);
  const self = Object.keys(site3.addresses).find((address) => clusterAt(world, address)?.name === here.name);
  require2(self === void 0, "remote-site/invalid", () => `Address ${self} of remote site ${site3.name} is that of ${here.name} itself`);
  checkUnique(site3, "storage container", Object.keys(site3.containerMap), Object.values(site3.containerMap));
  checkUnique(
    site3,
    "network",
    site3.networkMap.map((mapping) => mapping.source),
    site3.networkMap.map((mapping) => mapping.destination)
  );
  if (newContainerMap != null) checkContainers(world, here, site3);
}
function checkContainers(world, here, site3) {
  const pairs = Object.entries(site3.containerMap);
  if (pairs.length === 0) return;
  const peer = peerOf(world, here, site3);
  if (peer === void 0 || !reachable(world, here.name, peer.name)) {
    throw new Refusal("remote-site/unreachable", `Remote site ${site3.name} is unreachable: its storage containers cannot be mapped`);
  }
  for (const [local, remote] of pairs) {
    require2(containerNamed(here, local) !== void 0, "remote-site/invalid", () => `Storage container ${local} does not exist on ${here.name}`);
    require2(containerNamed(peer, remote) !== void 0, "remote-site/invalid", () => `Storage container ${remote} does not exist on remote site ${site3.name}`);
  }
}
function checkUnique(site3, what, sources, destinations) {
  for (const names of [sources, destinations]) {
    const repeated2 = names.find((name, index) => names.indexOf(name) !== index);
    require2(repeated2 === void 0, "remote-site/invalid", () => `Enter unique source and destination name mappings: ${what} ${repeated2} of remote site ${site3.name} is mapped twice`);
  }
}

// server/domain/rules/restore.ts
var DEFAULT_PREFIX = "Nutanix-Clone-";
var CLONE_NUMBER_MAX = 1e4;
function restoreEntities(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  const snapshot2 = usableSnapshot(world, domain2, command.snapshotId);
  const vms = chosen(domain2, snapshot2, command);
  require2(vms.length > 0, "restore/invalid", () => "No entities were named: give vm_names or vm_uuids");
  const restore = {
    vmUuids: vms.map((vm2) => vm2.uuid),
    replace: command.replace,
    namePrefix: command.namePrefix === "" && !command.replace ? DEFAULT_PREFIX : command.namePrefix,
    user: command.user
  };
  return startRestore(world, here, domain2, snapshot2, restore, ids);
}
function rollBackProtectionDomain(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  require2(domain2.active, "protection-domain/not-active", () => `Protection domain ${domain2.name} is not active on ${here.name}`);
  const snapshot2 = usableSnapshot(world, domain2, command.snapshotId);
  const restore = { vmUuids: snapshot2.vms.map((vm2) => vm2.uuid), replace: true, namePrefix: "", user: command.user };
  return startRestore(world, here, domain2, snapshot2, restore, ids);
}
function usableSnapshot(world, domain2, name) {
  const snapshot2 = snapshotNamed(domain2, name);
  require2(!expired(domain2, snapshot2, world.now), "snapshot/expired", () => `Snapshot ${name} of protection domain ${domain2.name} has expired`);
  return snapshot2;
}
function chosen(domain2, snapshot2, command) {
  const found = /* @__PURE__ */ new Map();
  const missing = (what) => {
    throw new Refusal("restore/invalid", `VM ${what} is not in snapshot ${command.snapshotId} of protection domain ${domain2.name}`);
  };
  for (const name of command.vmNames) {
    const vms = snapshot2.vms.filter((vm2) => vm2.name === name);
    if (vms.length === 0) missing(name);
    for (const vm2 of vms) found.set(vm2.uuid, vm2);
  }
  for (const uuid of command.vmUuids) {
    const vm2 = snapshot2.vms.find((candidate) => candidate.uuid === uuid);
    found.set(uuid, vm2 ?? missing(uuid));
  }
  return [...found.values()];
}
function startRestore(world, here, domain2, snapshot2, restore, ids) {
  const task = {
    uuid: ids.uuid(),
    serial: ids.number(),
    operation: "kProtectionDomainRestoreEntities",
    status: "Running",
    createdAt: world.now,
    endsAt: after(world.now, seconds(world.settings.restoreSeconds)),
    errorCode: 0,
    errorDetail: null,
    entities: snapshot2.vms.filter((vm2) => restore.vmUuids.includes(vm2.uuid)).map((vm2) => ({ id: vm2.uuid, type: "VM", name: vm2.name })),
    effect: { type: "restore", domain: domain2.name, origin: snapshot2.origin, snapshotId: snapshot2.id, restore }
  };
  return [{ type: "task-started", cluster: here.name, task }];
}
function finishRestore(world, here, effect, ids) {
  const domain2 = own(here.protectionDomains, effect.domain);
  const snapshot2 = domain2 === void 0 ? void 0 : snapshotOf(domain2, effect.origin, effect.snapshotId);
  if (domain2 === void 0 || snapshot2 === void 0) return null;
  const held = snapshot2.vms.filter((vm2) => effect.restore.vmUuids.includes(vm2.uuid));
  const events = held.flatMap((vm2) => effect.restore.replace ? replaced(world, here, domain2, snapshot2, vm2, ids) : cloned(world, here, domain2, snapshot2, vm2, effect.restore.namePrefix, ids));
  const values = [domain2.name, snapshotName(snapshot2), held.map((vm2) => vm2.name).join(", ")];
  events.push(audit(world, here.name, "entities-restored", aboutDomain(domain2.name), values, effect.restore.user, ids));
  return events;
}
function replaced(world, here, domain2, snapshot2, held, ids) {
  const present = own(here.vms, held.uuid);
  const elsewhere = registeredElsewhere(world, here, held.uuid, null);
  const member = domain2.active ? domain2.members.find(({ uuid: uuid2 }) => uuid2 === held.uuid) : void 0;
  const uuid = present !== void 0 || member !== void 0 && !elsewhere ? held.uuid : ids.uuid();
  const protectionDomain2 = present === void 0 ? uuid === held.uuid ? domain2.name : null : present.protectionDomain;
  const handle = present?.handle ?? (uuid === held.uuid ? member?.handle : void 0);
  const as = { uuid, name: held.name, protectionDomain: protectionDomain2, contested: present?.contested === true, ...handle !== void 0 && { handle } };
  const { vm: vm2, notices } = revive(world, here, snapshot2, held, as, ids);
  const gone = present === void 0 ? [] : [{ type: "vm-unregistered", cluster: here.name, uuid }];
  return [...gone, { type: "vm-registered", cluster: here.name, vm: vm2 }, ...notices];
}
function cloned(world, here, domain2, snapshot2, held, prefix, ids) {
  const wanted = `${prefix}${held.name}`;
  let name = wanted;
  for (let n = 1; n < CLONE_NUMBER_MAX && vmsNamed(here, name).length > 0; n++) name = `${wanted}-${n}`;
  const { vm: vm2, notices } = revive(world, here, snapshot2, held, { uuid: ids.uuid(), name, protectionDomain: null }, ids);
  const spec = {
    ...vm2.spec,
    disks: vm2.spec.disks.map((disk) => ({ ...disk, uuid: ids.uuid() })),
    nics: vm2.spec.nics.map((nic) => ({ ...nic, uuid: ids.uuid(), mac: macOf(ids) }))
  };
  const events = [{ type: "vm-registered", cluster: here.name, vm: { ...vm2, spec } }, ...notices];
  if (name !== wanted) {
    events.push(raise(world, here, "vm-renamed", aboutVm(vm2), { vm_name: wanted, protection_domain_name: domain2.name, new_name: name }, ids));
  }
  return events;
}
function macOf(ids) {
  const digits = ids.uuid().replace(/-/g, "").slice(0, 6);
  return `50:6b:8d:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`;
}

// server/domain/rules/licence.ts
var HOUR_USECS = seconds(3600);
var NEARSYNC_MAX_USECS = seconds(15 * 60);
var SHORTEST_USECS = seconds(20);
function nearSync(recurrence) {
  return intervalUsecs(recurrence) <= NEARSYNC_MAX_USECS;
}
function licenceFault(here, recurrence) {
  const interval = intervalUsecs(recurrence);
  if (interval >= HOUR_USECS) return null;
  if (here.pack === "starter") {
    return { absolute: !nearSync(recurrence) || interval % SHORTEST_USECS !== 0, message: "Please enter a value greater than or equal to 60 minutes." };
  }
  if (interval > NEARSYNC_MAX_USECS) {
    return { absolute: true, message: "Please enter a value from 1 to 15 minutes, or greater than or equal to 60 minutes." };
  }
  if (interval % SHORTEST_USECS !== 0) {
    return { absolute: true, message: "Please enter a multiple of 20 seconds, or a value from 1 to 15 minutes." };
  }
  return null;
}

// server/domain/rules/schedules.ts
var TYPES = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY"];
var EVERY_NTH_MAX = 1e5;
var KEEP_MAX = 1e5;
var ZONE_SECONDS_MAX = 14 * 3600;
function addSchedule(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  const recurrence = recurrenceOf(world, command.schedule);
  const retention2 = retentionOf(here, command.schedule.retention);
  checkMix(domain2, recurrence, null);
  const events = checkLicence(world, here, domain2, recurrence, ids);
  const schedule3 = {
    id: `${recurrence.type.toLowerCase()}-${ids.number()}`,
    recurrence,
    suspended: command.schedule.suspended,
    appConsistent: command.schedule.appConsistent,
    retention: retention2,
    nextAt: firstFiring(recurrence, world.now)
  };
  return [
    { type: "schedule-added", cluster: here.name, domain: domain2.name, schedule: schedule3 },
    ...events,
    audit(world, here.name, "schedule-added", aboutDomain(domain2.name), [domain2.name, schedule3.id], command.user, ids)
  ];
}
function replaceSchedule(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  const before = scheduleOf(domain2, command.id);
  const recurrence = recurrenceOf(world, command.schedule);
  const retention2 = retentionOf(here, command.schedule.retention);
  checkMix(domain2, recurrence, before.id);
  const events = checkLicence(world, here, domain2, recurrence, ids);
  const schedule3 = {
    id: before.id,
    recurrence,
    suspended: command.schedule.suspended,
    appConsistent: command.schedule.appConsistent,
    retention: retention2,
    nextAt: firstFiring(recurrence, world.now)
  };
  return [
    { type: "schedule-replaced", cluster: here.name, domain: domain2.name, schedule: schedule3 },
    ...events,
    audit(world, here.name, "schedule-changed", aboutDomain(domain2.name), [domain2.name, schedule3.id], command.user, ids)
  ];
}
function removeSchedule(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  return removed(world, here, domain2, [scheduleOf(domain2, command.id)], command.user, ids);
}
function clearSchedules(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  return domain2.schedules.length === 0 ? [] : removed(world, here, domain2, domain2.schedules, command.user, ids);
}
function removed(world, here, domain2, schedules, user, ids) {
  return [
    ...schedules.map(({ id }) => ({ type: "schedule-removed", cluster: here.name, domain: domain2.name, id })),
    audit(world, here.name, "schedule-removed", aboutDomain(domain2.name), [domain2.name, schedules.map(({ id }) => id).join(",")], user, ids)
  ];
}
function setRetention(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  refuseIfBusy(here, domain2);
  const schedule3 = scheduleOf(domain2, command.id);
  return [
    { type: "schedule-retention-set", cluster: here.name, domain: domain2.name, id: schedule3.id, retention: retentionOf(here, command.retention) },
    audit(world, here.name, "schedule-changed", aboutDomain(domain2.name), [domain2.name, schedule3.id], command.user, ids)
  ];
}
function runSchedule(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  const schedule3 = scheduleOf(domain2, command.id);
  const ran = {
    type: "schedule-ran",
    cluster: here.name,
    domain: domain2.name,
    id: schedule3.id,
    nextAt: nextFiring(schedule3.recurrence, world.now)
  };
  if (domain2.change !== null || domain2.members.length === 0) return [ran];
  const { recurrence, retention: retention2 } = schedule3;
  const remotes = Object.entries(retention2.remote).map(([site3, keep2]) => ({ site: site3, expiresAt: expiryOf(keep2, recurrence, world.now) }));
  const { events } = takeSnapshot(
    world,
    here,
    domain2,
    {
      kind: "scheduled",
      scheduleId: schedule3.id,
      oneTimeId: null,
      appConsistent: schedule3.appConsistent,
      expiresAt: expiryOf(retention2.local, recurrence, world.now),
      remotes
    },
    ids
  );
  return [ran, ...events];
}
function scheduleOf(domain2, id) {
  return required(
    domain2.schedules.find((schedule3) => schedule3.id === id),
    "schedule/not-found",
    `Schedule ${id} of protection domain ${domain2.name} does not exist`
  );
}
function invalid(condition, message) {
  require2(condition, "schedule/invalid", message);
}
function recurrenceOf(world, request) {
  const { type, everyNth, startAt, endAt, values, timezoneOffsetSeconds } = request.recurrence;
  invalid(TYPES.includes(type), () => `Schedule type ${JSON.stringify(type)} is not one of ${TYPES.join(", ")}`);
  invalid(Number.isInteger(everyNth) && everyNth >= 1 && everyNth <= EVERY_NTH_MAX, () => `Schedule interval every_nth must be from 1 to ${EVERY_NTH_MAX}, not ${everyNth}`);
  invalid(Math.abs(timezoneOffsetSeconds) <= ZONE_SECONDS_MAX, () => `Timezone offset ${timezoneOffsetSeconds} is more than 14 hours`);
  const start = startAt ?? world.now;
  invalid(endAt === null || endAt > start, () => "A schedule must end after it starts");
  checkValues(type, values);
  return { type, everyNth, startAt: start, endAt, values, timezoneOffsetSeconds };
}
function checkValues(type, values) {
  if (type === "WEEKLY") {
    invalid(values.every((value) => Number.isInteger(value) && value >= 0 && value <= 7), () => `Days of the week are 1 (Sunday) to 7, not ${values.join(", ")}`);
  }
  if (type === "MONTHLY") {
    invalid(values.every((value) => Number.isInteger(value) && value >= 1 && value <= 31), () => `Days of the month are 1 to 31, not ${values.join(", ")}`);
  }
  invalid(new Set(values).size === values.length, () => `A day is named twice in ${values.join(", ")}`);
}
function retentionOf(here, request) {
  const local = request.local ?? { count: 1, unit: "NUM_SNAPSHOTS" };
  checkKeep(local, "local");
  for (const [site3, keep2] of Object.entries(request.remote)) {
    require2(own(here.remoteSites, site3) !== void 0, "remote-site/not-found", () => `Remote site ${site3} does not exist on ${here.name}: nothing can be kept there`);
    checkKeep(keep2, `remote site ${site3}`);
  }
  return { local, remote: request.remote };
}
function checkKeep(keep2, where) {
  const units = ["NUM_SNAPSHOTS", "DAYS", "WEEKS", "MONTHS"];
  const fine = Number.isInteger(keep2.count) && keep2.count >= 1 && keep2.count <= KEEP_MAX && units.includes(keep2.unit);
  if (!fine) {
    throw new Refusal("retention/invalid", `Retention for ${where} must be from 1 to ${KEEP_MAX} of ${units.join(", ")}, not ${keep2.count} ${keep2.unit}`);
  }
}
function checkMix(domain2, recurrence, except) {
  const others = domain2.schedules.filter((schedule3) => schedule3.id !== except);
  const clash = others.length > 0 && (nearSync(recurrence) || others.some((schedule3) => nearSync(schedule3.recurrence)));
  invalid(!clash, () => `Protection domain ${domain2.name}: a NearSync schedule cannot stand beside another schedule`);
}
function checkLicence(world, here, domain2, recurrence, ids) {
  const fault = licenceFault(here, recurrence);
  if (fault === null) return [];
  if (fault.absolute || world.settings.licence === "enforce") throw new Refusal("schedule/licence", fault.message);
  return [raise(world, here, "licence-exceeded", aboutDomain(domain2.name), { protection_domain_name: domain2.name, pack: here.pack }, ids)];
}

// server/domain/rules/snapshot.ts
function removeSnapshot(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  const snapshot2 = snapshotNamed(domain2, command.snapshotId);
  require2(!usedByChange(domain2, snapshot2), "protection-domain/busy", () => `Snapshot ${command.snapshotId} is in use by a change of mode of protection domain ${domain2.name}`);
  return [
    ...sendings(domain2, snapshot2).flatMap((outgoing2) => abortReplication(world, here, domain2, outgoing2, ids)),
    ...unqueue(here, domain2, [snapshot2]),
    { type: "snapshots-removed", cluster: here.name, domain: domain2.name, snapshots: [{ origin: snapshot2.origin, id: snapshot2.id }] },
    audit(world, here.name, "snapshot-removed", aboutDomain(domain2.name), [domain2.name, command.snapshotId], command.user, ids)
  ];
}
function retainSnapshot(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  const snapshot2 = snapshotNamed(domain2, command.snapshotId);
  require2(!expired(domain2, snapshot2, world.now), "snapshot/expired", () => `Snapshot ${command.snapshotId} of protection domain ${domain2.name} has expired`);
  return [
    { type: "snapshot-retention-set", cluster: here.name, domain: domain2.name, origin: snapshot2.origin, id: snapshot2.id, until: command.until },
    audit(world, here.name, "snapshot-retained", aboutDomain(domain2.name), [domain2.name, command.snapshotId], command.user, ids)
  ];
}
function collectSnapshots(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const domain2 = domainOf(here, command.name);
  const snapshots2 = collectable(domain2, world.settings.snapshotCollectionSeconds, world.now);
  const events = [];
  for (const outgoing2 of Object.values(domain2.outgoing)) {
    for (const queued of outgoing2.queue) {
      if (!snapshots2.some((snapshot2) => snapshot2.id === queued.snapshotId && snapshot2.origin === queued.origin)) continue;
      const values = { protection_domain_name: domain2.name, remote_name: outgoing2.site };
      events.push(raise(world, here, "replication-expired", aboutDomain(domain2.name), values, ids));
    }
  }
  events.push(...unqueue(here, domain2, snapshots2));
  events.push({
    type: "snapshots-removed",
    cluster: here.name,
    domain: domain2.name,
    snapshots: snapshots2.map(({ origin, id }) => ({ origin, id }))
  });
  return events;
}
function usedByChange(domain2, snapshot2) {
  const change2 = domain2.change;
  if (change2 === null || change2.kind === "deactivate") return false;
  return change2.snapshotId === snapshot2.id && (change2.kind === "migrate" || change2.origin === snapshot2.origin);
}
function sendings(domain2, snapshot2) {
  return Object.values(domain2.outgoing).filter(
    ({ current: current2 }) => current2 !== null && current2.snapshotId === snapshot2.id && current2.origin === snapshot2.origin
  );
}
function unqueue(here, domain2, snapshots2) {
  const events = [];
  for (const outgoing2 of Object.values(domain2.outgoing)) {
    const dropped = outgoing2.queue.filter((queued) => snapshots2.some((snapshot2) => snapshot2.id === queued.snapshotId && snapshot2.origin === queued.origin)).map((queued) => ({ origin: queued.origin, id: queued.snapshotId }));
    if (dropped.length === 0) continue;
    events.push({ type: "replications-dropped", cluster: here.name, domain: domain2.name, site: outgoing2.site, snapshots: dropped });
  }
  return events;
}

// server/domain/power.ts
var quick = () => 2;
var transitions = {
  ON: { operation: "kVmPowerOn", from: ["off", "suspended"], to: "on", takes: quick },
  OFF: { operation: "kVmPowerOff", from: ["on", "paused", "suspended"], to: "off", takes: quick },
  POWERCYCLE: { operation: "kVmPowerCycle", from: ["on", "paused"], to: "on", takes: quick },
  RESET: { operation: "kVmReset", from: ["on", "paused"], to: "on", takes: quick },
  PAUSE: { operation: "kVmPause", from: ["on"], to: "paused", takes: quick },
  SUSPEND: { operation: "kVmSuspend", from: ["on"], to: "suspended", takes: quick },
  SAVE: { operation: "kVmSuspend", from: ["on"], to: "suspended", takes: quick },
  RESUME: { operation: "kVmResume", from: ["paused", "suspended"], to: "on", takes: quick },
  ACPI_SHUTDOWN: { operation: "kVmAcpiShutdown", from: ["on"], to: "off", takes: (settings) => settings.guestShutdownSeconds },
  ACPI_REBOOT: { operation: "kVmAcpiReboot", from: ["on"], to: "on", takes: (settings) => settings.guestShutdownSeconds }
};

// server/domain/rules/vms.ts
var INVALID_VM_STATE = 17;
function setPowerState(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const vm2 = vmOf(here, command.vm);
  const word = command.transition.toUpperCase();
  const transition = own(transitions, word);
  if (transition === void 0) {
    throw new Refusal("vm/invalid-transition", `Transition ${JSON.stringify(command.transition)} is not one of ${Object.keys(transitions).join(", ")}`);
  }
  if (command.host !== null && command.host !== "") {
    require2(here.hosts.some((host) => host.uuid === command.host), "host/not-found", () => `Host ${command.host} does not exist on ${here.name}`);
  }
  const allowed = transition.from.includes(vm2.powerState) && vm2.pendingTask === null;
  const task = {
    uuid: ids.uuid(),
    serial: ids.number(),
    operation: transition.operation,
    status: "Running",
    createdAt: world.now,
    endsAt: allowed ? after(world.now, seconds(transition.takes(world.settings))) : world.now,
    errorCode: 0,
    errorDetail: null,
    entities: [{ id: vm2.uuid, type: "VM", name: vm2.name }],
    effect: { type: "power", vm: vm2.uuid, to: transition.to }
  };
  if (!allowed) {
    const state = vm2.pendingTask === null ? title(vm2.powerState) : "Transition";
    const failed = { ...task, status: "Failed", effect: null, errorCode: INVALID_VM_STATE, errorDetail: `InvalidVmState: Cannot complete request in state ${state}` };
    return [{ type: "task-started", cluster: here.name, task: failed }];
  }
  return [
    { type: "task-started", cluster: here.name, task },
    { type: "vm-task-pending", cluster: here.name, uuid: vm2.uuid, task: task.uuid }
  ];
}
function title(state) {
  return state.charAt(0).toUpperCase() + state.slice(1);
}
function finishTask(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  const task = own(here.tasks, command.task);
  if (task === void 0) throw new Error(`Task ${command.task} of ${here.name} is gone`);
  const effect = task.effect;
  const done = { type: "task-ended", cluster: here.name, uuid: task.uuid, status: "Succeeded", errorCode: 0, errorDetail: null };
  if (effect === null) return [done];
  const events = effect.type === "restore" ? finishRestore(world, here, effect, ids) : powerChanged(here, effect.vm, effect.to, task.uuid);
  if (events !== null) return [...events, done];
  const errorDetail = effect.type === "restore" ? "NotFound: the snapshot or its protection domain has gone" : "NotFound: the VM has gone";
  return [{ type: "task-ended", cluster: here.name, uuid: task.uuid, status: "Failed", errorCode: INVALID_VM_STATE, errorDetail }];
}
function powerChanged(here, uuid, to, task) {
  const vm2 = own(here.vms, uuid);
  if (vm2 === void 0 || vm2.pendingTask !== task) return null;
  const events = [{ type: "vm-task-pending", cluster: here.name, uuid, task: null }];
  if (vm2.powerState !== to || vm2.hostUuid === null) {
    events.push({ type: "vm-power-changed", cluster: here.name, uuid, powerState: to, hostUuid: to === "off" ? null : hostFor(here, vm2) });
  }
  return events;
}
function hostFor(here, vm2) {
  return here.hosts.length === 0 ? null : here.hosts[vm2.handle % here.hosts.length]?.uuid ?? null;
}
function createVms(world, command, ids) {
  const here = clusterOf(world, command.cluster);
  return command.vms.map((request) => {
    for (const disk of request.spec.disks) {
      require2(containerNamed(here, disk.container) !== void 0, "storage-container/not-found", () => `Storage container ${disk.container} does not exist on ${here.name}`);
    }
    for (const nic of request.spec.nics) {
      require2(networkNamed(here, nic.network) !== void 0, "network/not-found", () => `Network ${nic.network} does not exist on ${here.name}`);
    }
    const handle = ids.number();
    const running = request.powerState === "on";
    const vm2 = {
      uuid: ids.uuid(),
      name: request.name,
      handle,
      spec: request.spec,
      powerState: request.powerState,
      hostUuid: running ? hostFor(here, { handle }) : null,
      changeBytesPerSecond: request.changeBytesPerSecond,
      content: { writtenBytes: 0, asOf: world.now, bytesPerSecond: running && here.power === "on" ? request.changeBytesPerSecond : 0, marks: [] },
      protectionDomain: null,
      logicalTimestamp: 1,
      pendingTask: null
    };
    return { type: "vm-registered", cluster: here.name, vm: vm2 };
  });
}
function writeMark(world, command) {
  const here = clusterOf(world, command.cluster);
  const vm2 = vmOf(here, command.vm);
  require2(vm2.powerState === "on" && here.power === "on", "vm/invalid-transition", () => `VM ${vm2.name} on ${here.name} is not running: it cannot write`);
  return [{ type: "mark-written", cluster: here.name, uuid: vm2.uuid, mark: command.mark, bytes: command.bytes }];
}

// server/domain/decide.ts
var rules = {
  "add-remote-site": addRemoteSite,
  "update-remote-site": updateRemoteSite,
  "remove-remote-site": removeRemoteSite,
  "create-protection-domain": createProtectionDomain,
  "remove-protection-domain": removeProtectionDomain,
  "protect-vms": protectVms,
  "unprotect-vms": unprotectVms,
  "add-schedule": addSchedule,
  "replace-schedule": replaceSchedule,
  "remove-schedule": removeSchedule,
  "clear-schedules": clearSchedules,
  "set-retention": setRetention,
  "add-one-time-schedule": addOneTimeSchedule,
  "remove-one-time-schedule": removeOneTimeSchedule,
  "remove-snapshot": removeSnapshot,
  "retain-snapshot": retainSnapshot,
  "control-replication": controlReplication,
  "migrate-protection-domain": migrateProtectionDomain,
  "activate-protection-domain": activateProtectionDomain,
  "deactivate-protection-domain": deactivateProtectionDomain,
  "restore-entities": restoreEntities,
  "roll-back-protection-domain": rollBackProtectionDomain,
  "set-power-state": setPowerState,
  "acknowledge-alerts": acknowledgeAlerts,
  "resolve-alerts": resolveAlerts,
  "dismiss-progress-monitor": dismissProgressMonitor,
  "name-addresses": nameAddresses,
  "create-vms": createVms,
  "write-mark": writeMark,
  "set-power": setPower,
  "set-pack": setPack,
  "change-link": changeLink,
  "admit-replication": admitReplication,
  "finish-replication": finishReplication,
  "fail-stalled-replications": failStalledReplications,
  "run-schedule": runSchedule,
  "run-one-time-schedule": runOneTimeSchedule,
  "collect-snapshots": collectSnapshots,
  "advance-mode-change": advanceModeChange,
  "finish-removal": finishRemoval,
  "finish-task": finishTask
};
function decide(world, command, ids) {
  const rule = rules[command.type];
  return rule(world, command, ids);
}

// server/domain/audits.ts
var auditTypes = {
  "remote-site-added": remoteSite("Remote site {remote_name} was added."),
  "remote-site-changed": remoteSite("Remote site {remote_name} was updated."),
  "remote-site-removed": remoteSite("Remote site {remote_name} was removed."),
  "protection-domain-created": protectionDomain("Protection domain {protection_domain_name} was created."),
  "protection-domain-removed": protectionDomain("Protection domain {protection_domain_name} was marked for removal."),
  "entities-protected": entities("Entities {entities} were added to protection domain {protection_domain_name}."),
  "entities-unprotected": entities("Entities {entities} were removed from protection domain {protection_domain_name}."),
  "schedule-added": schedule("Schedules {cron_schedule_id_list} were added to protection domain {protection_domain_name}."),
  "schedule-changed": schedule("Schedules {cron_schedule_id_list} of protection domain {protection_domain_name} were updated."),
  "schedule-removed": schedule("Schedules {cron_schedule_id_list} were removed from protection domain {protection_domain_name}."),
  "one-time-schedule-added": {
    uuid: "PdOOBScheduleAudit",
    contextTypes: ["protection_domain_name", "schedule_id"],
    message: "Out of band schedule {schedule_id} was added to protection domain {protection_domain_name}."
  },
  "snapshot-ready": {
    uuid: "SnapshotReadyAudit",
    contextTypes: ["protection_domain_name", "snapshot_id"],
    message: "Snapshot {snapshot_id} created for protection domain {protection_domain_name} is ready."
  },
  "snapshot-removed": snapshot("Snapshot {snapshot_id} of protection domain {protection_domain_name} was removed."),
  "snapshot-retained": snapshot("The expiry of snapshot {snapshot_id} of protection domain {protection_domain_name} was changed."),
  "replication-completed": replication("Replication completed for Protection Domain {protection_domain_name} to remote {remote_name} using snapshot {snapshot_id} and at time {start_time}."),
  "replication-aborted": replication("Replication aborted for Protection Domain {protection_domain_name} to remote {remote_name} using snapshot {snapshot_id} and at time {start_time}."),
  "change-mode-requested": changeMode("Protection domain {protection_domain_name}: change to {desired_mode} was requested."),
  "change-mode-completed": changeMode("Protection domain {protection_domain_name}: change to {desired_mode} has completed."),
  "change-mode-failed": changeMode("Protection domain {protection_domain_name}: change to {desired_mode} has failed."),
  "entities-restored": {
    uuid: "RestoreProtectionDomainVMsAudit",
    contextTypes: ["protection_domain_name", "snapshot_id", "entities"],
    message: "Entities {entities} of protection domain {protection_domain_name} were restored from snapshot {snapshot_id}."
  },
  "vm-registered": {
    uuid: "RegisterVmAudit",
    contextTypes: ["vm_name"],
    message: "VM {vm_name} was registered."
  }
};
function remoteSite(message) {
  return { uuid: "RemoteSiteAudit", contextTypes: ["remote_name"], message };
}
function protectionDomain(message) {
  return { uuid: "ProtectionDomainAudit", contextTypes: ["protection_domain_name"], message };
}
function entities(message) {
  return { uuid: "ProtectionDomainEntitiesAudit", contextTypes: ["protection_domain_name", "entities"], message };
}
function schedule(message) {
  return { uuid: "PdCronScheduleAudit", contextTypes: ["protection_domain_name", "cron_schedule_id_list"], message };
}
function snapshot(message) {
  return { uuid: "ModifyProtectionDomainSnapshotAudit", contextTypes: ["protection_domain_name", "snapshot_id"], message };
}
function replication(message) {
  return {
    uuid: "ReplicationSystemStateAudit",
    contextTypes: ["protection_domain_name", "remote_name", "snapshot_id", "start_time"],
    message
  };
}
function changeMode(message) {
  return { uuid: "ProtectionDomainChangeModeAudit", contextTypes: ["protection_domain_name", "mode_change", "desired_mode"], message };
}

// server/domain/limits.ts
var TASKS_MAX = 2e3;
var MONITORS_MAX = 1e3;
var ALERTS_MAX = 5e3;
var AUDITS_MAX = 5e3;
var SLACK = 1.25;
function append(list, item, max) {
  list.push(item);
  if (list.length > max * SLACK) list.splice(0, list.length - max);
}

// server/domain/invariants/context.ts
function clustersOf(world) {
  return Object.values(world.clusters);
}
function* domainsOf(world) {
  for (const here of clustersOf(world)) {
    for (const domain2 of Object.values(here.protectionDomains)) {
      yield { here, domain: domain2, place: `${domain2.name} on ${here.name}` };
    }
  }
}
function* outgoingsOf(world) {
  for (const about of domainsOf(world)) {
    for (const outgoing2 of Object.values(about.domain.outgoing)) {
      yield { ...about, outgoing: outgoing2, place: `${about.place} to ${outgoing2.site}` };
    }
  }
}
function* transfersOf(world) {
  for (const about of outgoingsOf(world)) {
    if (about.outgoing.current !== null) yield { ...about, current: about.outgoing.current };
  }
}
function lanesOf(world) {
  return Object.values(world.links).flatMap((link2) => Object.values(link2.lanes));
}
function repeated(values) {
  const seen = /* @__PURE__ */ new Set();
  return values.filter((value) => seen.has(value) || !seen.add(value));
}

// server/domain/invariants/records.ts
var recordInvariants = {
  "a task runs with something to do, or has ended with a result": function* (world) {
    for (const here of clustersOf(world)) {
      for (const [uuid, task] of Object.entries(here.tasks)) {
        const running = task.status === "Running" || task.status === "Queued";
        const place = `task ${uuid} on ${here.name}`;
        if (task.uuid !== uuid) yield `${place} is ${task.uuid}`;
        if (task.createdAt > world.now || task.endsAt < task.createdAt) yield `${place} ends before it begins`;
        if (running !== (task.effect !== null)) yield `${place} is ${task.status}, and its effect ${task.effect?.type}`;
        if (!running && task.endsAt > world.now) yield `${place} has ended in the future`;
        const failed = task.status === "Failed";
        if (failed !== (task.errorCode !== 0) || failed !== (task.errorDetail !== null))
          yield `${place} is ${task.status} with error ${task.errorCode}`;
      }
      for (const vm2 of Object.values(here.vms)) {
        if (vm2.pendingTask === null) continue;
        const effect = own(here.tasks, vm2.pendingTask)?.effect;
        if (effect?.type !== "power" || effect.vm !== vm2.uuid)
          yield `VM ${vm2.name} on ${here.name} waits for no task of its own`;
      }
    }
  },
  "a progress monitor runs as long as its change of mode": function* (world) {
    for (const here of clustersOf(world)) {
      for (const id of repeated(here.monitors.map((monitor) => monitor.id))) yield `monitor ${id} on ${here.name} twice`;
      for (const monitor of here.monitors) {
        const place = `monitor ${monitor.id} of ${monitor.domain} on ${here.name}`;
        const running = monitor.status === "running";
        const good = running || monitor.status === "succeeded";
        if (running !== (monitor.endedAt === null) || good !== (monitor.errorCode === 0))
          yield `${place} is ${monitor.status} with error ${monitor.errorCode}`;
        if (monitor.startedAt > (monitor.endedAt ?? world.now)) yield `${place} ends before it begins`;
        const change2 = own(here.protectionDomains, monitor.domain)?.change;
        if (running && change2?.monitorId !== monitor.id) yield `${place} runs for no change`;
        if (!running && change2?.monitorId === monitor.id) yield `${place} has ended before its change`;
      }
    }
  },
  "an alert is in the catalogue, complete, and open or resolved": function* (world) {
    for (const here of clustersOf(world)) {
      for (const id of repeated(here.alerts.map((alert) => alert.id))) yield `alert ${id} on ${here.name} twice`;
      for (const alert of here.alerts) {
        const place = `alert ${alert.id} on ${here.name}`;
        const type = own(alertTypes, alert.type);
        if (type === void 0) yield `${place} has the unknown type ${alert.type}`;
        for (const [, key = ""] of type?.message.matchAll(/\{(\w+)\}/g) ?? []) {
          if (own(alert.values, key) === void 0) yield `${place} has no ${key}`;
        }
        if (alert.raisedAt > alert.lastAt || alert.lastAt > world.now) yield `${place} is raised in the future`;
        if (alert.resolvedAt !== null && alert.resolvedAt < alert.raisedAt)
          yield `${place} is resolved before it is raised`;
        if (alert.acknowledgedAt === null !== (alert.acknowledgedBy === null))
          yield `${place} is acknowledged by nobody`;
        if (alert.resolvedAt === null !== (alert.resolvedBy === null && !alert.autoResolved))
          yield `${place} is resolved by nobody`;
      }
    }
  },
  "an audit is in the catalogue, with a value for each part of its context": function* (world) {
    for (const here of clustersOf(world)) {
      for (const id of repeated(here.audits.map((audit2) => audit2.id))) yield `audit ${id} on ${here.name} twice`;
      for (const [i, audit2] of here.audits.entries()) {
        const type = own(auditTypes, audit2.type);
        if (type?.contextTypes.length !== audit2.values.length)
          yield `audit ${audit2.id} on ${here.name} of type ${audit2.type}`;
        if (audit2.at > (here.audits[i + 1]?.at ?? world.now)) yield `audit ${audit2.id} on ${here.name} is out of order`;
      }
    }
  },
  "what only grows stays below its limit": function* (world) {
    for (const here of clustersOf(world)) {
      const running = Object.values(here.tasks).filter((task) => task.effect !== null).length;
      const sizes = {
        tasks: Object.keys(here.tasks).length - running,
        monitors: here.monitors.length,
        alerts: here.alerts.length,
        audits: here.audits.length
      };
      const limits = { tasks: TASKS_MAX, monitors: MONITORS_MAX, alerts: ALERTS_MAX, audits: AUDITS_MAX };
      for (const key of ["tasks", "monitors", "alerts", "audits"]) {
        if (sizes[key] > limits[key] * SLACK) yield `${sizes[key]} ${key} on ${here.name}`;
      }
    }
  },
  "everything that can fall due has a number of its own": function* (world) {
    const tasks = clustersOf(world).flatMap((here) => Object.values(here.tasks));
    const domains = [...domainsOf(world)].map(({ domain: domain2 }) => domain2);
    for (const serial of repeated([...tasks, ...domains, ...lanesOf(world)].map((one) => String(one.serial)))) yield serial;
  },
  "nothing that is due lies in the past, where there is power": function* (world) {
    const past = (at) => at !== null && at < world.now;
    for (const { here, domain: domain2, place } of domainsOf(world)) {
      if (here.power === "lost") continue;
      if (past(domain2.removedAt)) yield `the removal of ${place}`;
      if (past(domain2.change?.endsAt ?? null)) yield `the change of mode of ${place}`;
      if (!domain2.active || domain2.schedulesSuspended) continue;
      for (const schedule3 of domain2.schedules) {
        if (!schedule3.suspended && past(schedule3.nextAt)) yield `schedule ${schedule3.id} of ${place}`;
      }
    }
    for (const { here, current: current2, place } of transfersOf(world)) {
      if (here.power === "on" && current2.phase === "handshake" && past(current2.admittedAt))
        yield `the handshake of ${place}`;
    }
    for (const here of clustersOf(world)) {
      if (here.power === "lost") continue;
      for (const task of Object.values(here.tasks))
        if (task.effect !== null && past(task.endsAt)) yield `task ${task.uuid} on ${here.name}`;
    }
  }
};

// server/domain/invariants/sides.ts
var sideInvariants = {
  "a VM is registered on one cluster only, unless a domain was activated by force": function* (world) {
    const places = /* @__PURE__ */ new Map();
    for (const here of clustersOf(world)) {
      for (const vm2 of Object.values(here.vms)) {
        const known = places.get(vm2.uuid);
        const place = { cluster: here.name, contested: vm2.contested === true };
        if (known === void 0) places.set(vm2.uuid, [place]);
        else known.push(place);
      }
    }
    for (const [uuid, found] of places) {
      if (found.filter((place) => !place.contested).length < 2) continue;
      yield `VM ${uuid} is registered on ${found.map((place) => place.cluster).join(" and ")}`;
    }
  },
  "a domain is active on one side only, unless it was activated by force": function* (world) {
    const active = /* @__PURE__ */ new Map();
    for (const about of domainsOf(world)) {
      if (!about.domain.active || about.domain.forced) continue;
      const rivals = active.get(about.domain.name) ?? [];
      for (const rival of rivals) {
        if (related(rival.domain, about.domain)) yield `${rival.place} and ${about.place} are both active`;
      }
      active.set(about.domain.name, [...rivals, about]);
    }
  },
  "members of a domain and the VMs that it protects agree": function* (world) {
    for (const { here, domain: domain2, place } of domainsOf(world)) {
      for (const uuid of repeated(domain2.members.map((member) => member.uuid)))
        yield `${uuid} is twice a member of ${place}`;
      for (const member of domain2.members) {
        const vm2 = own(here.vms, member.uuid);
        if (vm2 === void 0) continue;
        if (vm2.protectionDomain !== domain2.name) yield `member ${member.name} of ${place} says ${vm2.protectionDomain}`;
        if (vm2.handle !== member.handle) yield `member ${member.name} of ${place} has another handle than its VM`;
        if (vm2.name !== member.name) yield `member ${member.name} of ${place} is called ${vm2.name}`;
      }
    }
    for (const here of clustersOf(world)) {
      for (const vm2 of Object.values(here.vms)) {
        if (vm2.protectionDomain === null) continue;
        const domain2 = own(here.protectionDomains, vm2.protectionDomain);
        if (domain2?.members.some((member) => member.uuid === vm2.uuid) !== true) {
          yield `VM ${vm2.name} on ${here.name} says that ${vm2.protectionDomain} protects it`;
        }
      }
    }
  },
  "an inactive domain has no members and nothing to do of its own": function* (world) {
    for (const { domain: domain2, place } of domainsOf(world)) {
      if (domain2.active) continue;
      if (domain2.members.length > 0) yield `${place} has members`;
      if (domain2.oneTimeSchedules.length > 0) yield `${place} has one-time schedules`;
      if (domain2.forced) yield `${place} is active by force, and inactive`;
      if (Object.values(domain2.outgoing).some(({ current: current2 }) => current2 !== null)) yield `${place} sends something`;
    }
  },
  "a domain that is marked for removal is empty": function* (world) {
    for (const { domain: domain2, place } of domainsOf(world)) {
      if (domain2.removedAt === null) continue;
      const left = [domain2.members, domain2.schedules, domain2.oneTimeSchedules, domain2.snapshots].some(
        (list) => list.length > 0
      );
      if (left) yield `${place} still has members, schedules or snapshots`;
      if (domain2.change !== null) yield `${place} changes its mode`;
    }
  },
  "a change of mode fits the side, and what it waits for is going to come": function* (world) {
    for (const { domain: domain2, place } of domainsOf(world)) {
      const { change: change2 } = domain2;
      if (change2 === null) continue;
      if (domain2.active === (change2.kind === "activate"))
        yield `${place}: ${change2.kind} while active is ${domain2.active}`;
      if (change2.startedAt > world.now) yield `${place}: the change starts in the future`;
      if (change2.kind === "deactivate") continue;
      const held = domain2.snapshots.some((snapshot2) => snapshot2.id === change2.snapshotId);
      if (!held) yield `${place}: the snapshot of the change is not there`;
      if (change2.kind === "activate") continue;
      if (change2.endsAt !== null !== (change2.step === "guest-shutdown"))
        yield `${place}: ${change2.step} ends at ${change2.endsAt}`;
      const sending = own(domain2.outgoing, change2.site);
      const sent = [...sending?.queue ?? [], ...sending?.current == null ? [] : [sending.current]];
      if (change2.step !== "guest-shutdown" && !sent.some((one) => one.snapshotId === change2.snapshotId)) {
        yield `${place}: ${change2.step} waits for a snapshot that nobody sends`;
      }
    }
  },
  "every name is valid, and everything is filed under its own": function* (world) {
    for (const [key, here] of Object.entries(world.clusters)) {
      if (key !== here.name) yield `cluster ${here.name} is filed under ${key}`;
      for (const [uuid, vm2] of Object.entries(here.vms))
        if (uuid !== vm2.uuid) yield `VM ${vm2.uuid} is filed under ${uuid}`;
      for (const records2 of [here.remoteSites, here.protectionDomains]) {
        for (const [name, record] of Object.entries(records2)) {
          if (name !== record.name) yield `${record.name} is filed under ${name} on ${here.name}`;
          const fault = nameFault(name);
          if (fault !== null) yield `a name on ${here.name} ${fault}`;
        }
      }
      for (const name of Object.keys(here.tombstones)) {
        if (own(here.protectionDomains, name) !== void 0)
          yield `${name} on ${here.name} is there and has a tombstone`;
      }
    }
  },
  "a VM writes while it runs and its site has power": function* (world) {
    for (const here of clustersOf(world)) {
      for (const vm2 of Object.values(here.vms)) {
        const { content, powerState, hostUuid } = vm2;
        const rate = powerState === "on" && here.power === "on" ? vm2.changeBytesPerSecond : 0;
        const place = `VM ${vm2.name} on ${here.name}`;
        if (content.bytesPerSecond !== rate) yield `${place} writes ${content.bytesPerSecond} bytes/s, not ${rate}`;
        if (content.asOf > world.now || content.writtenBytes < 0) yield `${place} has content of the future`;
        if (content.marks.some((mark, i) => mark.at > (content.marks[i + 1]?.at ?? world.now)))
          yield `${place} has its marks out of order`;
        if (powerState === "off" && hostUuid !== null) yield `${place} is off and on a host`;
        if (hostUuid !== null && !here.hosts.some((host) => host.uuid === hostUuid))
          yield `${place} is on an unknown host`;
        if (!vm2.spec.disks.every((disk) => here.containers.some(({ name }) => name === disk.container)))
          yield `${place} has a disk in no container`;
        if (!vm2.spec.nics.every((nic) => here.networks.some(({ name }) => name === nic.network)))
          yield `${place} has an adapter on no network`;
      }
    }
  }
};
function related(a, b) {
  return a.snapshots.some((snapshot2) => snapshotOf(b, snapshot2.origin, snapshot2.id) !== void 0);
}

// server/domain/invariants/snapshots.ts
var snapshotInvariants = {
  "a snapshot stands in a domain once": function* (world) {
    for (const { domain: domain2, place } of domainsOf(world)) {
      for (const id of repeated(domain2.snapshots.map((snapshot2) => `${snapshot2.origin}:${snapshot2.id}`)))
        yield `${id} of ${place}`;
    }
  },
  "snapshots stand in the order of their creation, none of them from the future": function* (world) {
    for (const { domain: domain2, place } of domainsOf(world)) {
      for (const [i, { id, createdAt, receivedAt }] of domain2.snapshots.entries()) {
        if (createdAt > (domain2.snapshots[i + 1]?.createdAt ?? world.now))
          yield `${id} of ${place} is newer than what follows`;
        if (receivedAt < createdAt) yield `${id} of ${place} was received before it was taken`;
        if (receivedAt > world.now) yield `${id} of ${place} is received in the future`;
      }
    }
  },
  "a snapshot has a prefix and a container map where it was received, and only there": function* (world) {
    for (const { here, domain: domain2, place } of domainsOf(world)) {
      for (const { id, origin, prefix, containers } of domain2.snapshots) {
        const local = origin === here.name;
        if (local !== (prefix === null) || local !== (containers === null)) yield `${id} from ${origin} of ${place}`;
      }
    }
  },
  "a snapshot holds nothing that was written after it was taken": function* (world) {
    for (const { domain: domain2, place } of domainsOf(world)) {
      for (const { id, createdAt, vms } of domain2.snapshots) {
        for (const vm2 of vms) {
          if (vm2.marks.some((mark) => mark.at > createdAt)) yield `${id} of ${place} holds a later mark of ${vm2.name}`;
        }
      }
    }
  },
  "a received snapshot is what was taken where it comes from": function* (world) {
    for (const { here, domain: domain2, place } of domainsOf(world)) {
      for (const copy of domain2.snapshots) {
        if (copy.origin === here.name) continue;
        const origin = own(world.clusters, copy.origin);
        if (origin === void 0) yield `${copy.id} of ${place} comes from ${copy.origin}, which is not there`;
        const source = origin === void 0 ? void 0 : own(origin.protectionDomains, domain2.name);
        const original = source === void 0 ? void 0 : snapshotOf(source, copy.origin, copy.id);
        if (original === void 0) continue;
        if (original.createdAt !== copy.createdAt || original.vms.length !== copy.vms.length)
          yield `${copy.id} of ${place} differs`;
        for (const [i, vm2] of original.vms.entries()) {
          const same = copy.vms[i];
          if (same?.uuid !== vm2.uuid || same.writtenBytes !== vm2.writtenBytes || same.marks.length !== vm2.marks.length) {
            yield `${vm2.name} in ${copy.id} of ${place} differs from its original`;
          }
        }
      }
    }
  }
};

// server/domain/link.ts
var NODE_BYTES_PER_SECOND = 1e8;
function laneCapacity(world, lane2) {
  if (lane2.downSince !== null) return 0;
  const from = own(world.clusters, lane2.from);
  const nodes = Math.max(1, from?.hosts.length ?? 1);
  const site3 = from === void 0 ? void 0 : siteFor(world, from, lane2.to);
  const policy = site3 !== void 0 && site3.bandwidthPolicyEnabled ? site3.bandwidthPolicy?.defaultBytesPerSecond : null;
  return Math.min(
    lane2.bandwidthBytesPerSecond * (1 - lane2.loss),
    NODE_BYTES_PER_SECOND * nodes,
    site3?.maxBytesPerSecond ?? Infinity,
    policy ?? Infinity
  );
}
function servedAt(lane2, capacity, at) {
  if (lane2.running === 0 || at <= lane2.asOf) return lane2.servedBytes;
  return lane2.servedBytes + (at - lane2.asOf) / USECS_PER_SECOND * (capacity / lane2.running);
}
function finishesAt(lane2, capacity, tag) {
  if (capacity <= 0) return NEVER;
  const remaining = tag - lane2.servedBytes;
  if (remaining <= 0) return lane2.asOf;
  return instant(lane2.asOf + Math.ceil(remaining * lane2.running * USECS_PER_SECOND / capacity));
}

// server/domain/invariants/transfers.ts
var ROUNDING_USECS = 2;
var ROUNDING_BYTES = 1;
var transferInvariants = {
  "a lane counts the transfers that run on it, and knows whether anything can pass": function* (world) {
    for (const lane2 of lanesOf(world)) {
      const place = `the lane from ${lane2.from} to ${lane2.to}`;
      let running = 0;
      for (const { here, current: current2 } of transfersOf(world)) {
        if (current2.phase === "running" && here.name === lane2.from && current2.target === lane2.to) running += 1;
      }
      if (lane2.running !== running) yield `${place} counts ${lane2.running}, and ${running} run`;
      if (lane2.asOf > world.now || lane2.servedBytes < 0) yield `${place} is ahead of time`;
      if (lane2.downSince === null !== reachable(world, lane2.from, lane2.to))
        yield `${place} is down since ${lane2.downSince}`;
    }
  },
  "no transfer is served more than it asked for": function* (world) {
    for (const { here, current: current2, place } of transfersOf(world)) {
      const lane2 = laneBetween(world, here.name, current2.target);
      if (lane2 === void 0) {
        yield `${place} has no lane`;
        continue;
      }
      const capacity = laneCapacity(world, lane2);
      const served = servedAt(lane2, capacity, world.now);
      const rounding = ROUNDING_BYTES + ROUNDING_USECS * capacity / USECS_PER_SECOND;
      if (current2.phase === "running" && served > current2.tag + rounding)
        yield `${place} has ${served} of ${current2.tag}`;
      if (current2.phase === "running" && current2.tag > lane2.servedBytes + current2.wireBytes + rounding)
        yield `${place} asks for more than it has`;
      const { remainingWireBytes, wireBytes, totalBytes } = current2;
      if (remainingWireBytes < 0 || remainingWireBytes > wireBytes || !(totalBytes >= 0))
        yield `${place} has ${remainingWireBytes} of ${wireBytes} left`;
    }
  },
  "a transfer has a snapshot to send, and a domain that takes it": function* (world) {
    for (const { here, domain: domain2, outgoing: outgoing2, current: current2, place } of transfersOf(world)) {
      if (own(here.remoteSites, outgoing2.site) === void 0) yield `${place} has no remote site`;
      if (snapshotOf(domain2, current2.origin, current2.snapshotId) === void 0)
        yield `${place} sends a snapshot that is not there`;
      const peer = own(world.clusters, current2.target);
      const target = peer === void 0 ? void 0 : own(peer.protectionDomains, domain2.name);
      if (target === void 0) yield `${place} has no domain on ${current2.target}`;
      else if (target.active || target.change !== null || target.removedAt !== null)
        yield `${place} goes to a domain that cannot take it`;
      if (here.power === "lost" || peer?.power === "lost") yield `${place} goes on in the dark`;
      if (current2.startedAt > world.now) yield `${place} starts in the future`;
    }
  },
  "snapshots wait behind a transfer, each once and in order": function* (world) {
    for (const { domain: domain2, outgoing: outgoing2, place } of outgoingsOf(world)) {
      const { current: current2, queue, site: site3 } = outgoing2;
      if (own(domain2.outgoing, site3) !== outgoing2) yield `${place} is filed under another name`;
      if (queue.length > 0 && current2 === null) yield `${place}: what waits has nothing to wait for`;
      const all = [...queue, ...current2 === null ? [] : [current2]];
      for (const id of repeated(all.map((one) => `${one.origin}:${one.snapshotId}`))) yield `${place}: ${id} twice`;
      for (const [i, queued] of queue.entries()) {
        if (queued.queuedAt > (queue[i + 1]?.queuedAt ?? world.now))
          yield `${place}: ${queued.snapshotId} is out of order`;
        if (snapshotOf(domain2, queued.origin, queued.snapshotId) === void 0)
          yield `${place}: ${queued.snapshotId} is gone`;
      }
    }
  }
};

// server/domain/invariants.ts
var invariants = {
  ...sideInvariants,
  ...snapshotInvariants,
  ...transferInvariants,
  ...recordInvariants
};
function violations(world) {
  return Object.entries(invariants).flatMap(
    ([invariant, check]) => Array.from(check(world), (detail) => ({ invariant, detail }))
  );
}

// node_modules/tinyqueue/index.js
var TinyQueue = class {
  constructor(data = [], compare = (a, b) => a < b ? -1 : a > b ? 1 : 0) {
    this.data = data;
    this.length = this.data.length;
    this.compare = compare;
    if (this.length > 0) {
      for (let i = (this.length >> 1) - 1; i >= 0; i--) this._down(i);
    }
  }
  push(item) {
    this.data.push(item);
    this._up(this.length++);
  }
  pop() {
    if (this.length === 0) return void 0;
    const top = this.data[0];
    const bottom = this.data.pop();
    if (--this.length > 0) {
      this.data[0] = bottom;
      this._down(0);
    }
    return top;
  }
  peek() {
    return this.data[0];
  }
  _up(pos) {
    const { data, compare } = this;
    const item = data[pos];
    while (pos > 0) {
      const parent = pos - 1 >> 1;
      const current2 = data[parent];
      if (compare(item, current2) >= 0) break;
      data[pos] = current2;
      pos = parent;
    }
    data[pos] = item;
  }
  _down(pos) {
    const { data, compare } = this;
    const halfLength = this.length >> 1;
    const item = data[pos];
    while (pos < halfLength) {
      let bestChild = (pos << 1) + 1;
      const right = bestChild + 1;
      if (right < this.length && compare(data[right], data[bestChild]) < 0) {
        bestChild = right;
      }
      if (compare(data[bestChild], item) >= 0) break;
      data[pos] = data[bestChild];
      pos = bestChild;
    }
    data[pos] = item;
  }
};

// server/domain/agenda.ts
var RANK = { lane: 0, admission: 1, modeChange: 2, task: 3, oneTime: 4, schedule: 5, collection: 6, removal: 7 };
function dueOfDomain(world, here, domain2) {
  if (here.power === "lost") return null;
  let due = null;
  const offer = (at, rank, command) => {
    if (at >= NEVER) return;
    const when = at < world.now ? world.now : at;
    if (due === null || when < due.at || when === due.at && rank < due.rank) due = { at: when, rank, command: command() };
  };
  const cluster2 = here.name;
  const { name } = domain2;
  if (domain2.removedAt !== null) offer(domain2.removedAt, RANK.removal, () => ({ type: "finish-removal", cluster: cluster2, name }));
  if (domain2.change !== null && domain2.change.endsAt !== null) {
    offer(domain2.change.endsAt, RANK.modeChange, () => ({ type: "advance-mode-change", cluster: cluster2, name }));
  }
  for (const site3 in domain2.outgoing) {
    const current2 = domain2.outgoing[site3]?.current;
    if (current2?.phase === "handshake") offer(current2.admittedAt, RANK.admission, () => ({ type: "admit-replication", cluster: cluster2, name, site: site3 }));
  }
  if (domain2.active && domain2.change === null) {
    for (const oneTime of domain2.oneTimeSchedules) {
      offer(oneTime.at, RANK.oneTime, () => ({ type: "run-one-time-schedule", cluster: cluster2, name, id: oneTime.id }));
    }
  }
  if (domain2.active && !domain2.schedulesSuspended) {
    for (const schedule3 of domain2.schedules) {
      if (schedule3.nextAt === null || schedule3.suspended) continue;
      offer(schedule3.nextAt, RANK.schedule, () => ({ type: "run-schedule", cluster: cluster2, name, id: schedule3.id }));
    }
  }
  const collectionAt = nextCollectionAt(domain2, world.settings.snapshotCollectionSeconds);
  offer(collectionAt, RANK.collection, () => ({ type: "collect-snapshots", cluster: cluster2, name }));
  return due;
}
function dueOfLane(world, lane2, first) {
  if (first === void 0) return null;
  if (lane2.downSince !== null) {
    const at2 = after(lane2.downSince, seconds(world.settings.replicationTimeoutSeconds));
    return { at: at2 < world.now ? world.now : at2, rank: RANK.lane, command: { type: "fail-stalled-replications", from: lane2.from, to: lane2.to } };
  }
  const at = finishesAt(lane2, laneCapacity(world, lane2), first.tag);
  if (at >= NEVER) return null;
  return {
    at: at < world.now ? world.now : at,
    rank: RANK.lane,
    command: { type: "finish-replication", cluster: first.cluster, name: first.domain, site: first.site }
  };
}
function dueOfTask(world, here, task) {
  if (here.power === "lost" || task.status !== "Running" && task.status !== "Queued") return null;
  const at = task.endsAt < world.now ? world.now : task.endsAt;
  return { at, rank: RANK.task, command: { type: "finish-task", cluster: here.name, task: task.uuid } };
}
function touchedBy(event) {
  switch (event.type) {
    case "power-lost":
    case "power-restored":
      return { what: "cluster", cluster: event.cluster };
    case "lane-changed":
    case "addresses-named":
    case "remote-site-added":
    case "remote-site-changed":
    case "remote-site-removed":
      return { what: "lanes" };
    case "replication-admitted":
    case "replication-paused":
    case "replication-resumed":
    case "replication-ended":
      return { what: "transfer", cluster: event.cluster, name: event.domain, site: event.site, target: event.target };
    case "task-started":
      return { what: "task", cluster: event.cluster, uuid: event.task.uuid };
    case "task-ended":
      return { what: "task", cluster: event.cluster, uuid: event.uuid };
    case "protection-domain-created":
      return { what: "domain", cluster: event.cluster, name: event.domain.name };
    default:
      return "domain" in event ? { what: "domain", cluster: event.cluster, name: event.domain } : { what: "nothing" };
  }
}
function idle(world) {
  return Object.values(world.clusters).every(
    (cluster2) => Object.values(cluster2.tasks).every((task) => task.status !== "Running" && task.status !== "Queued") && Object.values(cluster2.protectionDomains).every(
      (domain2) => domain2.change === null && domain2.removedAt === null && domain2.oneTimeSchedules.length === 0 && Object.values(domain2.outgoing).every(({ current: current2 }) => current2 === null)
    )
  );
}

// server/engine/agenda.ts
var DEAD_SHARE_MAX = 4;
var DEAD_MIN = 1024;
var Agenda = class {
  #world;
  #entries = /* @__PURE__ */ new Map();
  #queue = new TinyQueue([], inOrder);
  /** By lane: its running transfers, nearest to their end first. */
  #transfers = /* @__PURE__ */ new Map();
  constructor(world) {
    this.#world = world;
    for (const cluster2 of Object.keys(world.clusters)) this.#touchCluster(cluster2);
    this.#touchLanes();
  }
  /** The next thing that falls due. */
  next() {
    for (; ; ) {
      const entry = this.#queue.peek();
      if (entry === void 0 || this.#entries.get(entry.serial) === entry) return entry;
      this.#queue.pop();
    }
  }
  /** Looks again at everything that these events, which have been applied, may have moved: once each, however many events name it. */
  touch(events) {
    const seen = [];
    for (const event of events) {
      const touched = touchedBy(event);
      if (touched.what === "nothing" || seen.some((before) => sameThing(before, touched))) continue;
      seen.push(touched);
      this.#look(touched);
    }
    if (this.#queue.length > DEAD_MIN + DEAD_SHARE_MAX * this.#entries.size) {
      this.#queue = new TinyQueue([...this.#entries.values()], inOrder);
    }
  }
  #look(touched) {
    switch (touched.what) {
      case "nothing":
        return;
      case "domain":
        this.#touchDomain(touched.cluster, touched.name);
        return;
      case "transfer":
        this.#touchDomain(touched.cluster, touched.name);
        this.#touchTransfer(touched.cluster, touched.name, touched.site, touched.target);
        return;
      case "task":
        this.#touchTask(touched.cluster, touched.uuid);
        return;
      case "lanes":
        this.#touchLanes();
        return;
      case "cluster":
        this.#touchCluster(touched.cluster);
        this.#touchLanes();
    }
  }
  #set(serial, due) {
    const before = this.#entries.get(serial);
    if (due === null) {
      if (before !== void 0) this.#entries.delete(serial);
      return;
    }
    if (before !== void 0 && before.at === due.at && sameCommand(before, due)) return;
    const entry = { at: due.at, rank: due.rank, command: due.command, serial };
    this.#entries.set(serial, entry);
    this.#queue.push(entry);
  }
  #touchDomain(clusterName, name) {
    const cluster2 = this.#world.clusters[clusterName];
    const domain2 = cluster2 === void 0 ? void 0 : own(cluster2.protectionDomains, name);
    if (cluster2 !== void 0 && domain2 !== void 0) this.#set(domain2.serial, dueOfDomain(this.#world, cluster2, domain2));
    else this.#forgetDomain(clusterName, name);
  }
  /** A domain that was removed leaves an entry that names it. */
  #forgetDomain(cluster2, name) {
    for (const [serial, { command }] of this.#entries) {
      if ("name" in command && command.name === name && command.cluster === cluster2 && command.type !== "finish-replication") {
        this.#entries.delete(serial);
      }
    }
  }
  #touchTask(clusterName, uuid) {
    const cluster2 = this.#world.clusters[clusterName];
    const task = cluster2?.tasks[uuid];
    if (cluster2 !== void 0 && task !== void 0) this.#set(task.serial, dueOfTask(this.#world, cluster2, task));
  }
  #touchCluster(clusterName) {
    const cluster2 = this.#world.clusters[clusterName];
    if (cluster2 === void 0) return;
    for (const task of Object.keys(cluster2.tasks)) this.#touchTask(clusterName, task);
    for (const domain2 of Object.values(cluster2.protectionDomains)) {
      this.#touchDomain(clusterName, domain2.name);
      for (const { site: site3, current: current2 } of Object.values(domain2.outgoing)) {
        if (current2 !== null) this.#touchTransfer(clusterName, domain2.name, site3, current2.target);
      }
    }
  }
  #touchTransfer(clusterName, name, site3, target) {
    const lane2 = laneBetween(this.#world, clusterName, target);
    if (lane2 === void 0) return;
    const domain2 = this.#world.clusters[clusterName]?.protectionDomains[name];
    const current2 = domain2?.outgoing[site3]?.current;
    if (domain2 !== void 0 && current2?.phase === "running") {
      const running = this.#transfersOf(lane2);
      running.push({ serial: domain2.serial, replicationId: current2.id, tag: current2.tag, cluster: clusterName, domain: name, site: site3 });
    }
    this.#touchLane(lane2);
  }
  #touchLanes() {
    for (const link2 of Object.values(this.#world.links)) for (const lane2 of Object.values(link2.lanes)) this.#touchLane(lane2);
  }
  #touchLane(lane2) {
    this.#set(lane2.serial, dueOfLane(this.#world, lane2, this.#firstOf(lane2)));
  }
  #transfersOf(lane2) {
    let transfers = this.#transfers.get(lane2.serial);
    if (transfers === void 0) {
      transfers = new TinyQueue([], byTag);
      this.#transfers.set(lane2.serial, transfers);
    }
    return transfers;
  }
  /** The transfer nearest to its end; those that have ended or changed since they were noted are dropped on the way. */
  #firstOf(lane2) {
    const transfers = this.#transfersOf(lane2);
    for (; ; ) {
      const first = transfers.peek();
      if (first === void 0) return void 0;
      const domain2 = own(this.#world.clusters[first.cluster]?.protectionDomains ?? {}, first.domain);
      const current2 = domain2?.outgoing[first.site]?.current;
      if (current2?.id === first.replicationId && current2.phase === "running" && current2.tag === first.tag) return first;
      transfers.pop();
    }
  }
};
function inOrder(a, b) {
  return a.at - b.at || a.rank - b.rank || a.serial - b.serial;
}
function byTag(a, b) {
  return a.tag - b.tag || a.serial - b.serial || a.replicationId - b.replicationId;
}
function sameCommand(a, b) {
  const x = a.command;
  const y = b.command;
  return x["type"] === y["type"] && x["name"] === y["name"] && x["site"] === y["site"] && x["id"] === y["id"] && x["cluster"] === y["cluster"] && x["task"] === y["task"];
}
function sameThing(before, now) {
  switch (now.what) {
    case "domain":
      return (before.what === "domain" || before.what === "transfer") && before.name === now.name && before.cluster === now.cluster;
    case "transfer":
      return before.what === "transfer" && before.name === now.name && before.cluster === now.cluster && before.site === now.site;
    case "task":
      return before.what === "task" && before.uuid === now.uuid;
    case "cluster":
      return before.what === "cluster" && before.cluster === now.cluster;
    default:
      return before.what === now.what;
  }
}

// server/domain/apply/context.ts
function there(value, what) {
  if (value === void 0 || value === null) throw new Error(`An event names ${what}, which does not exist`);
  return value;
}
function cluster(world, event) {
  return there(world.clusters[event.cluster], `cluster ${event.cluster}`);
}
function domain(world, event) {
  return there(cluster(world, event).protectionDomains[event.domain], `protection domain ${event.domain}`);
}
function vm(world, event) {
  return there(cluster(world, event).vms[event.uuid], `VM ${event.uuid}`);
}
function site(world, event) {
  return there(cluster(world, event).remoteSites[event.name], `remote site ${event.name}`);
}
function schedule2(world, event) {
  return there(
    domain(world, event).schedules.find(({ id }) => id === event.id),
    `schedule ${event.id}`
  );
}
function link(world, a, b) {
  return there(world.links[linkKey(a, b)], `the link of ${a} and ${b}`);
}
function lane(world, from, to) {
  return there(link(world, from, to).lanes[from], `the lane from ${from} to ${to}`);
}
function outgoing(world, event) {
  const all = domain(world, event).outgoing;
  return own(all, event.site) ?? (all[event.site] = { site: event.site, current: null, queue: [], lastSuccess: null, failingSince: null });
}
function current(world, event) {
  return there(outgoing(world, event).current, `a replication of ${event.domain} to ${event.site}`);
}

// server/domain/apply/lanes.ts
function rebase(world, lane2) {
  lane2.servedBytes = lane2.running === 0 ? 0 : servedAt(lane2, laneCapacity(world, lane2), world.now);
  lane2.asOf = world.now;
}
function lanesOf2(world, cluster2) {
  return Object.values(world.links).filter((link2) => link2.a === cluster2 || link2.b === cluster2).flatMap((link2) => Object.values(link2.lanes));
}
function changeLanes(world, lanes, change2) {
  for (const lane2 of lanes) rebase(world, lane2);
  change2();
  for (const lane2 of lanes) {
    if (reachable(world, lane2.from, lane2.to)) lane2.downSince = null;
    else lane2.downSince ??= world.now;
  }
}

// server/domain/apply/clusters.ts
function setWriting(world, machine, writing) {
  machine.content = {
    ...machine.content,
    writtenBytes: writtenAt(machine.content, world.now),
    asOf: world.now,
    bytesPerSecond: writing ? machine.changeBytesPerSecond : 0
  };
}
function setPower2(world, machine, powerState, hostUuid) {
  machine.powerState = powerState;
  machine.hostUuid = hostUuid;
  setWriting(world, machine, powerState === "on");
}
var clusterAppliers = {
  "addresses-named": (world, event) => {
    changeLanes(world, allLanes(world), () => {
      cluster(world, event).addresses = event.addresses;
    });
  },
  "power-lost": (world, event) => {
    const here = cluster(world, event);
    changeLanes(world, lanesOf2(world, here.name), () => {
      here.power = "lost";
    });
    for (const machine of Object.values(here.vms)) if (machine.powerState === "on") setWriting(world, machine, false);
  },
  /**
   * Missed points of the schedules are not made up, and what else was due in the dark is due now; guests that were
   * running start again [I: high availability restarts them].
   */
  "power-restored": (world, event) => {
    const here = cluster(world, event);
    changeLanes(world, lanesOf2(world, here.name), () => {
      here.power = "on";
    });
    for (const machine of Object.values(here.vms)) if (machine.powerState === "on") setWriting(world, machine, true);
    for (const task of Object.values(here.tasks)) if (task.effect !== null) task.endsAt = later(task.endsAt, world.now);
    for (const domain2 of Object.values(here.protectionDomains)) {
      const { change: change2 } = domain2;
      if (change2 !== null && change2.endsAt !== null) domain2.change = { ...change2, endsAt: later(change2.endsAt, world.now) };
      if (domain2.removedAt !== null) domain2.removedAt = later(domain2.removedAt, world.now);
      for (const oneTime of domain2.oneTimeSchedules) oneTime.at = later(oneTime.at, world.now);
      for (const schedule3 of domain2.schedules) {
        if (schedule3.nextAt !== null && schedule3.nextAt < world.now) schedule3.nextAt = nextFiring(schedule3.recurrence, world.now);
      }
    }
  },
  "pack-changed": (world, event) => {
    cluster(world, event).pack = event.pack;
  },
  "lane-changed": (world, event) => {
    const changed = link(world, event.a, event.b);
    changeLanes(world, Object.values(changed.lanes), () => {
      const one = lane(world, event.from, event.from === event.a ? event.b : event.a);
      one.up = event.up;
      one.bandwidthBytesPerSecond = event.bandwidthBytesPerSecond;
      one.loss = event.loss;
    });
  },
  "latency-changed": (world, event) => {
    link(world, event.a, event.b).latencyUsecs = event.latencyUsecs;
  },
  "remote-site-added": (world, event) => {
    changeLanes(world, lanesOf2(world, event.cluster), () => {
      cluster(world, event).remoteSites[event.site.name] = { ...event.site };
    });
  },
  "remote-site-changed": (world, event) => {
    changeLanes(world, lanesOf2(world, event.cluster), () => {
      Object.assign(site(world, { cluster: event.cluster, name: event.site.name }), event.site);
    });
  },
  "remote-site-removed": (world, event) => {
    const here = cluster(world, event);
    changeLanes(world, lanesOf2(world, event.cluster), () => {
      delete here.remoteSites[event.name];
    });
    for (const domain2 of Object.values(here.protectionDomains)) {
      delete domain2.outgoing[event.name];
      for (const oneTime of domain2.oneTimeSchedules) oneTime.remoteSites = oneTime.remoteSites.filter((name) => name !== event.name);
    }
  },
  "vm-registered": (world, event) => {
    cluster(world, event).vms[event.vm.uuid] = { ...event.vm };
  },
  "vm-unregistered": (world, event) => {
    delete cluster(world, event).vms[event.uuid];
  },
  "vm-power-changed": (world, event) => {
    setPower2(world, vm(world, event), event.powerState, event.hostUuid);
  },
  "vm-task-pending": (world, event) => {
    vm(world, event).pendingTask = event.task;
  },
  "mark-written": (world, event) => {
    const machine = vm(world, event);
    const mark = { name: event.mark, at: world.now };
    machine.content = {
      ...machine.content,
      writtenBytes: writtenAt(machine.content, world.now) + event.bytes,
      asOf: world.now,
      marks: [...machine.content.marks, mark]
    };
  }
};
function allLanes(world) {
  return Object.values(world.links).flatMap((each) => Object.values(each.lanes));
}

// server/domain/apply/domains.ts
function setProtection(here, members, name) {
  for (const member of members) {
    const vm2 = own(here.vms, member.uuid);
    if (vm2 !== void 0) vm2.protectionDomain = name;
  }
}
function wakeSchedules(world, awake) {
  for (const each of awake.schedules) {
    if (each.nextAt !== null && each.nextAt <= world.now) each.nextAt = nextFiring(each.recurrence, world.now);
  }
}
var domainAppliers = {
  "protection-domain-created": (world, event) => {
    const here = cluster(world, event);
    here.protectionDomains[event.domain.name] = structuredClone(event.domain);
    delete here.tombstones[event.domain.name];
  },
  "protection-domain-marked-for-removal": (world, event) => {
    const here = cluster(world, event);
    const doomed = domain(world, event);
    doomed.removedAt = event.at;
    setProtection(here, doomed.members, null);
    doomed.members = [];
    doomed.schedules = [];
    doomed.oneTimeSchedules = [];
    doomed.snapshots = [];
  },
  "protection-domain-removed": (world, event) => {
    const here = cluster(world, event);
    delete here.protectionDomains[event.domain];
    for (const [name, until] of Object.entries(here.tombstones)) if (until <= world.now) delete here.tombstones[name];
    here.tombstones[event.domain] = event.until;
  },
  "entities-protected": (world, event) => {
    domain(world, event).members.push(...event.members);
    setProtection(cluster(world, event), event.members, event.domain);
  },
  "entities-unprotected": (world, event) => {
    const changed = domain(world, event);
    const gone = new Set(event.uuids);
    setProtection(cluster(world, event), changed.members.filter((member) => gone.has(member.uuid)), null);
    changed.members = changed.members.filter((member) => !gone.has(member.uuid));
  },
  "protection-domain-activated": (world, event) => {
    const activated = domain(world, event);
    activated.active = true;
    activated.forced = event.forced;
    activated.members = [...event.members];
    wakeSchedules(world, activated);
  },
  /** Its schedules stay, asleep, and so do the names of its remote sites [C: a fail-over script reads them back]. */
  "protection-domain-deactivated": (world, event) => {
    const asleep = domain(world, event);
    asleep.active = false;
    asleep.forced = false;
    setProtection(cluster(world, event), asleep.members, null);
    asleep.members = [];
    asleep.oneTimeSchedules = [];
  },
  "schedule-added": (world, event) => {
    domain(world, event).schedules.push({ ...event.schedule });
  },
  "schedule-replaced": (world, event) => {
    Object.assign(schedule2(world, { cluster: event.cluster, domain: event.domain, id: event.schedule.id }), event.schedule);
  },
  "schedule-removed": (world, event) => {
    const changed = domain(world, event);
    changed.schedules = changed.schedules.filter((each) => each.id !== event.id);
  },
  "schedule-retention-set": (world, event) => {
    schedule2(world, event).retention = event.retention;
  },
  "schedule-ran": (world, event) => {
    schedule2(world, event).nextAt = event.nextAt;
  },
  "one-time-schedule-added": (world, event) => {
    domain(world, event).oneTimeSchedules.push({ ...event.schedule });
  },
  "one-time-schedule-removed": (world, event) => {
    const changed = domain(world, event);
    changed.oneTimeSchedules = changed.oneTimeSchedules.filter(({ id }) => id !== event.id);
  },
  "snapshot-taken": (world, event) => {
    domain(world, event).snapshots.push({ ...event.snapshot });
  },
  /** Kept in the order of creation: a queue that is overtaken can deliver an older one last. */
  "snapshot-received": (world, event) => {
    const { snapshots: snapshots2 } = domain(world, event);
    let at = snapshots2.length;
    while (at > 0 && (snapshots2[at - 1]?.createdAt ?? 0) > event.snapshot.createdAt) at -= 1;
    if (at === snapshots2.length) snapshots2.push({ ...event.snapshot });
    else snapshots2.splice(at, 0, { ...event.snapshot });
  },
  "snapshots-removed": (world, event) => {
    const changed = domain(world, event);
    changed.snapshots = changed.snapshots.filter(
      (snapshot2) => !event.snapshots.some((gone) => gone.id === snapshot2.id && gone.origin === snapshot2.origin)
    );
  },
  "snapshot-retention-set": (world, event) => {
    for (const snapshot2 of domain(world, event).snapshots) {
      if (snapshot2.id === event.id && snapshot2.origin === event.origin) snapshot2.expiresAt = event.until;
    }
  },
  "mode-change-started": (world, event) => {
    domain(world, event).change = event.change;
  },
  "mode-change-advanced": (world, event) => {
    domain(world, event).change = event.change;
  },
  "mode-change-ended": (world, event) => {
    domain(world, event).change = null;
  }
};

// server/domain/apply/records.ts
function forgetTasks(here) {
  let excess = Object.keys(here.tasks).length - TASKS_MAX;
  for (const [uuid, task] of Object.entries(here.tasks)) {
    if (excess <= 0) return;
    if (task.status === "Running" || task.status === "Queued") continue;
    delete here.tasks[uuid];
    excess -= 1;
  }
}
function change(here, id, edit) {
  const alert = here.alerts.findLast((each) => each.id === id);
  if (alert !== void 0) edit(alert);
}
var recordAppliers = {
  "monitor-started": (world, event) => {
    append(cluster(world, event).monitors, { ...event.monitor }, MONITORS_MAX);
  },
  "monitor-ended": (world, event) => {
    const monitor = cluster(world, event).monitors.findLast(({ id }) => id === event.id);
    if (monitor === void 0) return;
    monitor.status = event.status;
    monitor.errorCode = event.errorCode;
    monitor.endedAt = world.now;
  },
  "monitor-dismissed": (world, event) => {
    const here = cluster(world, event);
    here.monitors = here.monitors.filter(({ id }) => id !== event.id);
  },
  "task-started": (world, event) => {
    const here = cluster(world, event);
    here.tasks[event.task.uuid] = { ...event.task };
    forgetTasks(here);
  },
  "task-ended": (world, event) => {
    const task = cluster(world, event).tasks[event.uuid];
    if (task === void 0) throw new Error(`An event names task ${event.uuid}, which does not exist`);
    task.status = event.status;
    task.errorCode = event.errorCode;
    task.errorDetail = event.errorDetail;
    task.endsAt = world.now;
    task.effect = null;
  },
  "alert-raised": (world, event) => {
    append(cluster(world, event).alerts, { ...event.alert }, ALERTS_MAX);
  },
  "alert-repeated": (world, event) => {
    change(cluster(world, event), event.id, (alert) => {
      alert.lastAt = world.now;
    });
  },
  "alert-acknowledged": (world, event) => {
    change(cluster(world, event), event.id, (alert) => {
      alert.acknowledgedAt = world.now;
      alert.acknowledgedBy = event.user;
    });
  },
  "alert-resolved": (world, event) => {
    change(cluster(world, event), event.id, (alert) => {
      alert.resolvedAt = world.now;
      alert.resolvedBy = event.user;
      alert.autoResolved = event.user === null;
    });
  },
  "audit-recorded": (world, event) => {
    append(cluster(world, event).audits, event.audit, AUDITS_MAX);
  }
};

// server/domain/apply/replication.ts
function enterLane(world, event) {
  const path = lane(world, event.cluster, event.target);
  const replication2 = current(world, event);
  rebase(world, path);
  path.running += 1;
  replication2.phase = "running";
  replication2.tag = path.servedBytes + replication2.remainingWireBytes;
}
function leaveLane(world, event) {
  const replication2 = current(world, event);
  if (replication2.phase !== "running") return;
  const path = lane(world, event.cluster, event.target);
  rebase(world, path);
  path.running -= 1;
  replication2.remainingWireBytes = Math.max(0, replication2.tag - path.servedBytes);
}
var replicationAppliers = {
  "replication-queued": (world, event) => {
    outgoing(world, event).queue.push(event.queued);
  },
  "replications-dropped": (world, event) => {
    const waiting = outgoing(world, event);
    waiting.queue = waiting.queue.filter(
      (queued) => !event.snapshots.some((gone) => gone.id === queued.snapshotId && gone.origin === queued.origin)
    );
  },
  "replication-started": (world, event) => {
    outgoing(world, event).current = { ...event.replication };
  },
  "replication-admitted": enterLane,
  "replication-resumed": enterLane,
  "replication-paused": (world, event) => {
    leaveLane(world, event);
    current(world, event).phase = "paused";
  },
  "replication-failing": (world, event) => {
    outgoing(world, event).failingSince = event.since;
  },
  "replication-ended": (world, event) => {
    const sending = outgoing(world, event);
    const { startedAt } = current(world, event);
    leaveLane(world, event);
    if (event.outcome === "succeeded") {
      sending.lastSuccess = { snapshotId: event.snapshotId, startedAt, endedAt: world.now };
    }
    sending.current = null;
  }
};

// server/domain/apply.ts
var appliers = {
  ...clusterAppliers,
  ...domainAppliers,
  ...replicationAppliers,
  ...recordAppliers
};
function apply(world, event) {
  const applier = appliers[event.type];
  applier(world, event);
}

// node_modules/uuid/dist-node/regex.js
var regex_default = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/i;

// node_modules/uuid/dist-node/validate.js
function validate(uuid) {
  return typeof uuid === "string" && regex_default.test(uuid);
}
var validate_default = validate;

// node_modules/uuid/dist-node/parse.js
function parse(uuid) {
  if (!validate_default(uuid)) {
    throw TypeError("Invalid UUID");
  }
  let v;
  return Uint8Array.of((v = parseInt(uuid.slice(0, 8), 16)) >>> 24, v >>> 16 & 255, v >>> 8 & 255, v & 255, (v = parseInt(uuid.slice(9, 13), 16)) >>> 8, v & 255, (v = parseInt(uuid.slice(14, 18), 16)) >>> 8, v & 255, (v = parseInt(uuid.slice(19, 23), 16)) >>> 8, v & 255, (v = parseInt(uuid.slice(24, 36), 16)) / 1099511627776 & 255, v / 4294967296 & 255, v >>> 24 & 255, v >>> 16 & 255, v >>> 8 & 255, v & 255);
}
var parse_default = parse;

// node_modules/uuid/dist-node/stringify.js
var byteToHex = [];
for (let i = 0; i < 256; ++i) {
  byteToHex.push((i + 256).toString(16).slice(1));
}
function unsafeStringify(arr, offset = 0) {
  return (byteToHex[arr[offset + 0]] + byteToHex[arr[offset + 1]] + byteToHex[arr[offset + 2]] + byteToHex[arr[offset + 3]] + "-" + byteToHex[arr[offset + 4]] + byteToHex[arr[offset + 5]] + "-" + byteToHex[arr[offset + 6]] + byteToHex[arr[offset + 7]] + "-" + byteToHex[arr[offset + 8]] + byteToHex[arr[offset + 9]] + "-" + byteToHex[arr[offset + 10]] + byteToHex[arr[offset + 11]] + byteToHex[arr[offset + 12]] + byteToHex[arr[offset + 13]] + byteToHex[arr[offset + 14]] + byteToHex[arr[offset + 15]]).toLowerCase();
}

// node_modules/uuid/dist-node/v35.js
function stringToBytes(str) {
  str = unescape(encodeURIComponent(str));
  const bytes = new Uint8Array(str.length);
  for (let i = 0; i < str.length; ++i) {
    bytes[i] = str.charCodeAt(i);
  }
  return bytes;
}
var DNS = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
var URL2 = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
function v35(version, hash, value, namespace, buf, offset) {
  const valueBytes = typeof value === "string" ? stringToBytes(value) : value;
  const namespaceBytes = typeof namespace === "string" ? parse_default(namespace) : namespace;
  if (typeof namespace === "string") {
    namespace = parse_default(namespace);
  }
  if (namespace?.length !== 16) {
    throw TypeError("Namespace must be array-like (16 iterable integer values, 0-255)");
  }
  let bytes = new Uint8Array(16 + valueBytes.length);
  bytes.set(namespaceBytes);
  bytes.set(valueBytes, namespaceBytes.length);
  bytes = hash(bytes);
  bytes[6] = bytes[6] & 15 | version;
  bytes[8] = bytes[8] & 63 | 128;
  if (buf) {
    offset ??= 0;
    if (offset < 0 || offset + 16 > buf.length) {
      throw new RangeError(`UUID byte range ${offset}:${offset + 15} is out of buffer bounds`);
    }
    for (let i = 0; i < 16; ++i) {
      buf[offset + i] = bytes[i];
    }
    return buf;
  }
  return unsafeStringify(bytes);
}

// node_modules/uuid/dist-node/sha1.js
import { createHash } from "node:crypto";
function sha1(bytes) {
  if (Array.isArray(bytes)) {
    bytes = Buffer.from(bytes);
  } else if (typeof bytes === "string") {
    bytes = Buffer.from(bytes, "utf8");
  }
  return createHash("sha1").update(bytes).digest();
}
var sha1_default = sha1;

// node_modules/uuid/dist-node/v5.js
function v5(value, namespace, buf, offset) {
  return v35(80, sha1_default, value, namespace, buf, offset);
}
v5.DNS = DNS;
v5.URL = URL2;
var v5_default = v5;

// server/domain/ids.ts
var IDS_PER_REVISION = 32;

// server/engine/ids.ts
var PESIM_NAMESPACE = "c1f3a6a4-5a0e-5d3b-9d0e-7e51a1f0a5e1";
function seededIds(seed) {
  const namespace = v5_default(seed, PESIM_NAMESPACE);
  return (revision) => {
    let numbers = 0;
    let uuids = 0;
    return {
      number: () => revision * IDS_PER_REVISION + numbers++,
      uuid: () => v5_default(`${revision}:${uuids++}`, namespace),
      revisionsTaken: () => Math.max(1, Math.ceil(numbers / IDS_PER_REVISION))
    };
  };
}
function derivedUuid(seed, name) {
  return v5_default(name, v5_default(seed, PESIM_NAMESPACE));
}

// server/engine/engine.ts
var COMMANDS_PER_INSTANT_MAX = 5e6;
var Engine = class {
  #world;
  #agenda;
  #idsAt;
  #listeners = /* @__PURE__ */ new Set();
  constructor(world) {
    this.#world = world;
    this.#agenda = new Agenda(world);
    this.#idsAt = seededIds(world.seed);
  }
  /** Read-only: rules decide and `apply` writes, nobody else. */
  get world() {
    return this.#world;
  }
  /** Puts another world in the place of this one. */
  replace(world) {
    this.#world = world;
    this.#agenda = new Agenda(world);
    this.#idsAt = seededIds(world.seed);
  }
  /**
   * Decides and applies a command, to its end, without awaiting: no reader ever sees half of it. A command that is
   * refused (it throws `Refusal`) leaves no trace, because a rule refuses before its first event.
   */
  dispatch(command) {
    return this.#dispatch(command).events;
  }
  #dispatch(command) {
    const world = this.#world;
    const ids = this.#idsAt(world.revision);
    const events = decide(world, command, ids);
    for (const event of events) apply(world, event);
    world.revision += ids.revisionsTaken();
    this.#agenda.touch(events);
    const change2 = { revision: world.revision, at: world.now, command, events };
    for (const listener of this.#listeners) listener(change2);
    return change2;
  }
  /** Lets time pass up to an instant, with everything that falls due on the way. Time never runs backwards. */
  advanceTo(target, { commandsMax = Infinity, until } = {}) {
    const world = this.#world;
    let commands = 0;
    let sinceTimeMoved = 0;
    for (; ; ) {
      const due = this.#agenda.next();
      if (due === void 0 || due.at > target) break;
      if (commands >= commandsMax) return { arrived: false, commands, met: void 0 };
      if (due.at > world.now) {
        world.now = due.at;
        sinceTimeMoved = 0;
      }
      sinceTimeMoved += 1;
      if (sinceTimeMoved > COMMANDS_PER_INSTANT_MAX) throw new Error(`${due.command.type} falls due for ever`);
      const change2 = this.#dispatch(due.command);
      commands += 1;
      if (this.#agenda.next() === due) throw new Error(`${due.command.type} falls due again as soon as it is done`);
      if (until?.(change2) === true) return { arrived: true, commands, met: change2 };
    }
    if (target > world.now) world.now = target;
    return { arrived: true, commands, met: void 0 };
  }
  /** Whether nothing is under way but the waiting for schedules. */
  get idle() {
    return idle(this.#world);
  }
  /** Calls back after each command with what it brought about; the answer ends it. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
};

// test/engine/random-commands.ts
var DOMAINS = ["gold", "silver", "bronze"];
var JUNK = ["", "nothing", "constructor", "__proto__", "a/b", " gold", "42"];
var JUNK_SHARE = 0.04;
var givers = {
  "add-remote-site": { weight: 3, give: (a) => ({ type: "add-remote-site", ...a.on, site: siteRequest(a) }) },
  "update-remote-site": {
    weight: 2,
    give: (a) => ({ type: "update-remote-site", ...a.on, site: { ...partOf(a, siteRequest(a)), name: siteName(a) } })
  },
  "remove-remote-site": { weight: 1, give: (a) => ({ type: "remove-remote-site", ...a.on, name: siteName(a) }) },
  "create-protection-domain": {
    weight: 5,
    give: (a) => ({ type: "create-protection-domain", ...a.on, name: orJunk(a, a.random.pick(DOMAINS)), annotations: [] })
  },
  "remove-protection-domain": {
    weight: 1,
    give: (a) => ({ type: "remove-protection-domain", ...a.on, name: a.name, skipRemoteCheck: a.random.chance(0.7) })
  },
  "protect-vms": {
    weight: 8,
    give: (a) => ({
      type: "protect-vms",
      ...a.on,
      name: a.name,
      names: a.random.some(Object.values(a.here.vms).map((vm2) => vm2.name), 0.3).concat(a.random.chance(JUNK_SHARE) ? ["ghost"] : []),
      uuids: a.random.some(Object.keys(a.here.vms), 0.2),
      consistencyGroup: a.random.chance(0.2) ? orJunk(a, "group") : null,
      appConsistent: a.random.chance(0.2),
      ignoreDuplicateOrMissing: a.random.chance(0.6)
    })
  },
  "unprotect-vms": {
    weight: 2,
    give: (a) => ({
      type: "unprotect-vms",
      ...a.on,
      name: a.name,
      names: a.random.chance(0.1) ? null : a.random.some(a.domain?.members.map((member) => member.name) ?? [], 0.4).concat(a.random.chance(JUNK_SHARE) ? ["ghost"] : [])
    })
  },
  "add-schedule": { weight: 4, give: (a) => ({ type: "add-schedule", ...a.on, name: a.name, schedule: scheduleRequest(a) }) },
  "replace-schedule": {
    weight: 2,
    give: (a) => ({ type: "replace-schedule", ...a.on, name: a.name, id: scheduleId(a), schedule: scheduleRequest(a) })
  },
  "remove-schedule": { weight: 1, give: (a) => ({ type: "remove-schedule", ...a.on, name: a.name, id: scheduleId(a) }) },
  "clear-schedules": { weight: 1, give: (a) => ({ type: "clear-schedules", ...a.on, name: a.name }) },
  "set-retention": {
    weight: 1,
    give: (a) => ({ type: "set-retention", ...a.on, name: a.name, id: scheduleId(a), retention: retention(a) })
  },
  "add-one-time-schedule": {
    weight: 12,
    give: (a) => ({
      type: "add-one-time-schedule",
      ...a.on,
      name: a.name,
      at: a.random.chance(0.7) ? null : someInstant(a),
      appConsistent: a.random.chance(0.2),
      remoteSites: a.random.some(siteNames(a), 0.7).concat(a.random.chance(JUNK_SHARE) ? ["nowhere"] : []),
      retentionSeconds: a.random.pick([null, null, 60, 600, 86400, 0])
    })
  },
  "remove-one-time-schedule": {
    weight: 1,
    give: (a) => ({ type: "remove-one-time-schedule", ...a.on, name: a.name, id: oneOf(a, a.domain?.oneTimeSchedules.map(({ id }) => id), 7) })
  },
  "remove-snapshot": { weight: 3, give: (a) => ({ type: "remove-snapshot", ...a.on, name: a.name, snapshotId: snapshotId(a) }) },
  "retain-snapshot": {
    weight: 2,
    give: (a) => ({
      type: "retain-snapshot",
      ...a.on,
      name: a.name,
      snapshotId: snapshotId(a),
      until: a.random.chance(0.3) ? null : someInstant(a)
    })
  },
  "control-replication": {
    weight: 8,
    give: (a) => ({
      type: "control-replication",
      ...a.on,
      name: a.name,
      id: oneOf(a, Object.values(a.domain?.outgoing ?? {}).flatMap(({ current: current2 }) => current2 === null ? [] : [current2.id]), 7),
      action: orJunk(a, a.random.pick(["pause", "resume", "resume", "abort"]))
    })
  },
  "migrate-protection-domain": {
    weight: 8,
    give: (a) => ({ type: "migrate-protection-domain", ...a.on, name: a.name, remoteSite: siteName(a) })
  },
  "activate-protection-domain": {
    weight: 4,
    give: (a) => ({
      type: "activate-protection-domain",
      ...a.on,
      name: a.name,
      snapshotId: a.random.chance(0.7) ? null : snapshotId(a)
    })
  },
  "deactivate-protection-domain": { weight: 1, give: (a) => ({ type: "deactivate-protection-domain", ...a.on, name: a.name }) },
  "restore-entities": {
    weight: 6,
    give: (a) => {
      const held = a.domain?.snapshots.flatMap((snapshot2) => snapshot2.vms) ?? [];
      return {
        type: "restore-entities",
        ...a.on,
        name: a.name,
        snapshotId: snapshotId(a),
        vmNames: a.random.some([...new Set(held.map((vm2) => vm2.name))], 0.3),
        vmUuids: a.random.some([...new Set(held.map((vm2) => vm2.uuid))], 0.3),
        replace: a.random.chance(0.5),
        namePrefix: a.random.pick(["", "", "copy-"])
      };
    }
  },
  "roll-back-protection-domain": {
    weight: 2,
    give: (a) => ({ type: "roll-back-protection-domain", ...a.on, name: a.name, snapshotId: snapshotId(a) })
  },
  "set-power-state": {
    weight: 8,
    give: (a) => ({
      type: "set-power-state",
      ...a.on,
      vm: vmUuid(a),
      transition: orJunk(a, a.random.chance(0.4) ? "ON" : a.random.pick(Object.keys(transitions))),
      host: a.random.chance(0.8) ? null : orJunk(a, a.here.hosts[0]?.uuid ?? "")
    })
  },
  "acknowledge-alerts": {
    weight: 1,
    give: (a) => ({ type: "acknowledge-alerts", ...a.on, ids: [oneOf(a, a.here.alerts.map(({ id }) => id), "none")] })
  },
  "resolve-alerts": {
    weight: 1,
    give: (a) => ({ type: "resolve-alerts", ...a.on, ids: [oneOf(a, a.here.alerts.map(({ id }) => id), "none")] })
  },
  "dismiss-progress-monitor": {
    weight: 1,
    give: (a) => ({ type: "dismiss-progress-monitor", ...a.on, id: oneOf(a, a.here.monitors.map(({ id }) => id), "none") })
  },
  "name-addresses": {
    weight: 1,
    give: (a) => ({ type: "name-addresses", cluster: a.on.cluster, addresses: a.random.some([`10.0.0.${a.here.name.length}`, `${a.here.name}.test`], 0.7) })
  },
  "create-vms": {
    weight: 1,
    give: (a) => ({
      type: "create-vms",
      cluster: a.on.cluster,
      vms: Object.values(a.here.vms).slice(0, a.random.below(2)).map(({ spec }) => ({ name: a.random.pick(["new", "web", "odd?"]), spec, changeBytesPerSecond: 1e3, powerState: a.random.pick(["on", "off"]) }))
    })
  },
  "write-mark": {
    weight: 8,
    give: (a) => ({ type: "write-mark", cluster: a.on.cluster, vm: vmUuid(a), mark: `mark-${a.random.below(1e3)}`, bytes: a.random.below(1e7) })
  },
  "set-power": { weight: 2, give: (a) => ({ type: "set-power", cluster: a.on.cluster, power: a.random.chance(0.7) ? "on" : "lost" }) },
  "set-pack": { weight: 1, give: (a) => ({ type: "set-pack", cluster: a.on.cluster, pack: a.random.pick(["starter", "pro", "ultimate"]) }) },
  "change-link": {
    weight: 5,
    give: (a) => ({
      type: "change-link",
      a: a.on.cluster,
      b: otherName(a),
      change: {
        from: a.random.chance(0.6) ? null : orJunk(a, a.on.cluster),
        ...a.random.chance(0.7) && { up: a.random.chance(0.75) },
        ...a.random.chance(0.3) && { bandwidthBytesPerSecond: a.random.pick([0, 5e4, 333333, 1e6, 5e6]) },
        ...a.random.chance(0.2) && { latencyUsecs: a.random.pick([0, 1, 85e3, -1]) },
        ...a.random.chance(0.2) && { loss: a.random.pick([0, 0.1, 0.9, 1]) }
      }
    })
  }
};
var givenTypes = Object.keys(givers);
var weights = Object.values(givers).flatMap((giver) => Array.from({ length: giver.weight }, () => giver));
function randomCommand(random, world) {
  const here = world.clusters[random.pick(Object.keys(world.clusters))];
  if (here === void 0) throw new Error("A world without clusters");
  const cluster2 = random.chance(0.01) ? random.pick(JUNK) : here.name;
  const name = random.chance(JUNK_SHARE) ? random.pick(JUNK) : random.pick([...Object.keys(here.protectionDomains), ...DOMAINS.slice(0, 1)]);
  const domain2 = Object.hasOwn(here.protectionDomains, name) ? here.protectionDomains[name] : void 0;
  return random.pick(weights).give({ random, world, here, on: { cluster: cluster2, user: "walker" }, name, domain: domain2 });
}
function orJunk(a, value) {
  return a.random.chance(JUNK_SHARE) ? a.random.pick(JUNK) : value;
}
function oneOf(a, values, otherwise) {
  return values === void 0 || values.length === 0 || a.random.chance(JUNK_SHARE) ? otherwise : a.random.pick(values);
}
function otherName(a) {
  return oneOf(a, Object.keys(a.world.clusters).filter((name) => name !== a.here.name), "atlantis");
}
function siteNames(a) {
  return Object.keys(a.here.remoteSites);
}
function siteName(a) {
  return oneOf(a, siteNames(a), "nowhere");
}
function vmUuid(a) {
  return oneOf(a, Object.keys(a.here.vms), "ghost");
}
function scheduleId(a) {
  return oneOf(a, a.domain?.schedules.map(({ id }) => id), "hourly-7");
}
function snapshotId(a) {
  return oneOf(a, a.domain?.snapshots.map(snapshotName), "7");
}
function someInstant(a) {
  return instant(a.world.now + seconds(a.random.pick([-86400, -600, -1, 0, 1, 59, 600, 3600, 4e4, 2e6])));
}
function keep(a) {
  const unit = a.random.pick(["NUM_SNAPSHOTS", "NUM_SNAPSHOTS", "NUM_SNAPSHOTS", "DAYS", "WEEKS", "MONTHS"]);
  return { count: a.random.pick([1, 1, 2, 3, a.random.chance(JUNK_SHARE) ? 0 : 2]), unit };
}
function retention(a) {
  const sites = a.random.some(siteNames(a), 0.8).concat(a.random.chance(JUNK_SHARE) ? ["nowhere"] : []);
  return { local: a.random.chance(0.2) ? null : keep(a), remote: Object.fromEntries(sites.map((site3) => [site3, keep(a)])) };
}
function scheduleRequest(a) {
  const type = orJunk(a, a.random.pick(["HOURLY", "HOURLY", "HOURLY", "MINUTELY", "SECONDLY", "DAILY", "WEEKLY", "MONTHLY"]));
  const startAt = a.random.chance(0.4) ? null : someInstant(a);
  return {
    recurrence: {
      type,
      everyNth: a.random.pick([1, 1, 2, 5, type === "MINUTELY" ? 60 : 1, type === "SECONDLY" ? 600 : 1, a.random.chance(JUNK_SHARE) ? 0 : 3]),
      startAt,
      endAt: a.random.chance(0.85) ? null : someInstant(a),
      values: type === "WEEKLY" || type === "MONTHLY" ? a.random.some([1, 2, 5, 7, 15, 31].filter((value) => type === "MONTHLY" || value <= 7), 0.4) : [],
      timezoneOffsetSeconds: a.random.pick([0, 0, 3600, -18e3, 50401])
    },
    suspended: a.random.chance(0.1),
    appConsistent: a.random.chance(0.2),
    retention: retention(a)
  };
}
function siteRequest(a) {
  const peer = a.world.clusters[otherName(a)];
  const containers = peer === void 0 ? [] : [[a.here.containers[0]?.name ?? "", a.random.pick(peer.containers).name]];
  return {
    name: orJunk(a, peer === void 0 ? "nowhere" : a.random.pick([peer.name, peer.name, `to-${peer.name}`])),
    addresses: Object.fromEntries((peer === void 0 ? a.random.pick([[], ["192.0.2.1"], [a.here.vip]]) : [peer.vip]).map((address) => [address, 2020])),
    capabilities: a.random.pick([null, null, null, ["BACKUP"]]),
    containerMap: a.random.chance(0.7) ? Object.fromEntries(containers) : null,
    networkMap: a.random.pick([
      null,
      [{ source: "base", sourceHypervisor: "kKvm", destination: "base", destinationHypervisor: "kKvm" }],
      [{ source: "lost", sourceHypervisor: "kKvm", destination: "base", destinationHypervisor: "kKvm" }]
    ]),
    compression: a.random.pick([null, true, false]),
    proxy: null,
    ssh: null,
    bandwidthPolicyEnabled: a.random.pick([null, true, false]),
    bandwidthPolicy: a.random.pick([null, null, { name: "night", uuid: "policy", defaultBytesPerSecond: a.random.pick([null, 5e4]), windows: [] }]),
    maxBytesPerSecond: a.random.pick([null, null, 25e4])
  };
}
function partOf(a, request) {
  return Object.fromEntries(a.random.some(Object.entries(request), 0.3));
}

// test/engine/random.ts
function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = state + 1831565813 >>> 0;
    let t2 = Math.imul(state ^ state >>> 15, 1 | state);
    t2 = t2 + Math.imul(t2 ^ t2 >>> 7, 61 | t2) ^ t2;
    return ((t2 ^ t2 >>> 14) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (values) => {
      if (values.length === 0) throw new Error("There is nothing to pick from");
      return values[below(values.length)];
    },
    some: (values, share) => values.filter(() => next() < share)
  };
}

// test/engine/transitions.ts
function stateOf(world) {
  return { now: world.now, revision: world.revision, text: JSON.stringify(world), world };
}
function transitionViolations(before, after2) {
  const found = [...time(before, after2)];
  for (const was of Object.values(before.world.clusters)) {
    const is = after2.world.clusters[was.name];
    if (is === void 0) found.push(`cluster ${was.name} is gone`);
    else found.push(...records(was, is), ...snapshots(was, is));
  }
  return found;
}
function* time(was, is) {
  if (is.now < was.now) yield `time falls from ${was.now} to ${is.now}`;
  if (is.revision < was.revision) yield `the revision falls from ${was.revision} to ${is.revision}`;
  if (is.revision !== was.revision) return;
  if (was.text.replace(`"now":${was.now}`, `"now":${is.now}`) !== is.text) yield `the world has changed, and its revision is still ${is.revision}`;
}
function* records(was, is) {
  for (const task of Object.values(was.tasks)) {
    const now = own(is.tasks, task.uuid);
    if (task.effect === null ? now !== void 0 && endOf(task) !== endOf(now) : now === void 0) {
      yield `task ${task.uuid} is ${now === void 0 ? "forgotten while it runs" : "changed after its end"}`;
    }
  }
  const monitors = byId(is.monitors);
  for (const monitor of was.monitors) {
    const now = monitors.get(monitor.id);
    if (monitor.endedAt !== null && now !== void 0 && endOf(monitor) !== endOf(now)) {
      yield `monitor ${monitor.id} changes after its end`;
    }
  }
  const audits = byId(is.audits);
  for (const audit2 of was.audits) {
    const now = audits.get(audit2.id);
    if (now === void 0) continue;
    if (audit2.type !== now.type || audit2.at !== now.at || audit2.values.join() !== now.values.join()) yield `audit ${audit2.id} is rewritten`;
  }
  const alerts = byId(is.alerts);
  for (const alert of was.alerts) {
    const now = alerts.get(alert.id);
    if (now === void 0) continue;
    if (alert.type !== now.type || alert.raisedAt !== now.raisedAt) yield `alert ${alert.id} is rewritten`;
    if (alert.resolvedAt !== null && alert.resolvedAt !== now.resolvedAt) yield `alert ${alert.id} is opened again`;
  }
}
function* snapshots(was, is) {
  for (const domain2 of Object.values(was.protectionDomains)) {
    const now = own(is.protectionDomains, domain2.name);
    const kept = new Map(now?.snapshots.map((snapshot2) => [`${snapshot2.origin}:${snapshot2.id}`, snapshot2]));
    for (const snapshot2 of domain2.snapshots) {
      const same = kept.get(`${snapshot2.origin}:${snapshot2.id}`);
      if (same !== void 0 && heldBy(snapshot2) !== heldBy(same)) yield `snapshot ${snapshot2.id} of ${domain2.name} on ${was.name} changes`;
    }
  }
}
function byId(records2) {
  return new Map(records2.map((record) => [record.id, record]));
}
function endOf(ended2) {
  return `${ended2.status} ${"endsAt" in ended2 ? ended2.endsAt : ended2.endedAt} ${ended2.errorCode}`;
}
function heldBy({ createdAt, receivedAt, prefix, vms }) {
  const held = vms.map((vm2) => `${vm2.uuid} ${vm2.writtenBytes} ${vm2.usedBytes} ${vm2.marks.length}`);
  return `${createdAt} ${receivedAt} ${prefix} ${held.join()}`;
}

// server/seed/defaults.ts
var DEFAULT_SEED = "pesim";
var defaultSettings = {
  carrySchedules: false,
  deleteNeedsEmpty: false,
  licence: "enforce",
  guestShutdownSeconds: 20,
  guestShutdownLimitSeconds: 300,
  activationSeconds: 5,
  deactivationSeconds: 5,
  restoreSeconds: 5,
  removalSeconds: 5,
  tombstoneSeconds: 10,
  snapshotCollectionSeconds: 300,
  replicationTimeoutSeconds: 900,
  migrationSnapshotSeconds: 24 * 3600,
  compressionRatio: 0.7
};
var DEFAULT_VERSION = "6.5.5.7";
var DEFAULT_TIMEZONE = "UTC";
var DEFAULT_HOSTS = 3;
var DEFAULT_CONTAINER_BYTES = 20 * 1024 ** 4;
var DEFAULT_MEMORY_MB = 4096;
var DEFAULT_DISK_BYTES = 40 * 1024 ** 3;
var DEFAULT_USED_SHARE = 0.5;
var HOST_MEMORY_BYTES = 192 * 1024 ** 3;
var HOST_CPU_MODEL = "Intel(R) Xeon(R) Gold 6226R CPU @ 2.90GHz";
var HOST_CPU_HZ = 29e8;
var HOST_CORES = 32;
var HOST_SOCKETS = 2;

// server/seed/fixture.ts
var import_ajv_formats = __toESM(require_dist(), 1);

// build/fixtures.js
var fixtures_default = {
  "france-canada-protected": `{"$schema":"./fixture.schema.json","description":"After the guide's replication chapter: both remote sites, protection domain gold with three VMs, an hourly schedule that keeps 2 and 2, and its first snapshots in Canada.","seed":"france-canada","clusters":[{"name":"france","vip":"192.168.0.100","subnet":"192.168.0.0/24","version":"6.5.5.7","pack":"starter","hosts":3,"containers":[{"name":"default-container-98494"}],"networks":[{"name":"base","vlanId":0},{"name":"VLAN50","vlanId":50}],"vms":[{"name":"web01","description":"The guide's first VM","vcpus":2,"memoryMb":4096,"guestOs":"Ubuntu 22.04","guestTools":true,"power":"on","changeBytesPerSecond":200000,"networks":["base"],"disks":[{"sizeBytes":42949672960,"usedBytes":12884901888}]},{"name":"app01","description":"The guide's second VM","vcpus":4,"memoryMb":8192,"guestOs":"Ubuntu 22.04","guestTools":true,"power":"on","changeBytesPerSecond":400000,"networks":["base","VLAN50"],"disks":[{"sizeBytes":64424509440,"usedBytes":21474836480}]},{"name":"db01","description":"The guide's third VM","vcpus":4,"memoryMb":16384,"guestOs":"Windows Server 2022","guestTools":true,"power":"on","changeBytesPerSecond":1000000,"networks":["VLAN50"],"disks":[{"sizeBytes":128849018880,"usedBytes":51539607552}]},{"name":"file01","description":"Not in the guide's protection domain","vcpus":2,"memoryMb":8192,"guestOs":"Windows Server 2022","guestTools":true,"power":"on","changeBytesPerSecond":300000,"networks":["base"],"disks":[{"sizeBytes":214748364800,"usedBytes":85899345920}]},{"name":"mail01","description":"Not in the guide's protection domain","vcpus":4,"memoryMb":8192,"guestOs":"Debian 12","guestTools":true,"power":"on","changeBytesPerSecond":250000,"networks":["base"],"disks":[{"sizeBytes":107374182400,"usedBytes":32212254720}]},{"name":"build01","description":"Not in the guide's protection domain, and off","vcpus":8,"memoryMb":16384,"guestOs":"Debian 12","guestTools":true,"power":"off","changeBytesPerSecond":500000,"networks":["VLAN50"],"disks":[{"sizeBytes":85899345920,"usedBytes":26843545600}]}]},{"name":"canada","vip":"192.168.10.100","subnet":"192.168.10.0/24","version":"6.5.5.7","pack":"starter","hosts":3,"containers":[{"name":"default-container-36217"}],"networks":[{"name":"base","vlanId":0},{"name":"VLAN50","vlanId":50}],"vms":[]}],"links":[{"between":["france","canada"],"bandwidthBitsPerSecond":500000000,"latencyMilliseconds":85}],"steps":[{"command":{"type":"add-remote-site","cluster":"france","user":"admin","site":{"name":"canada","addresses":{"192.168.10.100":2020},"capabilities":["BACKUP","DISASTER_RECOVERY"],"containerMap":{"default-container-98494":"default-container-36217"},"networkMap":[{"source":"base","sourceHypervisor":"kKvm","destination":"base","destinationHypervisor":"kKvm"},{"source":"VLAN50","sourceHypervisor":"kKvm","destination":"VLAN50","destinationHypervisor":"kKvm"}],"compression":true,"proxy":false,"ssh":false,"bandwidthPolicyEnabled":false,"bandwidthPolicy":null,"maxBytesPerSecond":null}}},{"command":{"type":"add-remote-site","cluster":"canada","user":"admin","site":{"name":"france","addresses":{"192.168.0.100":2020},"capabilities":["BACKUP","DISASTER_RECOVERY"],"containerMap":{"default-container-36217":"default-container-98494"},"networkMap":[{"source":"base","sourceHypervisor":"kKvm","destination":"base","destinationHypervisor":"kKvm"},{"source":"VLAN50","sourceHypervisor":"kKvm","destination":"VLAN50","destinationHypervisor":"kKvm"}],"compression":true,"proxy":false,"ssh":false,"bandwidthPolicyEnabled":false,"bandwidthPolicy":null,"maxBytesPerSecond":null}}},{"command":{"type":"create-protection-domain","cluster":"france","user":"admin","name":"gold","annotations":[]}},{"command":{"type":"protect-vms","cluster":"france","user":"admin","name":"gold","names":["web01","app01","db01"],"uuids":[],"consistencyGroup":null,"appConsistent":false,"ignoreDuplicateOrMissing":false}},{"command":{"type":"add-schedule","cluster":"france","user":"admin","name":"gold","schedule":{"recurrence":{"type":"HOURLY","everyNth":1,"startAt":null,"endAt":null,"values":[],"timezoneOffsetSeconds":0},"suspended":false,"appConsistent":false,"retention":{"local":{"count":2,"unit":"NUM_SNAPSHOTS"},"remote":{"canada":{"count":2,"unit":"NUM_SNAPSHOTS"}}}}}},{"advanceSeconds":9000}]}`,
  "france-canada": `{"$schema":"./fixture.schema.json","description":"The start of the guide: two clusters joined by a tunnel, nothing protected yet.","seed":"france-canada","clusters":[{"name":"france","vip":"192.168.0.100","subnet":"192.168.0.0/24","version":"6.5.5.7","pack":"starter","hosts":3,"containers":[{"name":"default-container-98494"}],"networks":[{"name":"base","vlanId":0},{"name":"VLAN50","vlanId":50}],"vms":[{"name":"web01","description":"The guide's first VM","vcpus":2,"memoryMb":4096,"guestOs":"Ubuntu 22.04","guestTools":true,"power":"on","changeBytesPerSecond":200000,"networks":["base"],"disks":[{"sizeBytes":42949672960,"usedBytes":12884901888}]},{"name":"app01","description":"The guide's second VM","vcpus":4,"memoryMb":8192,"guestOs":"Ubuntu 22.04","guestTools":true,"power":"on","changeBytesPerSecond":400000,"networks":["base","VLAN50"],"disks":[{"sizeBytes":64424509440,"usedBytes":21474836480}]},{"name":"db01","description":"The guide's third VM","vcpus":4,"memoryMb":16384,"guestOs":"Windows Server 2022","guestTools":true,"power":"on","changeBytesPerSecond":1000000,"networks":["VLAN50"],"disks":[{"sizeBytes":128849018880,"usedBytes":51539607552}]},{"name":"file01","description":"Not in the guide's protection domain","vcpus":2,"memoryMb":8192,"guestOs":"Windows Server 2022","guestTools":true,"power":"on","changeBytesPerSecond":300000,"networks":["base"],"disks":[{"sizeBytes":214748364800,"usedBytes":85899345920}]},{"name":"mail01","description":"Not in the guide's protection domain","vcpus":4,"memoryMb":8192,"guestOs":"Debian 12","guestTools":true,"power":"on","changeBytesPerSecond":250000,"networks":["base"],"disks":[{"sizeBytes":107374182400,"usedBytes":32212254720}]},{"name":"build01","description":"Not in the guide's protection domain, and off","vcpus":8,"memoryMb":16384,"guestOs":"Debian 12","guestTools":true,"power":"off","changeBytesPerSecond":500000,"networks":["VLAN50"],"disks":[{"sizeBytes":85899345920,"usedBytes":26843545600}]}]},{"name":"canada","vip":"192.168.10.100","subnet":"192.168.10.0/24","version":"6.5.5.7","pack":"starter","hosts":3,"containers":[{"name":"default-container-36217"}],"networks":[{"name":"base","vlanId":0},{"name":"VLAN50","vlanId":50}],"vms":[]}],"links":[{"between":["france","canada"],"bandwidthBitsPerSecond":500000000,"latencyMilliseconds":85}]}`
};

// server/seed/fixture.ts
var FixtureError = class extends Error {
  name = "FixtureError";
};
var fixtureNames = Object.keys(fixtures_default);

// server/seed/vms.ts
function vmRequest(vm2, container, key, seed) {
  const disks = vm2.disks ?? [{ sizeBytes: DEFAULT_DISK_BYTES }];
  return {
    name: vm2.name,
    changeBytesPerSecond: vm2.changeBytesPerSecond ?? 0,
    powerState: vm2.power ?? "on",
    spec: {
      description: vm2.description ?? null,
      vcpus: vm2.vcpus ?? 2,
      coresPerVcpu: vm2.coresPerVcpu ?? 1,
      memoryMb: vm2.memoryMb ?? DEFAULT_MEMORY_MB,
      guestOs: vm2.guestOs ?? null,
      timezone: DEFAULT_TIMEZONE,
      guestTools: vm2.guestTools ?? false,
      disks: disks.map(({ sizeBytes, usedBytes }, index) => ({
        uuid: derivedUuid(seed, `disk/${key}/${index}`),
        bus: "scsi",
        index,
        cdrom: false,
        sizeBytes,
        usedBytes: Math.min(sizeBytes, usedBytes ?? Math.floor(sizeBytes * DEFAULT_USED_SHARE)),
        container: vm2.container ?? container
      })),
      nics: (vm2.networks ?? []).map((network, index) => {
        const uuid = derivedUuid(seed, `nic/${key}/${index}`);
        return { uuid, mac: macOf2(uuid), network, ip: null };
      })
    }
  };
}
function macOf2(uuid) {
  const digits = uuid.slice(0, 6);
  return `50:6b:8d:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`;
}

// server/seed/world.ts
var FIRST_REVISION = 64;
var BITS_PER_BYTE = 8;
function worldOf(fixture, now, source = "fixture") {
  const seed = fixture.seed ?? DEFAULT_SEED;
  const steps = fixture.steps ?? [];
  const past = steps.reduce((sum, step) => sum + ("advanceSeconds" in step ? seconds(step.advanceSeconds) : 0), 0);
  const world = {
    seed,
    revision: FIRST_REVISION,
    now: instant(now - past),
    settings: { ...defaultSettings, ...fixture.settings },
    clusters: {},
    links: {}
  };
  for (const [index, cluster2] of fixture.clusters.entries()) {
    if (world.clusters[cluster2.name] !== void 0) throw new FixtureError(`${source}, at /clusters/${index}/name: ${cluster2.name} is there twice`);
    world.clusters[cluster2.name] = clusterOf2(seed, cluster2, index);
  }
  for (const [index, link2] of (fixture.links ?? []).entries()) {
    addLink(world, link2, `${source}, at /links/${index}`);
  }
  return play(world, fixture, source);
}
function play(world, fixture, source) {
  const engine = new Engine(world);
  const attempt = (where, action) => {
    try {
      action();
    } catch (error) {
      throw new FixtureError(`${source}, at ${where}: ${error.message}`, { cause: error });
    }
  };
  for (const [index, cluster2] of fixture.clusters.entries()) {
    const container = cluster2.containers?.[0]?.name ?? defaultContainer(cluster2);
    const vms = (cluster2.vms ?? []).map((vm2) => vmRequest(vm2, container, `${cluster2.name}/${vm2.name}`, world.seed));
    attempt(`/clusters/${index}/vms`, () => engine.dispatch({ type: "create-vms", cluster: cluster2.name, vms }));
  }
  for (const [index, step] of (fixture.steps ?? []).entries()) {
    attempt(
      `/steps/${index}`,
      () => "advanceSeconds" in step ? engine.advanceTo(instant(world.now + seconds(step.advanceSeconds))) : engine.dispatch(step.command)
    );
  }
  return world;
}
function defaultContainer(cluster2) {
  return `default-container-${cluster2.name}`;
}
function clusterOf2(seed, fixture, index) {
  const uuid = derivedUuid(seed, `cluster/${fixture.name}`);
  const numbers = Number.parseInt(uuid.replace(/-/g, "").slice(0, 12), 16);
  const containers = fixture.containers ?? [{ name: defaultContainer(fixture) }];
  return {
    name: fixture.name,
    uuid,
    id: numbers,
    incarnationId: 165e13 + index,
    vip: fixture.vip,
    subnet: fixture.subnet,
    addresses: [],
    version: fixture.version ?? DEFAULT_VERSION,
    hypervisor: fixture.hypervisor ?? "kKvm",
    timezone: fixture.timezone ?? DEFAULT_TIMEZONE,
    power: "on",
    pack: fixture.pack ?? "starter",
    hosts: Array.from({ length: fixture.hosts ?? DEFAULT_HOSTS }, (_, host) => hostOf(seed, fixture, host)),
    containers: containers.map(({ name, capacityBytes }, number) => ({
      uuid: derivedUuid(seed, `container/${fixture.name}/${name}`),
      number: 1e3 + number,
      name,
      capacityBytes: capacityBytes ?? DEFAULT_CONTAINER_BYTES,
      replicationFactor: 2
    })),
    networks: (fixture.networks ?? []).map(({ name, vlanId }) => ({
      uuid: derivedUuid(seed, `network/${fixture.name}/${name}`),
      name,
      vlanId
    })),
    vms: {},
    remoteSites: {},
    protectionDomains: {},
    tombstones: {},
    tasks: {},
    monitors: [],
    alerts: [],
    audits: []
  };
}
function hostOf(seed, cluster2, index) {
  const prefix = cluster2.subnet.split(".").slice(0, 3).join(".");
  return {
    uuid: derivedUuid(seed, `host/${cluster2.name}/${index}`),
    number: index + 2,
    name: `${cluster2.name}-host-${index + 1}`,
    serial: `${cluster2.name.slice(0, 3).toUpperCase()}${String(index + 1).padStart(5, "0")}`,
    hypervisorAddress: `${prefix}.${index + 1}`,
    controllerVmAddress: `${prefix}.${index + 65}`,
    ipmiAddress: `${prefix}.${index + 129}`,
    cpuModel: HOST_CPU_MODEL,
    cpuCores: HOST_CORES,
    cpuSockets: HOST_SOCKETS,
    cpuFrequencyHz: HOST_CPU_HZ,
    memoryBytes: HOST_MEMORY_BYTES
  };
}
function addLink(world, fixture, where) {
  const [a, b] = fixture.between[0] < fixture.between[1] ? fixture.between : [fixture.between[1], fixture.between[0]];
  for (const end of [a, b]) {
    if (world.clusters[end] === void 0) throw new FixtureError(`${where}/between: there is no cluster ${end}`);
  }
  const key = linkKey(a, b);
  if (world.links[key] !== void 0) throw new FixtureError(`${where}/between: ${a} and ${b} are linked twice`);
  const serial = Object.keys(world.links).length * 2 + 1;
  const nominal = {
    latencyUsecs: Math.round((fixture.latencyMilliseconds ?? 0) * 1e3),
    bandwidthBytesPerSecond: fixture.bandwidthBitsPerSecond / BITS_PER_BYTE
  };
  const lane2 = (from, to, number) => ({
    serial: number,
    from,
    to,
    up: true,
    bandwidthBytesPerSecond: nominal.bandwidthBytesPerSecond,
    loss: 0,
    servedBytes: 0,
    asOf: world.now,
    running: 0,
    downSince: null
  });
  const link2 = {
    a,
    b,
    latencyUsecs: nominal.latencyUsecs,
    nominal,
    lanes: { [a]: lane2(a, b, serial), [b]: lane2(b, a, serial + 1) }
  };
  world.links[key] = link2;
}

// test/engine/walk-worlds.ts
var START = instant(1706652e9);
var MEGABYTE = 1e6;
var NAMES = ["france", "canada", "brazil"];
var BANDWIDTH_BITS_PER_SECOND = 2e6;
function walkWorld(random) {
  const names = NAMES.slice(0, random.chance(0.7) ? 2 : 3);
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b]));
  const fixture = {
    seed: `walk-${random.below(1e3)}`,
    settings: {
      carrySchedules: random.chance(0.2),
      deleteNeedsEmpty: random.chance(0.2),
      licence: random.pick(["enforce", "warn"]),
      snapshotCollectionSeconds: random.pick([0, 300, 2e4])
    },
    clusters: names.map((name, index) => clusterFixture(random, name, index)),
    links: pairs.map((between) => ({
      between,
      bandwidthBitsPerSecond: BANDWIDTH_BITS_PER_SECOND,
      latencyMilliseconds: random.pick([0, 85])
    })),
    steps: random.chance(0.1) ? [] : [...pairs.flatMap(([a, b]) => [site2(names, a, b), site2(names, b, a)]), ...random.chance(0.2) ? [] : protectedGold]
  };
  return worldOf(fixture, START);
}
function clusterFixture(random, name, index) {
  const vms = ["web", "app", "data", "web"].slice(0, index === 0 ? 4 : 1);
  return {
    name,
    vip: `10.0.${index}.100`,
    subnet: `10.0.${index}.0/24`,
    pack: random.pick(["starter", "pro"]),
    hosts: 2,
    containers: [{ name: random.chance(0.8) ? "pool" : `pool-${name}` }, { name: "spare" }],
    networks: [{ name: "base", vlanId: 0 }, ...index === 0 ? [{ name: "extra", vlanId: 5 }] : []],
    vms: vms.map((vm2, number) => ({
      name: index === 0 ? vm2 : `${vm2}-${name}`,
      power: number === 2 ? "off" : "on",
      changeBytesPerSecond: 1e4 * number,
      networks: number === 1 ? ["base", "extra"].slice(0, 2 - Math.min(1, index)) : ["base"],
      disks: [{ sizeBytes: 800 * MEGABYTE, usedBytes: (50 + 100 * number) * MEGABYTE }]
    }))
  };
}
var gold = { cluster: "france", user: "admin", name: "gold" };
var protectedGold = [
  { command: { type: "create-protection-domain", ...gold, annotations: [] } },
  {
    command: {
      type: "protect-vms",
      ...gold,
      names: ["app", "data"],
      uuids: [],
      consistencyGroup: null,
      appConsistent: false,
      ignoreDuplicateOrMissing: false
    }
  },
  {
    command: {
      type: "add-schedule",
      ...gold,
      schedule: {
        recurrence: { type: "HOURLY", everyNth: 1, startAt: null, endAt: null, values: [], timezoneOffsetSeconds: 0 },
        suspended: false,
        appConsistent: false,
        retention: {
          local: { count: 2, unit: "NUM_SNAPSHOTS" },
          remote: { canada: { count: 2, unit: "NUM_SNAPSHOTS" } }
        }
      }
    }
  }
];
function site2(names, from, to) {
  const command = {
    type: "add-remote-site",
    cluster: from,
    user: "admin",
    site: {
      name: to,
      addresses: { [`10.0.${names.indexOf(to)}.100`]: 2020 },
      capabilities: null,
      containerMap: null,
      networkMap: null,
      compression: null,
      proxy: null,
      ssh: null,
      bandwidthPolicyEnabled: null,
      bandwidthPolicy: null,
      maxBytesPerSecond: null
    }
  };
  return { command };
}

// test/engine/zz-hunt.ts
var SEEDS = 60;
var STEPS = 120;
var CLOSELY = 0.1;
var COMMANDS_MAX = 400;
var CLOSELY_MAX = 40;
var WORLD_MAX = 1e6;
var WAITS = [0, 0, 0, 0, 1, 1, 2, 5, 30, 60, 120, 300, 600, 900, 1800, 3600, 3600, 7200, 3e4, 2e5];
var met = /* @__PURE__ */ new Set();
var worthMeeting = [
  "admit-replication",
  "finish-replication",
  "fail-stalled-replications",
  "run-schedule",
  "run-one-time-schedule",
  "collect-snapshots",
  "advance-mode-change",
  "finish-removal",
  "finish-task",
  "replication succeeded",
  "replication failed",
  "replication aborted",
  "activated",
  "activated by force",
  "mode change succeeded",
  "mode change failed",
  "task Succeeded",
  "task Failed",
  "queued",
  "deactivated",
  "replication-expired",
  "replication-skipped",
  "replication-full",
  "receive-failed",
  "vm-renamed",
  "entity-skipped",
  "network-mapping-invalid",
  "licence-exceeded",
  "vm-name-restricted"
];
function walk(seed) {
  const random = randomOf(seed);
  const start = JSON.stringify(walkWorld(random));
  const engine = new Engine(worldFrom(start));
  const closely = randomOf(seed + 1e6);
  const steps = [];
  engine.subscribe(note);
  const told = [];
  engine.subscribe((change2) => told.push({ change: change2, text: JSON.stringify(change2) }));
  let before = stateOf(engine.world);
  for (let step = 0; step < STEPS; step++) {
    const target = instant(engine.world.now + waitOf(random));
    const where = () => `seed ${seed}, step ${step}, at ${engine.world.now}, ${steps.at(-1)?.command}`;
    try {
      if (closely.chance(CLOSELY)) advanceClosely(engine, target);
      if (!engine.advanceTo(target, { commandsMax: COMMANDS_MAX }).arrived) engine.advanceTo(engine.world.now);
      const at = engine.world.now;
      const passed = stateOf(engine.world);
      promise(before, passed);
      before = { ...passed, world: worldFrom(passed.text) };
      if (passed.text.length > WORLD_MAX) break;
      const command = randomCommand(random, engine.world);
      steps.push({ at, command: JSON.stringify(command), outcome: "" });
      const expected = outcomeOf(() => decide(frozen(before.world), worldCommand(command), seededIds(before.world.seed)(before.world.revision)));
      const outcome = outcomeOf(() => engine.dispatch(worldCommand(command)));
      if (outcome.text !== expected.text) throw new Error(`a frozen world decides ${expected.text} instead of ${outcome.text}`);
      if (!outcome.refused) met.add(`${command.type} accepted`);
      steps[step] = { at, command: JSON.stringify(command), outcome: outcome.text };
      const after2 = stateOf(engine.world);
      if (outcome.refused && after2.text !== before.text) throw new Error("a refused command has changed the world");
      promise(before, after2);
      before = { ...after2, world: before.world };
    } catch (error) {
      return `${where()}: ${error.message}`;
    }
  }
  engine.advanceTo(engine.world.now);
  const rewritten = told.find(({ change: change2, text }) => JSON.stringify(change2) !== text);
  if (rewritten !== void 0) return `seed ${seed}: what was told of has changed since: ${rewritten.text}`;
  const end = { at: engine.world.now, text: JSON.stringify(engine.world) };
  for (const [how, manner] of Object.entries(manners)) {
    const difference = again(start, steps, end, manner, randomOf(seed + 2e6));
    if (difference !== null) return `seed ${seed}, ${how}: ${difference}`;
  }
  return null;
}
function waitOf(random) {
  return random.chance(0.1) ? random.below(5e6) : seconds(random.pick(WAITS));
}
function promise(before, after2) {
  const broken = [...violations(after2.world).map(({ invariant, detail }) => `"${invariant}": ${detail}`), ...transitionViolations(before, after2)];
  if (broken.length > 0) throw new Error(broken.join("; "));
}
function advanceClosely(engine, target) {
  for (let commands = 0; commands < CLOSELY_MAX; commands++) {
    const world = worldFrom(JSON.stringify(engine.world));
    const due = new Agenda(world).next();
    if (due === void 0 || due.at > target) return;
    world.now = due.at;
    const kept = due.command.type === "collect-snapshots" ? newestOf(world, due.command.cluster, due.command.name) : null;
    const expected = outcomeOf(() => decide(frozen(world), due.command, seededIds(world.seed)(world.revision)));
    const changes = [];
    const release = engine.subscribe((change3) => changes.push(change3));
    engine.advanceTo(target, { commandsMax: 1 });
    release();
    const [change2] = changes;
    if (JSON.stringify(change2?.command) !== JSON.stringify(due.command)) {
      throw new Error(`an agenda made anew gives ${JSON.stringify(due.command)} instead of ${JSON.stringify(change2?.command)}`);
    }
    if (JSON.stringify(change2?.events) !== expected.text) throw new Error(`a frozen world decides ${expected.text}`);
    if (kept !== null && newestOf(engine.world, kept.cluster, kept.name).newest !== kept.newest) throw new Error("the newest snapshot is collected");
    promise(stateOf(world), stateOf(engine.world));
  }
}
function newestOf(world, cluster2, name) {
  const domain2 = own(world.clusters[cluster2]?.protectionDomains ?? {}, name);
  return { cluster: cluster2, name, newest: domain2?.snapshots.findLast((snapshot2) => snapshot2.kind !== "one-time")?.id };
}
var manners = {
  "done again": (engine, at) => {
    engine.advanceTo(at);
    return engine;
  },
  "in many small advances": (engine, at, random) => {
    for (let parts = random.below(6); parts > 0; parts--) {
      engine.advanceTo(instant(engine.world.now + random.next() * (at - engine.world.now)), { commandsMax: random.pick([1, 3, Infinity]) });
    }
    engine.advanceTo(at);
    return engine;
  },
  "saved and loaded on the way": (engine, at, random) => {
    engine.advanceTo(at);
    return random.chance(0.3) ? new Engine(worldFrom(JSON.stringify(engine.world))) : engine;
  }
};
function again(start, steps, end, manner, random) {
  let engine = new Engine(worldFrom(start));
  for (const [step, { at, command, outcome }] of steps.entries()) {
    engine = manner(engine, at, random);
    const { text } = outcomeOf(() => engine.dispatch(JSON.parse(command)));
    if (text !== outcome) return `step ${step}, ${command} gives ${text} instead of ${outcome}`;
  }
  engine = manner(engine, end.at, random);
  return JSON.stringify(engine.world) === end.text ? null : "the worlds differ in the end";
}
function worldFrom(text) {
  return JSON.parse(text);
}
function worldCommand(command) {
  return JSON.parse(JSON.stringify(command));
}
function outcomeOf(command) {
  try {
    return { text: JSON.stringify(command()), refused: false };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { text: `${error.code}: ${error.message}`, refused: true };
  }
}
function frozen(value) {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
function note({ command, events }) {
  met.add(command.type);
  for (const event of events) {
    if (event.type === "replication-ended") met.add(`replication ${event.outcome}`);
    if (event.type === "protection-domain-activated") met.add(event.forced ? "activated by force" : "activated");
    if (event.type === "protection-domain-deactivated") met.add("deactivated");
    if (event.type === "mode-change-ended") met.add(`mode change ${event.outcome}`);
    if (event.type === "task-ended") met.add(`task ${event.status}`);
    if (event.type === "replication-queued") met.add("queued");
    if (event.type === "alert-raised") met.add(event.alert.type);
  }
}
t.test("no order of commands and ticks breaks a promise of the world", async (t2) => {
  const only = process.env["SEED"];
  const seeds = only === void 0 ? Array.from({ length: 900 }, (_, seed) => seed + 1e3) : [Number(only)];
  for (const seed of seeds) {
    const fault = walk(seed);
    if (fault !== null) {
      t2.fail(`${fault} (SEED=${seed} npx tap test/engine/random-walk.test.ts)`);
      console.error(fault.slice(0, 1200));
    }
  }
  t2.pass(`seeds 0 to ${SEEDS - 1}, ${STEPS} steps each`);
  if (only !== void 0) return;
  for (const type of givenTypes) t2.ok(met.has(`${type} accepted`), `some ${type} was accepted`);
  for (const what of worthMeeting) t2.ok(met.has(what), `the walks have met: ${what}`);
});
