// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.step.Computed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums the losses of an epoch on the device, so that no step waits for it. The mean of a loss is
 * taken over the records for which it was computed and is defined.
 */
final class LossSums {

    private static final String LOSS = "loss";
    private static final String DEFINED = ".defined";
    private static final String RECORDS = ".records";

    private final List<LossTerm> terms;
    private final NDManager manager;
    private final Map<String, Double> before;
    private final NDArray total;
    private final Map<String, NDArray> byOutput = new LinkedHashMap<>();
    private final Map<String, NDArray> defined = new LinkedHashMap<>();

    /** The number of records for which the loss of each output was computed. */
    private final Map<String, Long> computed = new LinkedHashMap<>();

    private long records;

    /**
     * Creates the sums.
     *
     * @param terms the losses that are summed
     * @param sums their initial values, by the names of {@link #sums()}; 0 for those that are
     *     missing
     * @param records the number of records that these come from
     * @param each whether a loss may be missing from a minibatch, so that each is summed by itself
     */
    LossSums(
            List<LossTerm> terms,
            NDManager manager,
            Map<String, Double> sums,
            long records,
            boolean each) {
        this.records = records;
        this.manager = manager;
        this.before = sums;
        this.terms = terms;
        total = sum(LOSS);
        for (LossTerm output : terms) {
            computed.put(
                    output.name(),
                    sums.getOrDefault(output.name() + RECORDS, (double) records).longValue());
            boolean counted = sums.containsKey(output.name() + DEFINED);
            if (counted || each || terms.size() > 1) {
                byOutput.put(output.name(), sum(output.name() + "." + LOSS));
            }
            if (counted) {
                defined.put(output.name(), sum(output.name() + DEFINED));
            }
        }
    }

    private NDArray sum(String name) {
        return manager.create(before.getOrDefault(name, 0.0).floatValue());
    }

    /**
     * Adds the losses of a minibatch.
     *
     * @param size the number of records that the losses are the mean over
     * @param counted the outputs whose losses of this minibatch were added before
     */
    void add(Computed minibatch, int size, Set<String> counted) {
        minibatch
                .losses()
                .forEach(
                        (output, loss) -> {
                            if (!counted.contains(output)) {
                                add(output, loss, minibatch.defined().get(output), size);
                            }
                        });
        addTotal(minibatch, size, counted);
    }

    /**
     * Adds the loss of an output.
     *
     * @param count the number of records for which it is defined; null for all, if the targets do
     *     not contain it
     */
    private void add(String output, NDArray loss, @Nullable NDArray count, int size) {
        if (count != null && !defined.containsKey(output)) {
            // no earlier minibatch contained the count: all its records count
            byOutput.computeIfAbsent(output, name -> soFar());
            defined.put(output, manager.create(computed.get(output).floatValue()));
        }
        computed.merge(output, (long) size, Long::sum);
        if (count != null) {
            byOutput.get(output).addi(loss.mul(count));
            defined.get(output).addi(count);
        } else if (byOutput.containsKey(output)) {
            byOutput.get(output).addi(loss.mul(size));
            if (defined.containsKey(output)) {
                defined.get(output).addi(size);
            }
        }
    }

    /** Returns the losses of the only output, which were summed with its factor. */
    private NDArray soFar() {
        // a double would make the result 64-bit
        float factor = (float) terms.get(0).weight();
        return factor == 0 ? manager.create(0f) : total.div(factor);
    }

    private void addTotal(Computed minibatch, int size, Set<String> counted) {
        Map<String, NDArray> losses = minibatch.losses();
        if (losses.keySet().stream().noneMatch(counted::contains)) {
            total.addi(minibatch.loss().mul(size));
            return;
        }
        for (LossTerm output : terms) {
            if (losses.containsKey(output.name()) && !counted.contains(output.name())) {
                total.addi(losses.get(output.name()).mul(output.weight() * size));
            }
        }
    }

    /** Adds records whose losses are added separately. */
    void addRecords(int more) {
        records += more;
    }

    /** Returns the current sums, in 32 bits; waits for the device. */
    Map<String, Double> sums() {
        Map<String, Double> sums = new LinkedHashMap<>();
        sums.put(LOSS, (double) total.getFloat());
        byOutput.forEach((output, sum) -> sums.put(output + "." + LOSS, (double) sum.getFloat()));
        defined.forEach((output, count) -> sums.put(output + DEFINED, (double) count.getFloat()));
        computed.forEach(
                (output, count) -> {
                    if (count != records) {
                        sums.put(output + RECORDS, (double) count);
                    }
                });
        return sums;
    }

    long records() {
        return records;
    }

    /**
     * Returns the number of records for which an output's loss was computed and is undefined, for
     * outputs whose targets contain it; waits for the device.
     */
    Map<String, Long> undefined() {
        Map<String, Long> undefined = new LinkedHashMap<>();
        defined.forEach(
                (output, count) ->
                        undefined.put(
                                output,
                                Math.max(0, computed.get(output) - (long) count.getFloat())));
        return undefined;
    }

    /** Returns the mean loss so far, if any was counted; waits for the device. */
    double mean() {
        if (records == 0) {
            return 0;
        }
        if (defined.isEmpty() && computed.values().stream().allMatch(n -> n == records)) {
            return total.getFloat() / (double) records;
        }
        double mean = 0;
        for (LossTerm output : terms) {
            mean += output.weight() * mean(output.name());
        }
        return mean;
    }

    /** Returns the mean over the records that have a loss; 0 if there are none yet. */
    private double mean(String output) {
        NDArray counted = defined.get(output);
        double count = counted == null ? computed.get(output) : counted.getFloat();
        return count == 0 ? 0 : byOutput.get(output).getFloat() / count;
    }

    /**
     * Returns the mean loss over all outputs, and, with several outputs, that of each. Losses that
     * no record has are left out, because 0 would be the best value.
     */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (records == 0) {
            return metrics;
        }
        if (terms.stream().allMatch(output -> isDefined(output.name()))) {
            metrics.put(LOSS, mean());
        }
        if (terms.size() > 1) {
            terms.stream()
                    .map(LossTerm::name)
                    .filter(this::isDefined)
                    .forEach(output -> metrics.put(output + "." + LOSS, mean(output)));
        }
        return metrics;
    }

    private boolean isDefined(String output) {
        NDArray count = defined.get(output);
        return count == null ? computed.get(output) > 0 : count.getFloat() > 0;
    }
}
