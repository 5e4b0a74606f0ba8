// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.nlp.layer.Steps;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.tokens.Tokens;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The output before it has learned its tags.
 *
 * @param column the column of tags
 * @param tokens the column of tokens
 * @param scheme how the tags of the data mark entities
 * @param length the maximum number of tags
 */
record Tags(String column, String tokens, Scheme scheme, int length) implements UnaryOutput {

    /** The role of the tags of a prediction, and of a target. */
    static final String TAGS = "tags";

    private static final int MOST_TAGS = 1000;

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return plan(input, TensorSpec.UNKNOWN, List.of());
    }

    /** Plans the scores of the tags, and how they follow each other. */
    ParticlePlan plan(SignalSpec input, long tags, List<String> names) {
        long in = Steps.vectors(input, "tags").dimension(1);
        if (!input.isSequence()) {
            throw new ShapeException(
                    "a sequence of vectors for tags",
                    input,
                    "name a node that returns a vector for each token, such as 'lstm' with"
                            + " 'returns: sequence'");
        }
        List<ParameterSpec> parameters = new ArrayList<>();
        for (ParameterSpec spec :
                new DenseLayer(tags, true, NamedInitialiser.GLOROT).parameters("head", in)) {
            parameters.add(spec.withRows(names));
        }
        long steps = tags < 0 ? TensorSpec.UNKNOWN : tags * tags;
        parameters.add(
                ParameterSpec.bias(Crf.STEPS, Initialiser.zeros(), steps).withRows(pairs(names)));
        parameters.add(ParameterSpec.bias(Crf.FIRST, Initialiser.zeros(), tags).withRows(names));
        parameters.add(ParameterSpec.bias(Crf.LAST, Initialiser.zeros(), tags).withRows(names));
        TensorSpec scores = TensorSpec.floats(input.values().dimension(0), tags);
        return ParticlePlan.of(
                SignalSpec.sequence(scores)
                        .with(TAGS, TensorSpec.of(DataType.INT32, input.values().dimension(0))),
                parameters);
    }

    /** Returns the names of the steps from each tag to each: {@code from>to}. */
    private static List<String> pairs(List<String> names) {
        List<String> escaped =
                names.stream().map(name -> name.replace("\\", "\\\\").replace(">", "\\>")).toList();
        List<String> pairs = new ArrayList<>(names.size() * names.size());
        escaped.forEach(from -> escaped.forEach(to -> pairs.add(from + ">" + to)));
        return pairs;
    }

    /**
     * Returns the tags of a record, as BIO unless the scheme is {@code none}.
     *
     * @throws RecordException if they are missing, too many, or not in the scheme
     */
    List<String> of(DataRecord record) {
        List<String> tags = Tokens.of(record, column);
        if (tags.size() > length) {
            throw new RecordException(
                    Problem.of("SORA-4565", "a sentence has too many tags")
                            .where(record.where())
                            .needs("at most %d".formatted(length))
                            .have(Integer.toString(tags.size()))
                            .fix(
                                    "raise 'length' of the output, split the sentence, or set"
                                            + " 'on_error: skip'"));
        }
        int count = Tokens.of(record, tokens).size();
        if (count != tags.size()) {
            throw new RecordException(
                    Problem.of("SORA-4569", "a sentence has another number of tags than of tokens")
                            .where(record.where())
                            .needs("%d tags, as column '%s' has tokens".formatted(count, tokens))
                            .have(Integer.toString(tags.size()))
                            .fix("correct the record, or set 'on_error: skip'"));
        }
        try {
            return scheme.bio(tags);
        } catch (Scheme.NotPossible e) {
            throw notOfTheScheme(record, tags, e.at());
        }
    }

    private RecordException notOfTheScheme(DataRecord record, List<String> tags, int at) {
        Scheme other = scheme.instead(tags);
        String instead =
                other == null
                        ? "correct the tag"
                        : "if all sentences are like this one, set 'scheme: %s' on the output;"
                                        .formatted(other.key())
                                + " otherwise correct the tag";
        return new RecordException(
                Problem.of("SORA-4566", "a tag does not follow the scheme " + scheme.name())
                        .where(record.where())
                        .needs(scheme.needs())
                        .have(
                                "'%s' as tag %d, after '%s'"
                                        .formatted(
                                                tags.get(at),
                                                at + 1,
                                                at == 0 ? Bio.OUTSIDE : tags.get(at - 1)))
                        .fix(
                                instead
                                        + ", set 'scheme: none' if tags have no prefixes, or"
                                        + " set 'on_error: skip'"));
    }

    @Override
    public FittedOutput fit(Records records) {
        Set<String> found = new TreeSet<>();
        records.forEach(record -> found.addAll(of(record)));
        return fitted(found);
    }

    /** Known tags keep their positions. */
    @Override
    public FittedOutput grow(State state, Records records) {
        Set<String> more = new TreeSet<>();
        records.forEach(record -> more.addAll(of(record)));
        List<String> all = new ArrayList<>(FittedTags.names(state));
        more.stream().filter(tag -> !all.contains(tag)).forEach(all::add);
        return new FittedTags(this, all);
    }

    private FittedOutput fitted(Set<String> found) {
        if (found.isEmpty() || found.size() > MOST_TAGS) {
            throw new DataException(
                    Problem.of("SORA-4567", "column '%s' holds no tags to learn".formatted(column))
                            .needs("1 to %d different tags".formatted(MOST_TAGS))
                            .have(Integer.toString(found.size()))
                            .fix("name the column of the tags"));
        }
        return new FittedTags(this, List.copyOf(found), warnings(found));
    }

    private List<String> warnings(Set<String> found) {
        return scheme == Scheme.NONE && Scheme.endsEntities(found)
                ? List.of(
                        "tags such as E-X or L-X end entities, but with 'scheme: none' metrics of"
                                + " entities count them as entities of their own: set 'scheme:"
                                + " bioes' on the output")
                : List.of();
    }

    /** Returns whether tags are learned as BIO. */
    boolean bio() {
        return scheme != Scheme.NONE;
    }

    @Override
    public FittedOutput restore(State state) {
        return new FittedTags(this, FittedTags.names(state));
    }
}
