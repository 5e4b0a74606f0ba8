// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.score;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.InterruptedRunException;
import dev.sora.engine.Engine;
import dev.sora.engine.Tape;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gradients of a score, with one clear error wherever there are none. */
public final class Differentiation implements AutoCloseable {

    private static final String NO_GRADIENT = "the score of an answer has no gradient here";

    private static final String DIFFERENTIABLE =
            "nodes that can be differentiated from the input to the output";

    private final Tape tape;

    private Differentiation(Tape tape) {
        this.tape = tape;
    }

    /**
     * Starts recording.
     *
     * @throws SoraException if the engine computes no gradients
     */
    public static Differentiation open(Engine engine) {
        try {
            return new Differentiation(engine.openTape());
        } catch (UnsupportedOperationException e) {
            throw refused(
                    "this engine computes no gradients", "an engine with gradients", reason(e), e);
        }
    }

    /** Returns a leaf with these values, which the manager owns. */
    public NDArray watch(NDArray values, NDManager manager) {
        NDArray leaf = tape.watch(values);
        leaf.attach(manager);
        return leaf;
    }

    /**
     * Computes the gradients of the sum of some scores.
     *
     * @throws SoraException if nothing that can be differentiated leads to them
     */
    public void backward(NDArray scores) {
        translated(
                () -> {
                    tape.backward(scores.sum());
                    return scores;
                });
    }

    /**
     * Returns the gradient of a leaf, which the manager owns.
     *
     * @throws SoraException if the scores do not depend on it by what can be differentiated
     */
    public NDArray gradient(NDArray leaf, NDManager manager) {
        NDArray gradient = translated(() -> tape.gradient(leaf));
        gradient.attach(manager);
        return gradient;
    }

    /** Returns the error of a score of which no input has a gradient. */
    public static SoraException none(String have) {
        return refused(NO_GRADIENT, DIFFERENTIABLE, have, null);
    }

    private static NDArray translated(Supplier<NDArray> action) {
        try {
            return action.get();
        } catch (SoraException | InterruptedRunException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused(NO_GRADIENT, DIFFERENTIABLE, reason(e), e);
        }
    }

    private static String reason(RuntimeException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private static SoraException refused(
            String what, String needs, String have, @Nullable RuntimeException cause) {
        return new SoraException(
                List.of(
                        Problem.of("SORA-4934", what)
                                .needs(needs)
                                .have(have)
                                .fix("explain inputs by 'occlusion', or by 'particles' only")),
                cause);
    }

    @Override
    public void close() {
        tape.close();
    }
}
