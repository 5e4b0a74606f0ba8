// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.generation.Generation;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.seq2seq.decoder.Attention;
import dev.sora.seq2seq.metric.TextAttention;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The third signal of the output: the pieces that the decoder attends to, by their names. */
final class SourceAttention {

    /** The parts of a raw prediction with the pieces that were read, and their number. */
    private static final String SOURCE = "source";

    private static final String LENGTHS = "source_lengths";

    /** Which signal it is. */
    static final int THIRD = 2;

    private SourceAttention() {}

    private static boolean isWanted(List<SignalSpec> inputs) {
        return inputs.size() > THIRD;
    }

    /** Returns the plan of a prediction with the parts, if there is a third signal. */
    static SignalSpec planned(SignalSpec prediction, List<SignalSpec> inputs) {
        if (!isWanted(inputs)) {
            return prediction;
        }
        if (!inputs.get(0).has(Attention.ATTENTION)) {
            throw new ShapeException(
                    "a decoder that shows what it attends to",
                    inputs.get(0),
                    "set 'attention: true' on the decoder, or leave out the third signal");
        }
        SignalSpec source = inputs.get(THIRD);
        if (!source.isSequence() || source.values().rank() != 1 || !source.values().isIndices()) {
            throw new ShapeException(
                    "the text that is read, as indices",
                    source,
                    "name the input that the encoder reads third");
        }
        return prediction
                .with(SOURCE, TensorSpec.indices(source.tableSize(), TensorSpec.UNKNOWN))
                .with(LENGTHS, TensorSpec.of(DataType.INT32));
    }

    /**
     * Returns the names of the pieces, if there is a third signal.
     *
     * @throws ShapeException if they have no names
     */
    static Optional<List<String>> names(List<SignalSpec> inputs) {
        if (!isWanted(inputs)) {
            return Optional.empty();
        }
        SignalSpec source = inputs.get(THIRD);
        if (source.entries().isEmpty()) {
            throw new ShapeException(
                    "an input whose pieces have names, to show what was attended to",
                    source,
                    "let the encoder read an input such as 'pieces', or leave out the third"
                            + " signal");
        }
        return Optional.of(source.entries());
    }

    /**
     * Adds the parts, if there is a third signal.
     *
     * @throws DataException if the decoder attends to more or fewer steps: known from shapes, so
     *     that the first step of a training finds it
     */
    static Signal with(Signal prediction, List<Signal> inputs) {
        if (inputs.size() <= THIRD) {
            return prediction;
        }
        Signal source = inputs.get(THIRD);
        check(
                inputs.get(0).part(Attention.ATTENTION).getShape().get(2),
                source.values().getShape().get(1));
        return prediction.with(SOURCE, source.values()).with(LENGTHS, source.lengths());
    }

    private static void check(long places, long pieces) {
        if (places != pieces) {
            throw new DataException(
                    Problem.of("SORA-4391", "the decoder attends to other steps than the text has")
                            .needs("a step of the encoder for each of %d pieces".formatted(pieces))
                            .have("%d steps".formatted(places))
                            .fix(
                                    "name the input that the encoder reads as third signal of the"
                                            + " output, and keep all of its steps"));
        }
    }

    /** Returns what the last step attends to, {@code (batch, places)}. */
    static NDArray last(List<Signal> inputs) {
        NDArray all = inputs.get(0).part(Attention.ATTENTION);
        long steps = all.getShape().get(1);
        return (steps == 1 ? all : all.split(new long[] {steps - 1}, 1).get(1)).squeeze(1);
    }

    /**
     * Returns the attention of the best texts of the first records; none if the prediction has
     * none.
     *
     * @param source the names of the pieces that are read, if they are shown
     * @param target the names of the pieces that are generated
     */
    static List<TextAttention> of(
            Signal prediction, Optional<List<String>> source, List<String> target, int most) {
        if (!prediction.has(Generation.ATTENTION) || source.isEmpty()) {
            return List.of();
        }
        List<String> names = source.get();
        Shape shape = prediction.part(Generation.ATTENTION).getShape();
        int symbols = (int) shape.get(1);
        int places = (int) shape.get(2);
        NDArray read = prediction.part(SOURCE);
        int width = (int) read.getShape().get(1);
        check(places, width);
        int[] pieces = read.toIntArray();
        int[] lengths = prediction.part(LENGTHS).toIntArray();
        float[] weights = prediction.part(Generation.ATTENTION).toFloatArray();
        NDArray generated = prediction.part(Generation.GENERATED);
        int best = (int) generated.getShape().get(1);
        int longest = (int) generated.getShape().get(2);
        int[] said = generated.toIntArray();
        List<TextAttention> all = new ArrayList<>();
        for (int record = 0; record < Math.min(most, lengths.length); record++) {
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < lengths[record]; i++) {
                columns.add(names.get(pieces[record * width + i]));
            }
            List<String> rows = new ArrayList<>();
            List<float[]> values = new ArrayList<>();
            for (int i = 0; i < longest && said[record * best * longest + i] != 0; i++) {
                rows.add(target.get(said[record * best * longest + i]));
                int from = (record * symbols + i) * places;
                values.add(Arrays.copyOfRange(weights, from, from + lengths[record]));
            }
            all.add(new TextAttention(columns, rows, values.toArray(float[][]::new)));
        }
        return all;
    }
}
