// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.trial.DrawnSignal;
import java.util.Arrays;
import java.util.List;

/**
 * A test signal of a contract: its specification, and how samples are drawn.
 *
 * <p>Floats are drawn from a normal distribution with mean 0, or from the interval of {@link
 * #between}; indices are drawn from the rows of their table. The records of a batch of sequences
 * have different lengths.
 */
public final class SampleSignal {

    private final DrawnSignal drawn;

    private SampleSignal(DrawnSignal drawn) {
        this.drawn = drawn;
    }

    /**
     * Returns a signal of any specification. Unknown dimensions are planned as unknown; in samples
     * they have the size 6.
     */
    public static SampleSignal of(SignalSpec spec) {
        return new SampleSignal(DrawnSignal.of(spec));
    }

    /** Returns a signal of vectors {@code (size)}. */
    public static SampleSignal vector(long size) {
        return of(SignalSpec.floats(size));
    }

    /** Returns a signal of 32-bit floats of any shape. */
    public static SampleSignal floats(long... dimensions) {
        return of(SignalSpec.floats(dimensions));
    }

    /** Returns a signal of images {@code (channels, height, width)}. */
    public static SampleSignal image(long channels, long height, long width) {
        return of(SignalSpec.floats(channels, height, width));
    }

    /**
     * Returns a signal of sequences of vectors {@code (steps, features)}, with different lengths.
     */
    public static SampleSignal sequence(long steps, long features) {
        return of(SignalSpec.sequence(TensorSpec.floats(steps, features)));
    }

    /** Returns a signal of indices into a table. */
    public static SampleSignal indices(long tableSize, long... dimensions) {
        return of(SignalSpec.indices(tableSize, dimensions));
    }

    /** Returns a signal of sequences of indices, such as words; index 0 is padding. */
    public static SampleSignal indexSequence(long tableSize, long steps) {
        return of(SignalSpec.sequence(TensorSpec.indices(tableSize, steps)));
    }

    /**
     * Returns a copy whose floats are drawn uniformly from an interval, for example positive ones
     * for logarithms.
     */
    public SampleSignal between(double least, double most) {
        return new SampleSignal(new DrawnSignal(drawn.spec(), least, most, drawn.lengths()));
    }

    /**
     * Returns a copy of sequences with given lengths, one for each record in turn; for outputs
     * whose targets have a part for each step. The first must be the number of steps.
     */
    public SampleSignal lengths(int... each) {
        return new SampleSignal(
                new DrawnSignal(
                        drawn.spec(),
                        drawn.low(),
                        drawn.high(),
                        Arrays.stream(each).boxed().toList()));
    }

    /** Returns the specification of the signal. */
    public SignalSpec spec() {
        return drawn.spec();
    }

    /** Returns how samples are drawn. */
    DrawnSignal drawn() {
        return drawn;
    }

    static List<DrawnSignal> allDrawn(SampleSignal... signals) {
        return Arrays.stream(signals).map(SampleSignal::drawn).toList();
    }

    @Override
    public String toString() {
        return drawn.toString();
    }
}
