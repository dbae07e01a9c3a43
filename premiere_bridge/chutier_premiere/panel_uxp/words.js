'use strict';
// What the panel says, in the two languages that Chutier speaks.

/** @type {{[language: string]: {[key: string]: string}}} */
const WORDS = {
  en: {
    waiting: 'Waiting for Chutier',
    waitingMore: 'Start a build: chutier build --nle premiere',
    connected: 'Chutier is connected',
    refused: 'Type the code that Chutier shows, once',
    connect: 'Connect',
    planned: 'Planned',
    gone: 'Done. Chutier has hung up.',
    done: 'done',
    failed: 'not done',
    failedOp: 'Premiere would not',
    look: 'looking', tree: 'reading the project', children: 'reading a bin', bins: 'bins', import: 'importing', move: 'places', smart_bins: 'search bins',
    schema: 'columns of ours', rename: 'names', labels: 'labels', columns: 'columns', sequences: 'sequences', markers: 'markers',
    proxies: 'proxies', export: 'writing', remove: 'undoing', save: 'saving', hello: 'hello',
  },
  fr: {
    waiting: 'En attente de Chutier',
    waitingMore: 'Lancer une construction : chutier build --nle premiere',
    connected: 'Chutier est connecté',
    refused: 'Saisir une fois le code que Chutier affiche',
    connect: 'Connecter',
    planned: 'Prévu',
    gone: 'Terminé. Chutier a raccroché.',
    done: 'fait',
    failed: 'pas fait',
    failedOp: 'Premiere a refusé',
    look: 'lecture', tree: 'lecture du projet', children: "lecture d'un chutier", bins: 'chutiers', import: 'importation', move: 'places', smart_bins: 'chutiers de recherche',
    schema: 'nos colonnes', rename: 'noms', labels: 'étiquettes', columns: 'colonnes', sequences: 'séquences', markers: 'marqueurs',
    proxies: 'proxies', export: 'écriture', remove: 'annulation', save: 'enregistrement', hello: 'bonjour',
  },
};

/**
 * The words of a language such as `fr_FR`; English for any other.
 *
 * @param {string} locale
 */
const wordsOf = (locale) => WORDS[String(locale).slice(0, 2).toLowerCase()] || WORDS.en;

module.exports = { wordsOf, WORDS };
