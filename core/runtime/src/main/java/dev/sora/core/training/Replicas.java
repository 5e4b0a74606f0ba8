// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Transfer;
import dev.sora.core.graph.Weights;
import dev.sora.core.minibatches.MinibatchDraw;
import dev.sora.core.step.Computed;
import dev.sora.core.step.EngineReplicas;
import dev.sora.core.step.LossShares;
import dev.sora.core.step.Minibatch;
import dev.sora.core.step.Work;
import dev.sora.engine.DeviceReplicas;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The further devices of a training. All devices compute their parts of a minibatch at the same
 * time; the results are added up in the order of the devices, so that a number of devices gives the
 * same bits in every run.
 *
 * <p>Of n devices, device i takes the records from {@code size * i / n} to {@code size * (i + 1) /
 * n} of a minibatch, and draws random numbers of its own.
 */
public final class Replicas implements AutoCloseable {

    /** Places the data of a training on a device. */
    @FunctionalInterface
    public interface Upload {

        /**
         * Returns the data on a device.
         *
         * @param network computes on the device
         * @param weights the weights on the device
         * @param manager owns the data
         */
        EncodedData upload(Network network, Weights weights, NDManager manager);
    }

    private final List<Replica> others;

    private Replicas(List<Replica> others) {
        this.others = others;
    }

    /** Returns an instance for a training on one device. */
    public static Replicas none() {
        return new Replicas(List.of());
    }

    /**
     * Opens the devices that the plan names besides the first one.
     *
     * @param weights the weights on the first device
     */
    public static Replicas open(TrainingSetup setup, Weights weights, Upload upload) {
        int count = EngineReplicas.count(setup.network().graph().plan().engine());
        if (count == 1) {
            return none();
        }
        DeviceReplicas devices =
                setup.engine()
                        .offers(DeviceReplicas.class)
                        .filter(offered -> offered.count() == count)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "the engine announced %d replicas, and does not"
                                                                .formatted(count)
                                                        + " offer them"));
        List<Replica> opened = new ArrayList<>();
        try {
            for (int i = 1; i < count; i++) {
                opened.add(
                        Replica.open(
                                i,
                                devices,
                                setup.engine(),
                                setup.network().graph(),
                                weights,
                                upload));
            }
            return new Replicas(opened);
        } catch (RuntimeException | Error e) {
            new Replicas(opened).close();
            throw e;
        }
    }

    /** Returns whether the training has one device only. */
    boolean isEmpty() {
        return others.isEmpty();
    }

    /** Returns the number of devices, with the first one. */
    public int count() {
        return others.size() + 1;
    }

    /**
     * Draws a minibatch, or a share of it, on all devices.
     *
     * @param first draws on the first device
     */
    Minibatch draw(long step, EpochInProgress now, int share, int shares, MinibatchDraw first) {
        int count = count();
        int all = Math.multiplyExact(shares, count);
        int number = Math.toIntExact(now.done());
        List<Minibatch> parts =
                everywhere(
                        () ->
                                first.minibatch(
                                        step,
                                        now.rows(number),
                                        share * count,
                                        all,
                                        now.newManager()),
                        replica ->
                                replica.draw(
                                        step,
                                        now.all(),
                                        number,
                                        share * count + replica.index(),
                                        all));
        return parts.get(0).with(parts.subList(1, parts.size()));
    }

    /**
     * Computes the losses of a minibatch, and their gradient on the first device, as if one device
     * had computed them, except for what records of different devices would share.
     *
     * @param outputs the outputs whose losses count; all if empty
     * @param losses those of the first device
     * @param weights those of the first device
     */
    Computed differentiate(Minibatch batch, Set<String> outputs, Losses losses, Weights weights) {
        NDArray buffers = Transfer.copy(weights.buffers(), batch.manager());
        LossShares shares = LossShares.of(batch);
        List<@Nullable Computed> computed =
                everywhere(
                        () ->
                                batch.size() == 0
                                        ? null
                                        : losses.differentiate(batch, outputs, shares.of(0)),
                        replica -> {
                            Minibatch part = batch.others().get(replica.index() - 1);
                            return part.size() == 0
                                    ? null
                                    : replica.differentiate(
                                            part,
                                            outputs,
                                            weights,
                                            buffers,
                                            shares.of(replica.index()));
                        });
        List<Weights> all = new ArrayList<>(List.of(weights));
        others.forEach(replica -> all.add(replica.weights()));
        PartResults results = new PartResults(batch, computed, shares);
        results.averageBuffers(all, buffers);
        return results.joined(weights.trained().getShape());
    }

    /**
     * Does work on all devices at the same time, the first one on this thread, and waits for it.
     *
     * @return the results in the order of the devices
     */
    private <R> List<R> everywhere(Supplier<R> own, Function<Replica, R> other) {
        List<CompletableFuture<R>> started = new ArrayList<>();
        started.add(new CompletableFuture<>());
        others.forEach(replica -> started.add(replica.start(() -> other.apply(replica))));
        try {
            started.get(0).complete(own.get());
        } catch (RuntimeException | Error e) {
            started.get(0).completeExceptionally(e);
        }
        // no device may still compute when the caller frees what it computes from
        started.forEach(work -> work.handle((result, failure) -> true).join());
        List<R> results = new ArrayList<>();
        started.forEach(work -> results.add(Work.join(work)));
        return results;
    }

    /** Frees the further devices; one that fails does not keep the others open. */
    @Override
    public void close() {
        Throwable failure = null;
        for (Replica replica : others) {
            try {
                replica.close();
            } catch (RuntimeException | Error e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException problem) {
            throw problem;
        }
    }
}
