// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.Engine;
import dev.sora.engine.MixedPrecision;
import dev.sora.particle.Mixing;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import dev.sora.particle.PassRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A pass with the parameters of a check. Its kept tensors are freed with it.
 *
 * @param prefix what the names of parameters begin with in this part of the subject
 * @param engine the engine whose abilities it offers
 * @param buffers the names of the parameters that any pass may change, as far as they are known
 */
public record KitPass(
        PassMode mode,
        NDManager manager,
        Map<String, NDArray> parameters,
        String prefix,
        PassRandom random,
        Engine engine,
        Set<String> buffers)
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
                engine,
                Set.of());
    }

    /** Returns a pass that knows which of its parameters are buffers. */
    KitPass of(ParticlePlan plan) {
        Set<String> planned =
                plan.parameters().stream()
                        .filter(spec -> spec.role() == ParameterRole.BUFFER)
                        .map(ParameterSpec::name)
                        .collect(Collectors.toSet());
        return new KitPass(mode, manager, parameters, prefix, random, engine, planned);
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
        return inFullPrecision(() -> maker.apply(manager));
    }

    @Override
    public NDArray constant(String name, String parameter, UnaryOperator<NDArray> function) {
        if (buffers.contains(prefix + parameter)) {
            throw new Breach(
                    "constants of trained parameters only",
                    "one of the buffer '" + prefix + parameter + "', which any pass may change",
                    "compute it in each pass");
        }
        return Pass.super.constant(name, parameter, function);
    }

    @Override
    public <T> Optional<T> offers(Class<T> extension) {
        return engine.offers(extension);
    }

    @Override
    public <T> T inFullPrecision(Supplier<T> work) {
        Optional<MixedPrecision> precision = engine.offers(MixedPrecision.class);
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
        return new KitPass(mode, manager, parameters, prefix + part + ".", random, engine, buffers);
    }
}
