// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.DeviceBudget;
import dev.sora.core.data.encoding.HostData;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.PassWork;
import dev.sora.core.graph.Weights;
import dev.sora.engine.Engine;
import dev.sora.engine.IntraOpParallelism;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a model on the device, uploaded by the first computation. They are only read, so
 * any number of threads can compute with them.
 */
public final class DeviceModel implements AutoCloseable {

    /**
     * The number of multiplications that one thread computes in a few milliseconds. Sharing less
     * work among threads gains little on an idle machine, and costs time if several callers predict
     * at once.
     */
    private static final double SMALL = 1e8;

    private final FittedGraph graph;
    private final ParameterLayout layout;
    private final Supplier<Engine> engine;
    private final double multiplications;
    private @Nullable Map<String, FloatBuffer> host;
    private @Nullable NDManager manager;
    private @Nullable Network network;
    private volatile @Nullable Weights weights;
    private volatile @Nullable Engine started;

    /**
     * Creates a model.
     *
     * @param host the values of all parameters; freed once they are on the device
     * @param engine waits for the engine
     */
    public DeviceModel(
            FittedGraph graph,
            ParameterLayout layout,
            Map<String, FloatBuffer> host,
            Supplier<Engine> engine) {
        this.graph = graph;
        this.layout = layout;
        this.host = host;
        this.engine = engine;
        this.multiplications = PassWork.multiplications(graph);
    }

    public FittedGraph graph() {
        return graph;
    }

    public Network network() {
        // the network is written before the volatile weights, which this call reads
        weights();
        return network;
    }

    /**
     * Returns a new manager for the results of a call. It is a root manager, because an engine
     * prepares the calling thread when a root manager is created.
     */
    public NDManager newManager() {
        return engine().newManager();
    }

    /**
     * Returns what a prediction for encoded records computes with.
     *
     * @param own owns the tensors of the records and the results
     */
    public Feed feed(HostData encoded, NDManager own) {
        return Feed.inference(
                        encoded.upload(own).inputs(), weights().views(own), Moment.PREDICTION, own)
                .sharing(network().lasting());
    }

    /** Returns a budget for the data of an evaluation. */
    public DeviceBudget budget() {
        return DeviceBudget.of(engine());
    }

    /**
     * Computes a prediction for some records, in a manager that is closed afterwards. A small one
     * is computed on the calling thread alone.
     */
    public <R> R predict(int records, Function<NDManager, R> pass) {
        Optional<IntraOpParallelism> sharing =
                multiplications * records <= SMALL
                        ? engine().offers(IntraOpParallelism.class)
                        : Optional.empty();
        return sharing.isPresent() ? sharing.get().without(() -> predict(pass)) : predict(pass);
    }

    private <R> R predict(Function<NDManager, R> pass) {
        try (NDManager own = newManager()) {
            return pass.apply(own);
        }
    }

    /** Returns the engine, once it has started. */
    public Engine engine() {
        Engine there = started;
        if (there == null) {
            there = engine.get();
            started = there;
        }
        return there;
    }

    /** Returns the engine if a computation has waited for it; does not wait. */
    public Optional<Engine> ifStarted() {
        return Optional.ofNullable(started);
    }

    public Weights weights() {
        Weights there = weights;
        return there != null ? there : upload();
    }

    private synchronized Weights upload() {
        Weights there = weights;
        if (there != null) {
            return there;
        }
        return inManager(
                own -> {
                    Weights uploaded = Weights.of(layout, host, own);
                    uploaded.keepViews(engine());
                    network = new Network(graph, engine(), own);
                    host = null;
                    weights = uploaded;
                    return uploaded;
                });
    }

    private Weights inManager(Function<NDManager, Weights> action) {
        NDManager own = newManager();
        try {
            Weights uploaded = action.apply(own);
            manager = own;
            return uploaded;
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    /** Frees the weights; no computation may be in progress. */
    @Override
    public synchronized void close() {
        if (manager != null) {
            manager.close();
        }
    }
}
