// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import ai.djl.pytorch.engine.Widening;
import com.sun.jna.Function;
import dev.sora.engine.MixedPrecision;
import java.util.function.Supplier;

/**
 * PyTorch's autocast, which DJL does not expose: products and convolutions of bfloat16 on one kind
 * of device. Autograd records the casts, so that gradients of 32-bit floats reach the weights.
 *
 * <p>It is a state of the calling thread, so that other trainings in the process compute as they
 * did. What particles see is widened by {@link Widening}. PyTorch's cache of cast weights stays
 * unused: it would return weights from before an update, and it serves only tensors that are not
 * views, which the weights of a training are.
 *
 * <p>Gradients need no scaling: bfloat16 has the exponents of 32-bit floats.
 */
final class Autocast implements MixedPrecision {

    private static final String SETTING = "precision: bf16";

    /** The numbers of {@code c10::DeviceType}. */
    private static final int CPU = 0;

    private static final int CUDA = 1;

    /** The number of {@code c10::ScalarType::BFloat16}. */
    private static final int BFLOAT16 = 15;

    private final Function enable;
    private final Function type;
    private final Function cache;
    private final int device;
    private final ThreadLocal<State> state = ThreadLocal.withInitial(() -> State.NONE);

    private enum State {
        NONE,
        REDUCED,
        FULL
    }

    /**
     * Finds the functions.
     *
     * @throws dev.sora.problem.EngineException if this build of PyTorch does not have them
     */
    Autocast(NativeRuntime runtime, boolean gpu) {
        NativeSymbols symbols = new NativeSymbols(runtime.folder());
        enable =
                symbols.function(
                        "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb", SETTING);
        type =
                symbols.function(
                        "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE",
                        SETTING);
        cache = symbols.function("_ZN2at8autocast26set_autocast_cache_enabledEb", SETTING);
        device = gpu ? CUDA : CPU;
    }

    @Override
    public <T> T reduced(Supplier<T> work) {
        return state.get() == State.NONE ? in(State.REDUCED, work) : work.get();
    }

    @Override
    public <T> T full(Supplier<T> work) {
        return state.get() == State.FULL ? work.get() : in(State.FULL, work);
    }

    private <T> T in(State wanted, Supplier<T> work) {
        State before = state.get();
        change(before, wanted);
        try {
            return work.get();
        } finally {
            change(wanted, before);
        }
    }

    private void change(State from, State to) {
        if (from == State.REDUCED) {
            enable(false);
            Widening.end();
        }
        state.set(to);
        if (to == State.REDUCED) {
            cache.invokeVoid(new Object[] {0});
            type.invokeVoid(new Object[] {device, BFLOAT16});
            Widening.begin();
            enable(true);
        }
    }

    private void enable(boolean on) {
        enable.invokeVoid(new Object[] {device, on ? 1 : 0});
    }
}
