// SPDX-License-Identifier: Apache-2.0
/**
 * Searches for small changes of records with which a model gives another answer. Values come from a
 * data set, so each is one that the column can have.
 */
package dev.sora.core.explanation.counterfactual;
