'use strict';
// How our JavaScript is written. Scripts that run inside Premiere are of the third edition, the others of 2020.

const path = require('node:path');

const globals = require(path.join(process.env.CHUTIER_NODE_TOOLS, 'globals'));

const style = {
  'array-callback-return': 'error',
  'eol-last': 'error',
  'max-lines': ['error', 400],
  'no-debugger': 'error',
  'no-dupe-keys': 'error',
  'no-fallthrough': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-trailing-spaces': 'error',
  'no-undef': 'error',
  'no-unreachable': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
  eqeqeq: 'error',
  quotes: ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
  semi: 'error',
  'use-isnan': 'error',
  'valid-typeof': 'error',
};
const later = { 'no-var': 'error', 'prefer-const': 'error' };

const inside = { $: 'readonly', app: 'readonly', ExtendJSON: 'writable', internal_variables_replacer: 'writable' };

module.exports = [
  {
    files: ['**/*.jsx'],
    languageOptions: { ecmaVersion: 3, sourceType: 'script', globals: inside },
    rules: style,
  },
  {
    // One library in several files: they see each other's names, which the types check.
    files: ['**/host/*.jsx'],
    rules: { 'no-undef': 'off', 'no-unused-vars': 'off' },
  },
  {
    files: ['**/*.js'],
    languageOptions: { ecmaVersion: 2020, sourceType: 'commonjs', globals: { ...globals.node, ...globals.browser } },
    rules: { ...style, ...later },
  },
  {
    files: ['tests/**/*.js'],
    languageOptions: { ecmaVersion: 2022 },
  },
];
