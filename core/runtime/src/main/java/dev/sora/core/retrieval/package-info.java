// SPDX-License-Identifier: Apache-2.0
/**
 * Decides how a pipeline is trained, measured and asked, and supports outputs that choose among
 * candidates, such as recommendation and search.
 *
 * <p>{@link DataProcedure} is the only place that asks whether an output offers a retrieval: if
 * none does, each record has targets and a prediction of its own. {@link Retriever} connects core
 * to the {@code Retrieval} of an output. In training, {@link PairedBatches} draws pairs of records
 * and candidates for a minibatch. In evaluation and prediction, {@link CandidateScorer} scores the
 * candidates of each question; the parts of the graph that depend on the record or on the candidate
 * alone are computed once for each of them ({@link Sides}).
 *
 * <p>The plugin decides which pairs are drawn, which candidates are ranked and which are relevant.
 */
package dev.sora.core.retrieval;
