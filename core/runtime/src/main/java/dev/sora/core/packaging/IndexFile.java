// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.HostTensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The vectors of known identities in one file, with the same format, limits and digests as model
 * packages. Nothing in it is executed when it is read.
 *
 * @param model the digest of the model that made the vectors
 * @param output the output that made them
 * @param threshold the least score at which a record is taken for an identity, if one is known
 * @param names the names of the identities
 * @param owners the identity of each vector, an index of {@code names}
 * @param size the number of dimensions of a vector
 * @param vectors the vectors, one after the other
 * @param arrangement how they are arranged for the search; empty if it compares all of them
 */
public record IndexFile(
        String model,
        String output,
        OptionalDouble threshold,
        List<String> names,
        long[] owners,
        int size,
        float[] vectors,
        Optional<Arrangement> arrangement) {

    static final String CONTENTS = "index.json";
    static final String TENSORS = "index.safetensors";

    private static final String ARRANGEMENT = "arrangement";

    /** The greatest number of values in all vectors, 1 GiB. */
    public static final int MOST_VALUES = 1 << 28;

    /**
     * Writes an index. The same contents give the same bytes.
     *
     * @throws DataException if the file cannot be written; then no file is left
     */
    public static void write(Path file, IndexFile index) {
        HostTensor tensor =
                HostTensor.allocate(DataType.FLOAT32, index.owners().length, index.size());
        tensor.data().asFloatBuffer().put(index.vectors());
        State.Builder state =
                State.builder()
                        .string("model", index.model())
                        .string("output", index.output())
                        .strings("names", index.names())
                        .integers("owners", index.owners())
                        .tensor("vectors", tensor);
        index.threshold().ifPresent(threshold -> state.number("threshold", threshold));
        index.arrangement().ifPresent(how -> state.states(ARRANGEMENT, List.of(how.saved())));
        Container.write(
                file, ContainerKind.INDEX, new Contents().state(CONTENTS, TENSORS, state.build()));
    }

    /**
     * Reads an index.
     *
     * @param file untrusted
     * @throws DataException if it is not one, or is incomplete or damaged
     */
    public static IndexFile read(Path file) {
        try (OpenContainer container = OpenContainer.open(file, ContainerKind.INDEX)) {
            State state = container.state(CONTENTS, TENSORS).from(file.toString());
            container.finish();
            return of(state, file);
        }
    }

    private static IndexFile of(State state, Path file) {
        List<String> names = state.distinct("names");
        long[] owners = state.integers("owners");
        HostTensor tensor = state.tensor("vectors", DataType.FLOAT32);
        Shape shape = tensor.shape();
        if (names.isEmpty()) {
            throw state.broken("names", "at least one name");
        }
        if (shape.dimension() != 2 || shape.get(0) != owners.length || shape.get(1) < 1) {
            throw state.broken(
                    "vectors", "a vector for each of %d owners".formatted(owners.length));
        }
        for (long owner : owners) {
            if (owner < 0 || owner >= names.size()) {
                throw state.broken("owners", "indices from 0 to %d".formatted(names.size() - 1));
            }
        }
        FloatBuffer values = tensor.data().asFloatBuffer();
        checkSize(values.remaining(), file);
        float[] vectors = new float[values.remaining()];
        values.get(vectors);
        for (float value : vectors) {
            if (!Float.isFinite(value)) {
                throw state.broken("vectors", "finite numbers");
            }
        }
        return new IndexFile(
                state.string("model"),
                state.string("output"),
                state.has("threshold")
                        ? OptionalDouble.of(state.number("threshold"))
                        : OptionalDouble.empty(),
                names,
                owners,
                (int) shape.get(1),
                vectors,
                arrangement(state));
    }

    private static Optional<Arrangement> arrangement(State state) {
        if (!state.has(ARRANGEMENT)) {
            return Optional.empty();
        }
        List<State> arranged = state.states(ARRANGEMENT);
        if (arranged.size() != 1) {
            throw state.broken(ARRANGEMENT, "one arrangement");
        }
        return Optional.of(Arrangement.of(arranged.get(0)));
    }

    /**
     * Returns a copy whose vectors are arranged.
     *
     * @param how the arrangement of these vectors
     */
    public IndexFile arranged(Arrangement how) {
        return new IndexFile(
                model, output, threshold, names, owners, size, vectors, Optional.of(how));
    }

    /**
     * Checks the number of values in all vectors.
     *
     * @throws DataException if there are more than {@link #MOST_VALUES}
     */
    public static void checkSize(long values, Path file) {
        if (values > MOST_VALUES) {
            throw new DataException(
                    Problem.of("SORA-4912", "there are too many vectors for one index")
                            .where(file.toString())
                            .needs("at most %,d values in all vectors".formatted(MOST_VALUES))
                            .have("%,d".formatted(values))
                            .fix("enrol fewer records of each identity, or write several indexes"));
        }
    }
}
