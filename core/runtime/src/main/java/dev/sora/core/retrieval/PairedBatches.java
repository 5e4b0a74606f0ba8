// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.retrieval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.Batches;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.RowNumbers;
import dev.sora.particle.Retrieval.Pairs;
import dev.sora.tensor.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Creates minibatches of pairs from minibatches of records. */
final class PairedBatches implements Minibatches {

    private final Retriever retriever;
    private final EncodedData data;
    private final Map<String, NDList> candidates;
    private final Set<String> records;

    /**
     * Encodes the candidates.
     *
     * @param manager owns them, for the duration of the training
     */
    PairedBatches(Retriever retriever, EncodedData data, NDManager manager) {
        this.retriever = retriever;
        this.data = data;
        this.candidates = retriever.uploadCandidates(manager);
        this.records = retriever.recordInputs();
    }

    @Override
    public Batch of(RowNumbers rows, RandomGenerator random, NDManager manager) {
        int size = rows.size();
        List<HostTensor> targets =
                download(data.targets(rows, manager).get(retriever.node().name()));
        Pairs pairs = retriever.call("drew pairs for", r -> r.draw(size, targets, random));
        long[] picked = rows.numbers();
        long[] recordRows = new long[pairs.records().length];
        for (int i = 0; i < recordRows.length; i++) {
            recordRows[i] = picked[pairs.records()[i]];
        }
        RowNumbers asking = RowNumbers.of(recordRows, manager);
        NDArray chosen = manager.create(pairs.candidates());
        Map<String, NDList> inputs = data.inputs(records, asking, manager);
        inputs.putAll(Batches.pick(candidates, chosen, manager));
        return new Batch(inputs, data.targets(asking, manager));
    }

    private static List<HostTensor> download(NDList tensors) {
        List<HostTensor> downloaded = new ArrayList<>();
        for (NDArray tensor : tensors) {
            downloaded.add(
                    HostTensor.of(tensor.getDataType(), tensor.getShape(), tensor.toByteBuffer()));
        }
        return downloaded;
    }
}
