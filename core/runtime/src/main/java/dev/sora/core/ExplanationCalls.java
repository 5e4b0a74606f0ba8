// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.hint.ActivatingRecords;
import dev.sora.core.hint.Counterfactual;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The calls of a {@link Model} that explain: its answers to records, its particles and columns over
 * a data set, records by their neighbours, and answers by changes that give others. {@link Model}
 * states which records are accepted, and what holds for threads, callbacks and failures.
 *
 * <p>Not to be implemented by applications: methods are added.
 */
public interface ExplanationCalls {

    /**
     * Explains the answers to a record: the share of each particle in the score of an answer, and
     * what of the inputs the score is read from.
     *
     * @throws dev.sora.problem.RecordException if the record is broken
     * @throws dev.sora.problem.SoraException if the options do not fit the model, or an output has
     *     answers without a single score
     */
    default Explanation explain(Map<String, ?> record, ExplanationOptions options) {
        return explain(List.of(record), options).get(0);
    }

    /**
     * Explains the answers to records, one after another. The same record and options give the same
     * bits.
     *
     * @param records if an output chooses among candidates, a record names one candidate: it has
     *     columns of both sides, and the score of this pair is explained
     * @return an explanation for each record, in order
     */
    List<Explanation> explain(List<? extends Map<String, ?>> records, ExplanationOptions options);

    /**
     * Explains the answers to every record of a file or folder.
     *
     * @param listener is notified of columns that records lack
     * @param explanations receives an explanation for each record, in order
     */
    void explain(
            Path input,
            ExplanationOptions options,
            RunListener listener,
            Consumer<Explanation> explanations);

    /**
     * Explains what particles contribute over a data set: their mean shares, what the model loses
     * without each, and how similar they are; and, unless the method is {@link
     * ExplanationMethod#PARTICLES}, what it loses if the values of a column are permuted, and how
     * scores depend on them.
     *
     * @param source a file with one data source in YAML, whose records have targets; the package's
     *     own test data if absent. At most the first 5,000 records are used
     */
    DataExplanation explainData(
            Optional<Path> source, ExplanationOptions options, RunListener listener);

    /**
     * Finds, for every record of a file or folder, the records of a data set that are nearest to it
     * in the space of a node. Each record is compared with all of the data set. A sequence is the
     * mean over its steps, and a picture that over its places.
     *
     * @param source a file with one data source in YAML; its records may have targets
     * @param neighbours receives the neighbours of each record, in order
     * @throws dev.sora.problem.SoraException if the node has no numbers for each record, or there
     *     are too many records whose neighbours are wanted
     */
    void neighbours(
            Path input,
            Path source,
            Neighbours.Options options,
            RunListener listener,
            Consumer<Neighbours> neighbours);

    /**
     * Finds the records of a data set that activate particles most and least. The activation of a
     * node is the mean of its values, over the valid steps of a sequence and over the places of a
     * picture.
     *
     * @param source a file with one data source in YAML; its records may have targets
     * @throws dev.sora.problem.SoraException if a node has no numbers for each record, or too many
     *     records would be kept
     */
    ActivatingRecords activating(
            Path source, ActivatingRecords.Options options, RunListener listener);

    /**
     * Finds, for every record of a file or folder, a small change with which an output gives
     * another answer. Columns change to values that they have in a data set.
     *
     * @param source a file with one data source in YAML; its first 5,000 records are used, and
     *     their targets may be absent
     * @param counterfactuals receives what was found for each record, in order
     * @throws dev.sora.problem.SoraException if the output has no classes, or no column can change
     */
    void counterfactuals(
            Path input,
            Path source,
            Counterfactual.Options options,
            RunListener listener,
            Consumer<Counterfactual> counterfactuals);
}
