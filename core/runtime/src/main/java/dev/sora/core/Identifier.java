// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.index.VectorIndexes;
import dev.sora.index.VectorSearch;
import dev.sora.particle.Identification;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Identifies records by comparing the vectors that an output predicts with those of known
 * identities. Enrolling an identity needs no training:
 *
 * <pre>{@code
 * Identifier identifier = model.identifier(Optional.empty());
 * Enrolment enrolment = identifier.enrolment();
 * PredictionOptions options = PredictionOptions.DEFAULT.keeping(identifier.column());
 * model.predict(Path.of("staff/"), options, event -> {}, enrolment::add);
 * IdentityIndex index = enrolment.index(OptionalDouble.empty());
 *
 * model.predict(Path.of("door.png"), PredictionOptions.DEFAULT, event -> {},
 *         identifier.identify(index, OptionalDouble.empty(), System.out::println));
 * }</pre>
 */
public final class Identifier {

    /** What a record is called that is not taken for any known identity. */
    public static final String UNKNOWN = "unknown";

    private final String model;
    private final String output;
    private final Identification how;
    private final OptionalDouble threshold;
    private final VectorIndexes indexes;

    /**
     * Creates an identifier.
     *
     * @param model the digest of the model
     * @param output the output whose vectors are compared
     * @param threshold the default of the least score at which a record is taken for an identity
     * @param indexes the types that arrange and search vectors, usable while the model is open
     */
    public Identifier(
            String model,
            String output,
            Identification how,
            OptionalDouble threshold,
            VectorIndexes indexes) {
        this.model = model;
        this.output = output;
        this.how = how;
        this.threshold = threshold;
        this.indexes = indexes;
    }

    /** Returns the column that names the identity of a record that is enrolled. */
    public String column() {
        return how.column();
    }

    /** Returns the threshold from the validation of the model, if the package has one. */
    public OptionalDouble threshold() {
        return threshold;
    }

    /** Returns an enrolment without identities. */
    public Enrolment enrolment() {
        return new Enrolment(this);
    }

    /**
     * Returns an enrolment that begins with the records of an index, which is not changed. If a
     * type of a plugin has arranged it, the same type arranges the new one.
     *
     * @throws DataException if the index was made by another model
     * @throws dev.sora.problem.SoraException if no plugin offers the type that arranged the index
     */
    public Enrolment enrolment(IdentityIndex index) {
        check(index);
        Enrolment enrolment = new Enrolment(this);
        enrolment.add(index.contents());
        return enrolment;
    }

    VectorIndexes indexes() {
        return indexes;
    }

    String model() {
        return model;
    }

    String output() {
        return output;
    }

    /** Returns the vector of a prediction. */
    float[] vector(Prediction prediction) {
        if (!(prediction.output(output).get(how.vector()) instanceof List<?> values)) {
            throw new IllegalStateException(
                    "'%s' of '%s' is not a list".formatted(how.vector(), output));
        }
        float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = ((Number) values.get(i)).floatValue();
            if (!Float.isFinite(vector[i])) {
                throw new DataException(
                        Problem.of("SORA-4919", "the vector of a record is not finite")
                                .where(
                                        "%s, record %d"
                                                .formatted(
                                                        prediction.origin(), prediction.number()))
                                .needs("finite numbers")
                                .have(Float.toString(vector[i]))
                                .fix(
                                        "look at the values of the record; the model may not suit it"));
            }
        }
        return vector;
    }

    /**
     * Returns a consumer of predictions that passes them on with an identity instead of the vector:
     * {@code {identity=anna, known=true, score=0.91, nearest=anna, threshold=0.6}}. The identity is
     * {@link #UNKNOWN} if the score of the nearest enrolled record is below the threshold.
     *
     * @param least the threshold; that of the index if absent, else that of the model
     * @throws DataException if the index was made by another model, no threshold is known, or no
     *     plugin offers the type that arranged the index
     */
    public Consumer<Prediction> identify(
            IdentityIndex index, OptionalDouble least, Consumer<Prediction> sink) {
        check(index);
        double limit = limit(index, least);
        Function<float[], IdentityIndex.Match> nearest = search(index);
        return prediction -> sink.accept(identified(prediction, index, nearest, limit));
    }

    private Function<float[], IdentityIndex.Match> search(IdentityIndex index) {
        if (index.contents().arrangement().isEmpty()) {
            return index::nearest;
        }
        VectorSearch search = indexes.open(index.contents(), index.contents().arrangement().get());
        return vector -> index.nearest(vector, search.candidates(vector));
    }

    /** Refuses vectors whose length is not that of the index. */
    static void checkLength(int indexed, int length) {
        if (length != indexed) {
            throw new DataException(
                    Problem.of("SORA-4918", "the vectors of the index have another length")
                            .needs("%d values".formatted(length))
                            .have("%d values".formatted(indexed))
                            .fix("enrol the identities again with this model: sora index"));
        }
    }

    private Prediction identified(
            Prediction prediction,
            IdentityIndex index,
            Function<float[], IdentityIndex.Match> nearest,
            double limit) {
        if (prediction.isBroken()) {
            return prediction;
        }
        float[] vector = vector(prediction);
        checkLength(index.size(), vector.length);
        IdentityIndex.Match match = nearest.apply(vector);
        boolean known = match.score() >= limit;
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("identity", known ? match.identity() : UNKNOWN);
        values.put("known", known);
        values.put("score", match.score());
        values.put("nearest", match.identity());
        values.put("threshold", limit);
        Map<String, Map<String, Object>> outputs = new LinkedHashMap<>(prediction.outputs());
        outputs.put(output, values);
        return new Prediction(
                prediction.origin(),
                prediction.number(),
                prediction.kept(),
                outputs,
                prediction.error());
    }

    private void check(IdentityIndex index) {
        if (!index.model().equals(model) || !index.output().equals(output)) {
            boolean same = index.model().equals(model);
            throw new DataException(
                    Problem.of(
                                    "SORA-4913",
                                    same
                                            ? "the index belongs to another output of the model"
                                            : "the index was made with another model: vectors of two"
                                                    + " models cannot be compared")
                            .needs(same ? "an index of '%s'".formatted(output) : "model " + model)
                            .have(
                                    same
                                            ? "'%s'".formatted(index.output())
                                            : "model " + index.model())
                            .fix("enrol the identities again with this model: sora index"));
        }
    }

    private double limit(IdentityIndex index, OptionalDouble least) {
        if (least.isPresent()) {
            return least.getAsDouble();
        }
        OptionalDouble known = index.threshold().isPresent() ? index.threshold() : threshold;
        return known.orElseThrow(
                () ->
                        new DataException(
                                Problem.of(
                                                "SORA-4914",
                                                "there is no threshold below which a record is"
                                                        + " unknown")
                                        .needs(
                                                "a threshold from the validation of the model, or one"
                                                        + " that is given")
                                        .have(
                                                "a model without the metric '%s' on validation data"
                                                        .formatted(how.threshold()))
                                        .fix(
                                                "give one with --threshold; or train with validation"
                                                        + " data and the metric '%s' of '%s'"
                                                                .formatted(
                                                                        how.threshold(), output))));
    }
}
