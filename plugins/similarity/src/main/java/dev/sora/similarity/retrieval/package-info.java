// SPDX-License-Identifier: Apache-2.0
/** The output that chooses a text of the training data, such as an answer to a question. */
package dev.sora.similarity.retrieval;
