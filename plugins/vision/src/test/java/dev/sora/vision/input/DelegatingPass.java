// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import dev.sora.particle.PassRandom;
import java.util.function.Function;

/** A pass that does what another one does, except for what a test replaces. */
interface DelegatingPass extends Pass {

    /** Returns the other pass. */
    Pass pass();

    @Override
    default PassMode mode() {
        return pass().mode();
    }

    @Override
    default NDArray parameter(String name) {
        return pass().parameter(name);
    }

    @Override
    default NDManager manager() {
        return pass().manager();
    }

    @Override
    default PassRandom random() {
        return pass().random();
    }

    @Override
    default NDArray kept(String name, Function<NDManager, NDArray> maker) {
        return pass().kept(name, maker);
    }
}
