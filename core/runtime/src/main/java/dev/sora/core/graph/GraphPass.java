// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.device.NodePrecision;
import dev.sora.engine.Engine;
import dev.sora.particle.Mixing;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import dev.sora.particle.PassRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The pass that one node, or one of its members, receives.
 *
 * @param owner the prefix of the names of its parameters
 * @param node the prefix of the names of its kept tensors, the same for all members
 * @param tied the parameters that are those of other nodes, with their names there
 * @param buffers those of its parameters that are buffers
 * @param part a further prefix in both: the inner particle that the pass is for, or empty
 * @param longest the greatest length of the records; 0 if it is not known
 * @param constants what particles computed from the parameters, for the passes that share them
 * @param precision runs work in full precision
 * @param engine offers abilities
 * @param mixing receives how an input mixed the records; null for nodes that may not
 */
record GraphPass(
        PassMode mode,
        NDManager manager,
        Parameters parameters,
        String owner,
        String node,
        Map<String, String> tied,
        Set<String> buffers,
        String part,
        PassRandom random,
        KeptTensors things,
        int view,
        int longest,
        Parameters.Constants constants,
        NodePrecision precision,
        Engine engine,
        @Nullable AtomicReference<Mixing> mixing)
        implements Pass {

    @Override
    public NDArray parameter(String name) {
        String key = key(name);
        NDArray parameter = parameters.find(key);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter '" + key + "' was planned");
        }
        return parameter;
    }

    private String key(String name) {
        String other = tied.get(part + name);
        return other == null ? owner + part + name : other;
    }

    @Override
    public NDArray constant(String name, String parameter, UnaryOperator<NDArray> function) {
        if (buffers.contains(part + parameter)) {
            throw new IllegalArgumentException(
                    "'%s' is a buffer, which any pass may change".formatted(part + parameter));
        }
        return constants.find(
                key(parameter),
                node + part + name,
                () -> Pass.super.constant(name, parameter, function),
                manager);
    }

    @Override
    public NDArray kept(String name, Function<NDManager, NDArray> maker) {
        // passes share it, whatever their precision
        return things.handle(
                node + part + name, made -> inFullPrecision(() -> maker.apply(made)), manager);
    }

    @Override
    public void mixed(Mixing how) {
        if (mixing == null) {
            throw new IllegalStateException("only an input whose particle mixes() may mix records");
        }
        mixing.set(how);
    }

    @Override
    public <T> T inFullPrecision(Supplier<T> work) {
        return precision.full(work);
    }

    @Override
    public <T> Optional<T> offers(Class<T> extension) {
        return engine.offers(extension);
    }

    @Override
    public int longest(NDArray lengths) {
        return longest > 0 ? longest : Pass.super.longest(lengths);
    }

    @Override
    public Pass within(String inner) {
        return new GraphPass(
                mode,
                manager,
                parameters,
                owner,
                node,
                tied,
                buffers,
                part + inner + ".",
                random,
                things,
                view,
                longest,
                constants,
                precision,
                engine,
                mixing);
    }
}
