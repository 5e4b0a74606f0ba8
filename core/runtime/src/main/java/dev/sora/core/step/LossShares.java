// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Defined;
import dev.sora.core.graph.Transfer;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the losses of the parts of a minibatch count. The loss of an output is the mean over the
 * records for which it is defined; so is that of a part. The mean over the whole minibatch is the
 * sum of the parts' means, each times its share of these records. An equal share for every device
 * would be wrong for parts of different sizes, and wherever records lack a target.
 */
public final class LossShares {

    private final List<Map<String, NDArray>> first = new ArrayList<>();
    private final List<Map<String, NDArray>> own = new ArrayList<>();
    private final Map<String, NDArray> defined = new LinkedHashMap<>();

    private LossShares() {}

    /** Computes the shares, on the devices. */
    public static LossShares of(Minibatch batch) {
        LossShares shares = new LossShares();
        List<Minibatch> parts = batch.parts();
        Set<String> outputs = new LinkedHashSet<>();
        for (Minibatch part : parts) {
            shares.first.add(new LinkedHashMap<>());
            shares.own.add(new LinkedHashMap<>());
            outputs.addAll(part.targets().keySet());
        }
        for (String output : outputs) {
            shares.add(output, parts);
        }
        return shares;
    }

    private void add(String output, List<Minibatch> parts) {
        NDManager manager = parts.get(0).manager();
        boolean counted =
                parts.stream()
                        .map(part -> part.targets().get(output))
                        .anyMatch(target -> target != null && target.has(Signal.DEFINED));
        int records = parts.get(0).records();
        NDArray total = manager.create(counted ? 0f : records);
        List<NDArray> counts = new ArrayList<>();
        for (Minibatch part : parts) {
            Signal target = part.targets().get(output);
            NDArray count =
                    target != null && target.has(Signal.DEFINED)
                            ? Transfer.to(Defined.count(target), manager)
                            : manager.create((float) part.size());
            counts.add(count);
            if (counted) {
                total = total.add(count);
            }
        }
        if (counted) {
            defined.put(output, total);
        }
        // no record may have the target: the losses are zero then, and must not become undefined
        NDArray divisor = total.maximum(1f);
        for (int i = 0; i < parts.size(); i++) {
            NDArray share = counts.get(i).div(divisor);
            first.get(i).put(output, share);
            own.get(i).put(output, Transfer.to(share, parts.get(i).manager()));
        }
    }

    /** Returns the shares of the outputs of a part, on its device. */
    public Map<String, NDArray> of(int part) {
        return own.get(part);
    }

    /** Returns the shares of the outputs of a part, on the first device. */
    public Map<String, NDArray> onFirst(int part) {
        return first.get(part);
    }

    /**
     * Returns the number of records for which the loss of an output is defined, on the first
     * device, for outputs whose targets contain it.
     */
    public Map<String, NDArray> defined() {
        return defined;
    }
}
