// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.Engine;
import dev.sora.engine.MixedPrecision;
import dev.sora.particle.Mixing;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import dev.sora.particle.PassRandom;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A pass with the parameters of a check. Its kept tensors are freed with it. */
public record KitPass(
        PassMode mode,
        NDManager manager,
        Map<String, NDArray> parameters,
        String prefix,
        PassRandom random,
        Optional<MixedPrecision> precision)
        implements Pass {

    public KitPass(boolean training, NDManager manager, Map<String, NDArray> parameters) {
        this(training, manager, parameters, 1);
    }

    public KitPass(
            boolean training, NDManager manager, Map<String, NDArray> parameters, long seed) {
        this(training, manager, parameters, seed, TestEngine.engine());
    }

    /** Creates a pass whose random numbers an engine draws. */
    public KitPass(
            boolean training,
            NDManager manager,
            Map<String, NDArray> parameters,
            long seed,
            Engine engine) {
        this(
                training ? PassMode.TRAIN : PassMode.EVALUATE,
                manager,
                parameters,
                "",
                new PassRandom(engine, manager, seed),
                engine.offers(MixedPrecision.class));
    }

    @Override
    public NDArray parameter(String name) {
        NDArray parameter = parameters.get(prefix + name);
        if (parameter == null) {
            throw new Breach(
                    "only parameters that were planned: " + parameters.keySet(),
                    "forward asks for '" + prefix + name + "'",
                    "return it from plan, with this name");
        }
        return parameter;
    }

    @Override
    public NDArray kept(String name, Function<NDManager, NDArray> maker) {
        return maker.apply(manager);
    }

    @Override
    public <T> T inFullPrecision(Supplier<T> work) {
        return precision.isPresent() ? precision.get().full(work) : work.get();
    }

    /** A check of one particle has no loss that could be mixed. */
    @Override
    public void mixed(Mixing mixing) {
        if (mixing.partners().size() < 2) {
            throw new Breach(
                    "a partner for each record of a minibatch",
                    mixing.partners().size() + " partners",
                    "mix minibatches of at least two records");
        }
    }

    @Override
    public Pass within(String part) {
        return new KitPass(mode, manager, parameters, prefix + part + ".", random, precision);
    }
}
