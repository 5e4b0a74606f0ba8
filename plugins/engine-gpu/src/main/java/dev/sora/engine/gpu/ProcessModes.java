// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.pytorch.NativeContext;

/**
 * TensorFloat-32 and the determinism of PyTorch, which apply to the whole process: while an engine
 * uses them, they stay as they are. Products of bfloat16 are a state of a thread, so engines with
 * and without them can be open at once.
 */
final class ProcessModes {

    private static final Object LOCK = new Object();

    private static int users;
    private static Precision precision = Precision.FLOAT32;
    private static boolean deterministic;

    private ProcessModes() {}

    /** The use of the modes by one engine, until it is closed. */
    static final class Use implements AutoCloseable {

        private final Precision precision;
        private final boolean deterministic;
        private boolean closed;

        private Use(Precision precision, boolean deterministic) {
            this.precision = precision;
            this.deterministic = deterministic;
        }

        Precision precision() {
            return precision;
        }

        boolean deterministic() {
            return deterministic;
        }

        /** Has no effect if it is closed already. */
        @Override
        public void close() {
            synchronized (LOCK) {
                if (!closed) {
                    closed = true;
                    users--;
                }
            }
        }
    }

    /**
     * Sets the modes for an engine.
     *
     * @throws EngineException if another engine uses others, or this build of PyTorch has none
     */
    static Use use(NativeContext context, Precision wanted, boolean sameBits) {
        synchronized (LOCK) {
            if (users > 0 && (isTf32(wanted) != isTf32(precision) || sameBits != deterministic)) {
                throw new EngineException(
                        Problem.of("SORA-5001", "another engine is running in this process")
                                .needs(text(wanted, sameBits))
                                .have(text(precision, deterministic))
                                .fix("use the same settings, or start another process"));
            }
            // PyTorch allows it for convolutions by default: 'float32' would not be float32
            context.allowTensorFloat32(isTf32(wanted));
            if (wanted == Precision.BF16) {
                context.allowBfloat16Sums(false);
            }
            context.useDeterministicAlgorithms(sameBits);
            precision = wanted;
            deterministic = sameBits;
            users++;
            return new Use(wanted, sameBits);
        }
    }

    private static boolean isTf32(Precision precision) {
        return precision == Precision.TF32;
    }

    private static String text(Precision precision, boolean deterministic) {
        return "precision: %s, deterministic: %b".formatted(precision.word(), deterministic);
    }
}
