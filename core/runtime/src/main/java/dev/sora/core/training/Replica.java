// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Weights;
import dev.sora.core.minibatches.EpochRows;
import dev.sora.core.minibatches.MinibatchDraw;
import dev.sora.core.step.Computed;
import dev.sora.core.step.Minibatch;
import dev.sora.core.step.Work;
import dev.sora.engine.DeviceReplicas;
import dev.sora.engine.Engine;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A further device of a training, with its thread, weights and data. It computes the gradient of
 * its part of a minibatch and changes no weights by itself: before each part it copies those of the
 * first device.
 */
final class Replica implements AutoCloseable {

    private final int index;
    private final ExecutorService thread;
    private final NDManager manager;
    private final Weights weights;
    private final Losses losses;
    private final MinibatchDraw draw;
    private @Nullable EpochRows epoch;
    private @Nullable NDManager epochManager;
    private NDList minibatches = new NDList();

    /** Work on the thread of this replica uses these; the thread that opens it creates them. */
    private Replica(
            int index,
            ExecutorService thread,
            NDManager manager,
            Weights weights,
            Losses losses,
            MinibatchDraw draw) {
        this.index = index;
        this.thread = thread;
        this.manager = manager;
        this.weights = weights;
        this.losses = losses;
        this.draw = draw;
    }

    /**
     * Opens a replica.
     *
     * @param index its number, counted from 1
     * @param first the weights of the first device
     */
    static Replica open(
            int index,
            DeviceReplicas devices,
            Engine engine,
            FittedGraph graph,
            Weights first,
            Replicas.Upload upload) {
        ExecutorService thread =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread own = new Thread(task, "sora-replica-" + index);
                            own.setDaemon(true);
                            return own;
                        });
        try {
            return Work.join(
                    CompletableFuture.supplyAsync(
                            () -> prepare(index, thread, devices, engine, graph, first, upload),
                            thread));
        } catch (RuntimeException | Error e) {
            thread.shutdown();
            throw e;
        }
    }

    private static Replica prepare(
            int index,
            ExecutorService thread,
            DeviceReplicas devices,
            Engine engine,
            FittedGraph graph,
            Weights first,
            Replicas.Upload upload) {
        NDManager manager = devices.newManager(index);
        try {
            Weights weights = first.copyTo(manager);
            Network network = new Network(graph, engine, manager);
            EncodedData data = upload.upload(network, weights, manager);
            return new Replica(
                    index,
                    thread,
                    manager,
                    weights,
                    new Losses(network, weights, engine),
                    new MinibatchDraw(graph, data, manager));
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    int index() {
        return index;
    }

    Weights weights() {
        return weights;
    }

    /** Starts work on the thread of this replica. */
    <R> CompletableFuture<R> start(Supplier<R> work) {
        return CompletableFuture.supplyAsync(work, thread);
    }

    /**
     * Draws its part of a minibatch.
     *
     * @param number the number of the minibatch within the epoch, counted from 0
     */
    Minibatch draw(long step, EpochRows rows, int number, int share, int shares) {
        if (rows != epoch) {
            endEpoch();
            epochManager = manager.newSubManager();
            minibatches = epochManager.create(rows.rows()).split(rows.cuts(), 0);
            epoch = rows;
        }
        return draw.minibatch(
                step,
                rows.minibatch(number, minibatches.get(number)),
                share,
                shares,
                epochManager.newSubManager());
    }

    /**
     * Computes the gradient of its part of a minibatch, with the current weights.
     *
     * @param first the weights of the first device
     * @param buffers their buffers before the step
     * @param shares the factor of the loss of each output
     */
    Computed differentiate(
            Minibatch part,
            Set<String> outputs,
            Weights first,
            NDArray buffers,
            Map<String, NDArray> shares) {
        weights.follow(first, buffers, part.manager());
        return losses.differentiate(part, outputs, shares);
    }

    private void endEpoch() {
        if (epochManager != null) {
            epochManager.close();
        }
        epochManager = null;
        epoch = null;
    }

    /** Frees the device; work that has been started ends first. */
    @Override
    public void close() {
        try {
            Work.join(
                    start(
                            () -> {
                                manager.close();
                                return true;
                            }));
        } finally {
            thread.shutdown();
        }
    }
}
