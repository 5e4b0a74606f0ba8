// SPDX-License-Identifier: Apache-2.0
/** Outputs that choose among candidates: pairs to learn from, questions to answer. */
package dev.sora.core.retrieval;
